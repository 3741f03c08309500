#include "core/inspect/attention_statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lab {

double entropyBits(const std::vector<double>& weights) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (!(sum > 0))
        return 0;
    double entropy = 0;
    for (const double weight : weights)
        if (const double share = weight / sum; share > 0)
            entropy -= share * std::log2(share);
    return std::max(entropy, 0.0);
}

std::vector<double> headWeights(const AttentionMap::Matrix& matrix, int head) {
    const auto heads = static_cast<std::size_t>(std::max(matrix.heads, 1));
    std::vector<double> weights(matrix.values.size() / heads);
    for (std::size_t token = 0; token < weights.size(); ++token) {
        const float* row = matrix.values.data() + token * heads;
        weights[token] = head >= 0 ? static_cast<double>(row[head])
                                   : std::accumulate(row, row + heads, 0.0) / static_cast<double>(heads);
    }
    return weights;
}

std::vector<HeadStatistics> headStatistics(const AttentionMap& map) {
    std::vector<HeadStatistics> statistics;
    for (const AttentionMap::Matrix& matrix : map.layers)
        for (int head = 0; head < matrix.heads; ++head) {
            const double entropy = entropyBits(headWeights(matrix, head));
            statistics.push_back({matrix.layer, head, matrix.kind, entropy, std::exp2(entropy)});
        }
    return statistics;
}

WeightStanding standingOf(const std::vector<double>& weights, std::size_t token) {
    const double value = weights.at(token);
    const auto larger =
        std::count_if(weights.begin(), weights.end(), [value](double w) { return w > value; });
    return {value, static_cast<int>(larger) + 1, value * static_cast<double>(weights.size())};
}

} // namespace lab
