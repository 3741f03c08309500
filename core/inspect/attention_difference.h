#pragma once

#include "core/inspect/attention_map.h"

#include <string>
#include <vector>

namespace lab {

/// The weights that one text's tokens have in one row of a comparison, the mean over a layer's heads.
struct AttentionRow {
    std::string kind; ///< as in AttentionMap::Matrix: "alpha", "beta", …; "pool" for the final pooling
    int layer = 0;    ///< from 0; −1 for the pooling
    std::vector<double> weights; ///< [tokens]
};

/// Every kind and layer of \p map in its order, then the pooling. Matrices of another length than the tokens
/// are left out.
std::vector<AttentionRow> headMeans(const AttentionMap& map);

/// b − a in the rows (two models need not have the same layers) that both have; empty when the two are not of
/// the same tokens.
std::vector<AttentionRow> rowDifference(const AttentionMap& a, const AttentionMap& b);

/// Largest |value| of all rows; 0 for none.
double largestMagnitude(const std::vector<AttentionRow>& rows);

/// Kullback-Leibler divergence Σ p ln(p / q) in nats of two distributions over the same classes, 0·ln 0 = 0;
/// infinite where q is 0 and p is not; NaN when the lengths differ.
double klDivergence(const std::vector<float>& p, const std::vector<float>& q);

} // namespace lab
