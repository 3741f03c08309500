#include "tests/gpu/kernel_list.h"

#include "core/base/random.h"
#include "core/ops/ops.h"

namespace lab::testing {
namespace {
constexpr Accum kOver = Accum::Overwrite;
MutMat flat(MutMat m) {
    return {m.data, 1, m.size()};
}
} // namespace

KernelList::KernelList(Backend& backend, const KernelListSize& size)
    : m_backend(backend),
      m_size(size),
      m_tallBytes(static_cast<double>(size.tokens * size.width) * static_cast<double>(bytesOf(size.element))),
      m_thinBytes(static_cast<double>(size.tokens * size.heads) * sizeof(float)),
      m_tableBytes(static_cast<double>(size.words * size.width) * sizeof(float)) {
    constexpr std::int32_t kShort = 100;
    const auto count = static_cast<std::int32_t>(size.sequences),
               tokens = static_cast<std::int32_t>(size.tokens);
    std::vector<std::int32_t> offsets, ids(static_cast<std::size_t>(tokens));
    for (std::int32_t b = 0; b <= count; ++b)
        offsets.push_back(b == count ? tokens : b * kShort);
    m_segments = {upload(offsets), count, tokens, tokens - (count - 1) * kShort, true};
    Random random(1);
    for (auto& id : ids)
        id = static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(size.words)));
    m_ids = {upload(ids), size.tokens};
    for (MutTall* tall : {&m_x, &m_y, &m_z, &m_out})
        *tall = tallMatrix(size.tokens, size.width);
    for (MutMat* thin : {&m_scores, &m_weights, &m_dScores})
        *thin = matrix(size.tokens, size.heads);
    for (MutMat* wide : {&m_wideScores, &m_wideWeights, &m_wideOut})
        if (size.element == Element::F32)
            *wide = matrix(size.tokens, size.width);
    for (MutMat* row : {&m_row, &m_row2, &m_row3, &m_row4})
        *row = matrix(1, size.width);
    for (MutMat* global : {&m_global, &m_pooled, &m_dGate})
        *global = matrix(size.sequences, size.width);
    for (MutMat* table : {&m_table, &m_table2, &m_table3, &m_table4})
        *table = matrix(size.words, size.width);
    m_inverse = matrix(size.tokens, 1);
    m_positions = matrix(m_segments.maxLength, size.width);
    m_norm = matrix(1, 2); // a double
    m_square = tallMatrix(size.width, size.width);
    m_bias = tallMatrix(1, size.width);
    m_words = tallMatrix(size.words, size.width);
    m_places = tallMatrix(m_segments.maxLength, size.width);
    m_sums = matrix(size.sequences * size.heads, size.width);
    m_scoreWeights = matrix(size.heads, size.width);
    m_dScoreWeights = matrix(size.heads, size.width);
    dense();
    segments();
    additive(false);
    additive(true);
    tables();
}

MutMat KernelList::matrix(std::int64_t rows, std::int64_t cols) {
    std::vector<float> values(static_cast<std::size_t>(rows * cols));
    Random random(7);
    for (float& value : values)
        value = static_cast<float>(random.bits()) / 4294967296.0F;
    const std::size_t bytes = values.size() * sizeof(float);
    auto* memory = static_cast<float*>(m_backend.allocate(bytes));
    m_backend.upload(memory, values.data(), bytes);
    return {memory, rows, cols};
}

MutTall KernelList::tallMatrix(std::int64_t rows, std::int64_t cols) {
    const MutMat values = matrix(rows, cols);
    if (m_size.element == Element::F32)
        return values;
    const std::size_t bytes = static_cast<std::size_t>(values.size()) * bytesOf(m_size.element);
    const MutTall tall{m_backend.allocate(bytes), rows, cols, m_size.element};
    m_backend.accumulate(values, tall, kOver);
    m_backend.release(values.data);
    return tall;
}

std::int32_t* KernelList::upload(const std::vector<std::int32_t>& values) {
    const std::size_t bytes = values.size() * sizeof(std::int32_t);
    auto* memory = static_cast<std::int32_t*>(m_backend.allocate(bytes));
    m_backend.upload(memory, values.data(), bytes);
    return memory;
}

