#include "tests/reference/segment.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lab::reference {
namespace {

/// body(sequence, row) for every row, in order.
template <class Body> void forRows(const Offsets& offsets, Body&& body) {
    for (std::int64_t b = 0; b < sequencesOf(offsets); ++b)
        for (std::int64_t i = offsets[static_cast<std::size_t>(b)];
             i < offsets[static_cast<std::size_t>(b + 1)]; ++i)
            body(b, i);
}

} // namespace

Matrix segmentSoftmax(const Matrix& scores, const Offsets& offsets, double scale) {
    Matrix top(sequencesOf(offsets), scores.cols, -std::numeric_limits<double>::infinity());
    Matrix total(top.rows, top.cols), y(scores.rows, scores.cols);
    for (std::int64_t h = 0; h < scores.cols; ++h) {
        forRows(offsets,
                [&](auto b, auto i) { top.at(b, h) = std::max(top.at(b, h), scale * scores.at(i, h)); });
        forRows(offsets,
                [&](auto b, auto i) { y.at(i, h) = std::exp(scale * scores.at(i, h) - top.at(b, h)); });
        forRows(offsets, [&](auto b, auto i) { total.at(b, h) += y.at(i, h); });
        forRows(offsets, [&](auto b, auto i) { y.at(i, h) /= total.at(b, h); });
    }
    return y;
}

Matrix segmentSoftmaxGrad(const Matrix& y, const Matrix& dy, const Offsets& offsets, double scale) {
    Matrix dot(sequencesOf(offsets), y.cols), dx(y.rows, y.cols);
    for (std::int64_t h = 0; h < y.cols; ++h) {
        forRows(offsets, [&](auto b, auto i) { dot.at(b, h) += dy.at(i, h) * y.at(i, h); });
        forRows(offsets,
                [&](auto b, auto j) { dx.at(j, h) = scale * y.at(j, h) * (dy.at(j, h) - dot.at(b, h)); });
    }
    return dx;
}

Matrix segmentWeightedSum(const Matrix& w, const Matrix& x, const Offsets& offsets) {
    const std::int64_t headWidth = x.cols / w.cols;
    Matrix out(sequencesOf(offsets), x.cols);
    forRows(offsets, [&](auto b, auto i) {
        for (std::int64_t c = 0; c < x.cols; ++c)
            out.at(b, c) += w.at(i, c / headWidth) * x.at(i, c);
    });
    return out;
}

Matrix segmentWeightedSumGradW(const Matrix& dOut, const Matrix& x, const Offsets& offsets,
                               std::int64_t heads) {
    const std::int64_t headWidth = x.cols / heads;
    Matrix dw(x.rows, heads);
    forRows(offsets, [&](auto b, auto i) {
        for (std::int64_t c = 0; c < x.cols; ++c)
            dw.at(i, c / headWidth) += dOut.at(b, c) * x.at(i, c);
    });
    return dw;
}

Matrix segmentWeightedSumGradX(const Matrix& dOut, const Matrix& w, const Offsets& offsets) {
    const std::int64_t headWidth = dOut.cols / w.cols;
    Matrix dx(w.rows, dOut.cols);
    forRows(offsets, [&](auto b, auto i) {
        for (std::int64_t c = 0; c < dx.cols; ++c)
            dx.at(i, c) = w.at(i, c / headWidth) * dOut.at(b, c);
    });
    return dx;
}

Matrix segmentMul(const Matrix& x, const Matrix& g, const Offsets& offsets) {
    Matrix out(x.rows, x.cols);
    forRows(offsets, [&](auto b, auto i) {
        for (std::int64_t c = 0; c < x.cols; ++c)
            out.at(i, c) = x.at(i, c) * g.at(b, c);
    });
    return out;
}

Matrix segmentAdd(const Matrix& x, const Matrix& g, const Offsets& offsets) {
    Matrix out(x.rows, x.cols);
    forRows(offsets, [&](auto b, auto i) {
        for (std::int64_t c = 0; c < x.cols; ++c)
            out.at(i, c) = x.at(i, c) + g.at(b, c);
    });
    return out;
}

Matrix segmentConcat(const Matrix& x, const Matrix& g, const Offsets& offsets) {
    Matrix out(x.rows, 2 * x.cols);
    forRows(offsets, [&](auto b, auto i) {
        for (std::int64_t c = 0; c < x.cols; ++c) {
            out.at(i, c) = g.at(b, c);
            out.at(i, x.cols + c) = x.at(i, c);
        }
    });
    return out;
}

Matrix segmentSums(const Matrix& a, const Matrix& b, const Offsets& offsets) {
    Matrix out(sequencesOf(offsets), a.cols);
    forRows(offsets, [&](auto s, auto i) {
        for (std::int64_t c = 0; c < a.cols; ++c)
            out.at(s, c) += a.at(i, c) * (b.empty() ? 1.0 : b.at(i, c));
    });
    return out;
}

Matrix columns(const Matrix& x, std::int64_t first, std::int64_t count) {
    Matrix out(x.rows, count);
    for (std::int64_t r = 0; r < x.rows; ++r)
        for (std::int64_t c = 0; c < count; ++c)
            out.at(r, c) = x.at(r, first + c);
    return out;
}

} // namespace lab::reference
