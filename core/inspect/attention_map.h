#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lab {

/// What one text is attended to. Every encoder fills `layers`; `maps` only on request (see Evaluator::read).
struct AttentionMap {
    /// One weight a token and head; each head's weights sum to 1 over the tokens.
    struct Matrix {
        int layer = 0;
        /// Fastformer: "alpha" and "beta". Every other encoder: "received", how much of the text's attention
        /// goes to a token, the mean over the queries. Longformer and BigBird, Transformer: of their map.
        /// Poolingformer: the mean of both levels, a pooled key's weight spread evenly over the tokens that
        /// it averages. Linear Transformer: of the derived map. Linformer, whose keys are no tokens: derived,
        /// the token's share of |Σ_r w_r F[token, r]|, w_r the mean weight of landmark r and F the projection
        /// of the values.
        std::string kind;
        int heads = 0;
        std::vector<float> values; ///< [tokens, heads]
    };
    /// The weights of one head's queries (rows, one a token) over its keys (columns); a row sums to 1.
    struct Rows {
        int layer = 0, head = 0;
        /// "attention": columns are tokens. "pooled" (Poolingformer's second level): column c averages tokens
        /// around token c · stride. "landmarks" (Linformer): columns are no tokens. "derived" (Linear
        /// Transformer): columns are tokens, φ(q)·φ(k) by its sum, which the model never computes; a row sums
        /// to 1 but for its 1e-6.
        std::string kind;
        int rows = 0, columns = 0, stride = 1;
        std::vector<int>
            starts; ///< row r has the entries [starts[r], starts[r + 1]); empty = all columns in every row
        std::vector<int> seen; ///< an entry's column, ascending in a row; empty = all
        std::vector<float> values;

        /// 0 where the row does not see the column.
        [[nodiscard]] float at(int row, int column) const;
    };
    std::vector<std::string> tokens;
    std::vector<Matrix> layers;
    std::vector<Rows> maps;           ///< by layer, kind and head
    std::vector<float> pool;          ///< [tokens]
    std::vector<float> probabilities; ///< [classes]
    std::vector<float> logits;        ///< [classes]
    int label = -1;                   ///< winning class
    /// A token's id in the model's vocabulary, kUnknown where it has none. Empty = not recorded.
    std::vector<std::int32_t> ids;
    static constexpr std::int32_t kUnknown = -1;
};

} // namespace lab
