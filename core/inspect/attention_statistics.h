#pragma once

#include "core/inspect/attention_map.h"

#include <string>
#include <utility>
#include <vector>

namespace lab {

/// How widely one head spreads its weights over the tokens of a text.
struct HeadStatistics {
    int layer = 0, head = 0;
    std::string kind;           ///< "alpha", "beta"
    double entropy = 0;         ///< H = −Σ w log2 w, bits; log2 n for uniform weights
    double effectiveTokens = 0; ///< 2^H: as many tokens with equal weights would spread as widely
};

/// Entropy in bits of \p weights, which are ≥ 0 and are brought to the sum 1 first; 0 where they are all 0.
double entropyBits(const std::vector<double>& weights);

/// One entry per weight matrix and head, in the order of the map.
std::vector<HeadStatistics> headStatistics(const AttentionMap& map);

/// One weight seen against the others of its row.
struct WeightStanding {
    double value = 0;
    int rank = 0;     ///< 1 = the largest; equal weights share the better rank
    double ratio = 0; ///< value × number of tokens: 1 = as much as every token would get
};
/// \throws std::out_of_range when \p token is none of \p weights.
WeightStanding standingOf(const std::vector<double>& weights, std::size_t token);

/// Which rows of a map are shown.
struct HeadChoice {
    enum class Mode { All, Mean, Chosen };
    Mode mode = Mode::All;
    int layer = 0, head = 0; ///< of Mode::Chosen
    bool operator==(const HeadChoice&) const = default;
};
/// \p map with the mean of the heads of each layer, or with one head of one layer alone (as layer 0).
AttentionMap chooseHeads(const AttentionMap& map, const HeadChoice& choice);

/// For each kind of weights, in the order of the map, the mean over all layers and heads, one a token.
std::vector<std::pair<std::string, std::vector<double>>> meanWeights(const AttentionMap& map);

/// The token whose weight comes \p step places after the one of \p token when the weights are put in
/// descending order, round and round; −1 for no weights. \p token −1 = before the largest.
int nextByWeight(const std::vector<double>& weights, int token, int step);

/// The weights of one head of \p matrix over the tokens; \p head −1 = the mean of its heads.
std::vector<double> headWeights(const AttentionMap::Matrix& matrix, int head);

} // namespace lab
