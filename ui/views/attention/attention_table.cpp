#include "ui/views/attention/attention_table.h"

#include <algorithm>
#include <cmath>

namespace lab {

AttentionTable::AttentionTable(AttentionMap map)
    : AttentionTable(std::make_shared<AttentionMap>(std::move(map)), {}) {}

AttentionTable::AttentionTable(std::shared_ptr<const AttentionMap> map, const HeadChoice& choice)
    : m_map(choice.mode == HeadChoice::Mode::All ? std::move(map)
                                                 : std::make_shared<AttentionMap>(chooseHeads(*map, choice))),
      m_choice(choice) {
    for (const auto& matrix : m_map->layers) {
        m_layers = std::max(m_layers, matrix.layer + 1);
        m_heads = std::max(m_heads, matrix.heads);
    }
    m_alpha.assign(static_cast<std::size_t>(m_layers), -1);
    m_beta = m_alpha;
    for (std::size_t i = 0; i < m_map->layers.size(); ++i) {
        auto& side = m_map->layers[i].kind == "beta" ? m_beta : m_alpha;
        side[static_cast<std::size_t>(m_map->layers[i].layer)] = static_cast<int>(i);
        if (&side == &m_alpha)
            m_first = m_map->layers[i].kind;
    }
    m_sides = m_first == "alpha" ? 2 : 1;
    const auto take = [&](const std::vector<float>& values) {
        for (const float value : values)
            m_range.largest = std::max(m_range.largest, std::abs(double{value}));
        m_range.largestRatio = m_range.largest * tokens();
    };
    for (const auto& matrix : m_map->layers)
        take(matrix.values);
    take(m_map->pool);
}

const std::vector<float>* AttentionTable::valuesOf(int side, int row) const {
    if (side >= 2)
        return side == 2 ? &m_map->pool : &m_contributions;
    const auto& layers = side == 0 ? m_alpha : m_beta;
    const auto layer = static_cast<std::size_t>(m_heads > 0 ? row / m_heads : 0);
    if (layer >= layers.size() || layers[layer] < 0)
        return nullptr;
    return &m_map->layers[static_cast<std::size_t>(layers[layer])].values;
}

int AttentionTable::layerOf(int row) const {
    return m_choice.mode == HeadChoice::Mode::Chosen ? m_choice.layer : row / std::max(m_heads, 1);
}

int AttentionTable::headOf(int row) const {
    switch (m_choice.mode) {
    case HeadChoice::Mode::Mean:
        return -1;
    case HeadChoice::Mode::Chosen:
        return m_choice.head;
    case HeadChoice::Mode::All:
        break;
    }
    return row % std::max(m_heads, 1);
}

int AttentionTable::rowOf(int layer, int head) const {
    for (int row = 0; row < m_layers * m_heads; ++row)
        if (layerOf(row) == layer && (headOf(row) == head || headOf(row) < 0))
            return row;
    return -1;
}

AttentionCell AttentionTable::rowAt(int index) const {
    const int heads = m_layers * m_heads;
    if (index < m_sides * heads)
        return {index / heads, index % heads, 0};
    return {index == m_sides * heads && hasPool() ? 2 : 3, 0, 0};
}

const std::string& AttentionTable::kind(int side) const {
    static const std::string kBeta = "beta", kPool = "pool";
    return side == 0 ? m_first : side == 1 ? kBeta : kPool;
}

double AttentionTable::value(const AttentionCell& cell) const {
    const auto* values = valuesOf(cell.side, cell.row);
    const int heads = cell.side >= 2 ? 1 : m_heads;
    const auto index = static_cast<std::size_t>(cell.column) * static_cast<std::size_t>(heads) +
                       static_cast<std::size_t>(cell.side >= 2 ? 0 : cell.row % std::max(heads, 1));
    return values != nullptr && index < values->size() ? double{(*values)[index]} : 0.0;
}

int AttentionTable::rank(const AttentionCell& cell) const {
    const double own = std::abs(value(cell));
    int larger = 0;
    AttentionCell other = cell;
    for (other.column = 0; other.column < tokens(); ++other.column)
        larger += std::abs(value(other)) > own ? 1 : 0;
    return larger + 1;
}

} // namespace lab
