#pragma once

#include "core/backend/backend.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace lab::testing {

/// How much the kernels of a KernelList read and write.
struct KernelListSize {
    std::int64_t tokens = 65'536, width = 256, heads = 16, sequences = 256, words = 30'000;
    Element element = Element::F32; ///< of the matrices [tokens, width]
};

/// The kernels whose time is that of their memory, each with operands of its own size and the bytes that it
/// must move: each input read once, each output written once; a softmax over a sequence that is longer than a
/// cache needs its inputs twice, for the sums and for the values. One long sequence, the others of 100
/// tokens.
class KernelList {
public:
    struct Row {
        std::string name;
        double bytes;
        std::function<void()> call;
        bool product = false; ///< made by cuBLAS
    };

    /// Takes the memory of \p backend and keeps it: for programs that end, and tests.
    KernelList(Backend& backend, const KernelListSize& size);

    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }

private:
    MutMat matrix(std::int64_t rows, std::int64_t cols);
    /// In the element of the list.
    MutTall tallMatrix(std::int64_t rows, std::int64_t cols);
    std::int32_t* upload(const std::vector<std::int32_t>& values);
    void addRow(const std::string& name, double bytes, std::function<void()> call) {
        m_rows.push_back({name, bytes, std::move(call)});
    }
    void dense();
    void softmax(const std::string& of, MutMat scores, MutMat weights, MutMat out);
    void segments();
    void additive(bool gated);
    void tables();

    Backend& m_backend;
    KernelListSize m_size;
    double m_tallBytes, m_thinBytes,
        m_tableBytes; ///< of a matrix [tokens, width], [tokens, heads], [words, width]
    std::vector<Row> m_rows;
    Segments m_segments;
    Ids m_ids;
    MutTall m_x, m_y, m_z, m_out, m_square, m_bias, m_words,
        m_places; ///< and what products and tables give them
    MutMat m_scores, m_weights, m_dScores, m_inverse, m_positions, m_norm, m_row, m_row2, m_row3, m_row4,
        m_global, m_sums, m_pooled, m_dGate, m_wideScores, m_wideWeights, m_wideOut, m_scoreWeights,
        m_dScoreWeights, m_table, m_table2, m_table3, m_table4;
};

} // namespace lab::testing
