#include "core/inspect/attention_difference.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lab {

std::vector<AttentionRow> headMeans(const AttentionMap& map) {
    std::vector<AttentionRow> rows;
    const std::size_t tokens = map.tokens.size();
    for (const AttentionMap::Matrix& matrix : map.layers) {
        const auto heads = static_cast<std::size_t>(std::max(matrix.heads, 0));
        if (heads == 0 || matrix.values.size() != tokens * heads)
            continue;
        AttentionRow row{matrix.kind, matrix.layer, std::vector<double>(tokens)};
        for (std::size_t token = 0; token < tokens; ++token) {
            double sum = 0;
            for (std::size_t head = 0; head < heads; ++head)
                sum += matrix.values[token * heads + head];
            row.weights[token] = sum / static_cast<double>(heads);
        }
        rows.push_back(std::move(row));
    }
    if (map.pool.size() == tokens && tokens > 0)
        rows.push_back({"pool", -1, {map.pool.begin(), map.pool.end()}});
    return rows;
}

std::vector<AttentionRow> rowDifference(const AttentionMap& a, const AttentionMap& b) {
    std::vector<AttentionRow> rows;
    if (a.tokens != b.tokens)
        return rows;
    const std::vector<AttentionRow> from = headMeans(a);
    for (AttentionRow& row : headMeans(b)) {
        const auto other = std::find_if(from.begin(), from.end(), [&](const AttentionRow& each) {
            return each.kind == row.kind && each.layer == row.layer;
        });
        if (other == from.end())
            continue;
        for (std::size_t token = 0; token < row.weights.size(); ++token)
            row.weights[token] -= other->weights[token];
        rows.push_back(std::move(row));
    }
    return rows;
}

double largestMagnitude(const std::vector<AttentionRow>& rows) {
    double largest = 0;
    for (const AttentionRow& row : rows)
        for (const double weight : row.weights)
            largest = std::max(largest, std::abs(weight));
    return largest;
}

double klDivergence(const std::vector<float>& p, const std::vector<float>& q) {
    if (p.size() != q.size())
        return std::numeric_limits<double>::quiet_NaN();
    double sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i)
        if (p[i] > 0)
            sum +=
                static_cast<double>(p[i]) * std::log(static_cast<double>(p[i]) / static_cast<double>(q[i]));
    return sum;
}

} // namespace lab
