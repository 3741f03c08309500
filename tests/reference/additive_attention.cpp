#include "tests/reference/additive_attention.h"

#include "tests/reference/segment.h"

namespace lab::reference {
namespace {

Matrix gated(const AdditiveInputs& in) {
    return in.gate.empty() ? in.x : segmentMul(in.x, in.gate, in.offsets);
}

/// Calls body(h, c, index of the weight in w) for each column c that head h reads.
template <class Body> void forWeights(const AdditiveInputs& in, Body&& body) {
    const std::int64_t width = in.x.cols, headWidth = width / in.heads;
    for (std::int64_t h = 0; h < in.heads; ++h)
        for (std::int64_t c = 0; c < width; ++c)
            if (in.w.cols == width)
                body(h, c, static_cast<std::size_t>(h * width + c));
            else if (c / headWidth == h)
                body(h, c, static_cast<std::size_t>((in.w.rows == 1 ? 0 : h) * headWidth + c % headWidth));
}

Matrix weightsOf(const AdditiveInputs& in) {
    const Matrix p = gated(in);
    Matrix scores(p.rows, in.heads);
    for (std::int64_t i = 0; i < p.rows; ++i)
        forWeights(in, [&](auto h, auto c, auto at) { scores.at(i, h) += p.at(i, c) * in.w.values[at]; });
    return segmentSoftmax(scores, in.offsets, in.scale);
}

} // namespace

AdditiveResult additiveAttention(const AdditiveInputs& in) {
    const Matrix weights = weightsOf(in);
    return {weights, segmentWeightedSum(weights, in.x, in.offsets)};
}

AdditiveGradients additiveAttentionGrad(const AdditiveInputs& in, const Matrix& dOut) {
    const Matrix weights = weightsOf(in), p = gated(in);
    const Matrix dWeights = segmentWeightedSumGradW(dOut, in.x, in.offsets, in.heads);
    const Matrix dScores = segmentSoftmaxGrad(weights, dWeights, in.offsets, in.scale);
    AdditiveGradients d{segmentWeightedSumGradX(dOut, weights, in.offsets), {}, Matrix(in.w.rows, in.w.cols)};
    Matrix dp(p.rows, p.cols);
    for (std::int64_t i = 0; i < p.rows; ++i)
        forWeights(in, [&](auto h, auto c, auto at) {
            dp.at(i, c) += dScores.at(i, h) * in.w.values[at];
            d.dw.values[at] += dScores.at(i, h) * p.at(i, c);
        });
    d.dx = sum(d.dx, in.gate.empty() ? dp : segmentMul(dp, in.gate, in.offsets));
    d.dGate = segmentSums(dp, in.x, in.offsets);
    return d;
}

} // namespace lab::reference
