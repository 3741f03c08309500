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

AttentionMap chooseHeads(const AttentionMap& map, const HeadChoice& choice) {
    if (choice.mode == HeadChoice::Mode::All)
        return map;
    const bool chosen = choice.mode == HeadChoice::Mode::Chosen;
    AttentionMap result = map;
    result.layers.clear();
    for (const AttentionMap::Matrix& matrix : map.layers) {
        if (chosen && (matrix.layer != choice.layer || choice.head >= matrix.heads))
            continue;
        const std::vector<double> weights = headWeights(matrix, chosen ? choice.head : -1);
        result.layers.push_back(
            {chosen ? 0 : matrix.layer, matrix.kind, 1, {weights.begin(), weights.end()}});
    }
    return result;
}

std::vector<std::pair<std::string, std::vector<double>>> meanWeights(const AttentionMap& map) {
    std::vector<std::pair<std::string, std::vector<double>>> means;
    std::vector<int> counts;
    for (const AttentionMap::Matrix& matrix : map.layers) {
        const std::vector<double> weights = headWeights(matrix, -1);
        auto found = std::find_if(means.begin(), means.end(),
                                  [&](const auto& mean) { return mean.first == matrix.kind; });
        if (found == means.end()) {
            means.emplace_back(matrix.kind, std::vector<double>(weights.size()));
            counts.push_back(0);
            found = means.end() - 1;
        }
        ++counts[static_cast<std::size_t>(found - means.begin())];
        for (std::size_t i = 0; i < weights.size() && i < found->second.size(); ++i)
            found->second[i] += weights[i];
    }
    for (std::size_t kind = 0; kind < means.size(); ++kind)
        for (double& weight : means[kind].second)
            weight /= counts[kind];
    return means;
}

int nextByWeight(const std::vector<double>& weights, int token, int step) {
    const auto count = static_cast<int>(weights.size());
    if (count == 0)
        return -1;
    std::vector<int> order(weights.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return weights[static_cast<std::size_t>(a)] > weights[static_cast<std::size_t>(b)];
    });
    const auto here = std::find(order.begin(), order.end(), token);
    const int place = here == order.end() ? (step > 0 ? -1 : count) : static_cast<int>(here - order.begin());
    return order[static_cast<std::size_t>(((place + step) % count + count) % count)];
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