void KernelList::dense() {
    const Dropout drop = ops::makeDropout(0.2F, 1, 2);
    addRow("linear with bias", 2 * m_tallBytes,
           [this] { m_backend.linear(m_x, m_square, m_bias, {}, m_out); });
    m_rows.back().product = true;
    addRow("  its product alone", 2 * m_tallBytes,
           [this] { m_backend.linear(m_x, m_square, {}, {}, m_out); });
    m_rows.back().product = true;
    addRow("linear with bias and residual", 3 * m_tallBytes,
           [this] { m_backend.linear(m_x, m_square, m_bias, m_y, m_out); });
    m_rows.back().product = true;
    addRow("gelu with bias", 2 * m_tallBytes, [this] { m_backend.unary(Unary::Gelu, m_x, m_row, m_out); });
    addRow("geluGrad with bias", 3 * m_tallBytes, [this] {
        m_backend.unaryGrad({Unary::Gelu, m_x, m_row, m_y, m_z, m_out, kOver, m_row2, kOver});
    });
    addRow("add", 3 * m_tallBytes, [this] { m_backend.add(m_x, m_y, m_out); });
    addRow("dropout", 2 * m_tallBytes, [this, drop] { m_backend.dropout(m_x, drop, m_out, kOver); });
    addRow("addNorm", 4 * m_tallBytes, [this, drop] {
        m_backend.addNorm({m_x, m_y, drop, m_row, m_row2, 1e-12F, m_row3}, m_out, m_z, m_inverse);
    });
    addRow("addNormGrad", 4 * m_tallBytes, [this, drop] {
        m_backend.addNormGrad({m_x, m_y, m_inverse, m_row, drop, m_out, kOver, m_z, kOver, m_row2, kOver,
                               m_row3, kOver, m_row4, kOver});
    });
    addRow("columnSums", m_tallBytes, [this] { m_backend.columnSums(m_x, {}, m_row3, kOver); });
}

void KernelList::softmax(const std::string& of, MutMat scores, MutMat weights, MutMat out) {
    const double bytes = static_cast<double>(scores.size()) * sizeof(float);
    addRow("segmentSoftmax" + of, 3 * bytes,
           [=, this] { m_backend.segmentSoftmax(scores, m_segments, 0.25F, weights); });
    addRow("segmentSoftmaxGrad" + of, 5 * bytes,
           [=, this] { m_backend.segmentSoftmaxGrad(weights, scores, m_segments, 0.25F, out, kOver); });
}

void KernelList::segments() {
    softmax("", m_scores, m_weights, m_dScores);
    if (m_size.element == Element::F32) // scores are float32 always
        softmax(" of as many columns", m_wideScores, m_wideWeights, m_wideOut);
    addRow("segmentWeightedSum", m_tallBytes + m_thinBytes,
           [this] { m_backend.segmentWeightedSum(m_weights, m_x, m_segments, m_global, kOver); });
    addRow("segmentWeightedSumGradW", m_tallBytes + m_thinBytes,
           [this] { m_backend.segmentWeightedSumGradW(m_global, m_x, m_segments, m_dScores, kOver); });
    addRow("segmentWeightedSumGradX", m_tallBytes + m_thinBytes,
           [this] { m_backend.segmentWeightedSumGradX(m_global, m_weights, m_segments, m_out, kOver); });
    addRow("segmentMul", 2 * m_tallBytes, [this] { m_backend.segmentMul(m_x, m_global, m_segments, m_out); });
    addRow("segmentMulGrad", 3 * m_tallBytes, [this] {
        m_backend.segmentMulGrad({m_x, m_global, m_y, m_segments, m_out, kOver, m_pooled, kOver});
    });
    addRow("segmentSums", m_tallBytes, [this] { m_backend.segmentSums(m_x, m_segments, m_global, kOver); });
}

void KernelList::additive(bool gated) {
    const AdditiveAttention args{m_x,
                                 gated ? m_global : MutMat{},
                                 m_scoreWeights,
                                 m_segments,
                                 static_cast<std::int32_t>(m_size.heads),
                                 0.25F};
    const std::string name = gated ? "gated additiveAttention" : "additiveAttention";
    addRow(name, m_tallBytes + 2 * m_thinBytes,
           [this, args] { m_backend.additiveAttention(args, m_weights, m_pooled); });
    addRow(name + "Grad", 2 * m_tallBytes + m_thinBytes, [this, args, gated] {
        m_backend.additiveAttentionGrad({args, m_weights, m_pooled, m_global, m_dScores, m_sums, m_out, kOver,
                                         gated ? m_dGate : MutMat{}, kOver, m_dScoreWeights, kOver});
    });
}

void KernelList::tables() {
    addRow("gatherRows", 2 * m_tallBytes, [this] { m_backend.gatherRows(m_words, m_ids, m_out); });
    addRow("scatterAddRows", m_tallBytes + 2 * m_tableBytes,
           [this] { m_backend.scatterAddRows(m_x, m_ids, m_table); });
    const double places = static_cast<double>(m_segments.maxLength * m_size.width) * sizeof(float);
    addRow("positionRows", 2 * m_tallBytes, [this] { m_backend.positionRows(m_places, m_segments, m_out); });
    addRow("positionRowsGrad", m_tallBytes + 2 * places,
           [this] { m_backend.positionRowsGrad(m_x, m_segments, m_positions); });
    const bool copies = m_size.element != Element::F32;
    const MutTall copy = copies ? MutTall{m_words.data, 1, m_words.size(), m_words.element} : MutTall{};
    addRow("adam", 8 * m_tableBytes + (copies ? static_cast<double>(m_words.bytes()) : 0), [this, copy] {
        m_backend.adam({}, flat(m_table), flat(m_table2), flat(m_table3), flat(m_table4), copy);
    });
    addRow("squaredNorm", m_tableBytes,
           [this] { m_backend.squaredNorm(m_table3, reinterpret_cast<double*>(m_norm.data)); });
}

} // namespace lab::testing
