#pragma once

#include "core/inspect/attention_statistics.h"
#include "ui/views/attention/attention_layout.h"
#include "ui/views/attention/attention_scale.h"

#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace lab {

/// One text's attention as the picture reads it: by side (α, β, pooling), row (layer × head) and token. An
/// encoder with one weight a token and head, such as "received", has side 0 alone.
class AttentionTable {
public:
    AttentionTable() = default;
    /// Rows or columns that a map lacks read as 0, so that a half-filled map is drawn and not crashed on.
    explicit AttentionTable(AttentionMap map);
    AttentionTable(std::shared_ptr<const AttentionMap> map, const HeadChoice& choice);
    /// A row of signed numbers below: side 3, one a token; none = no row.
    void setContributions(std::vector<float> values) { m_contributions = std::move(values); }
    [[nodiscard]] bool hasContributions() const { return !m_contributions.empty(); }
    [[nodiscard]] const std::vector<float>& contributions() const { return m_contributions; }

    [[nodiscard]] const AttentionMap& map() const { return *m_map; }
    [[nodiscard]] int tokens() const { return static_cast<int>(m_map->tokens.size()); }
    [[nodiscard]] int layers() const { return m_layers; }
    [[nodiscard]] int heads() const { return m_heads; }
    [[nodiscard]] bool hasPool() const { return !m_map->pool.empty(); }
    /// How many of α and β there are: 1 or 2.
    [[nodiscard]] int sides() const { return m_sides; }
    /// Layer and head of a row of side 0 or 1; the head is −1 for the mean of a layer's heads.
    [[nodiscard]] int layerOf(int row) const;
    [[nodiscard]] int headOf(int row) const;
    /// The row of a layer's head, −1 when it is not among them.
    [[nodiscard]] int rowOf(int layer, int head) const;
    /// Every row there is, one below the other: α, β, pooling, contributions.
    [[nodiscard]] int rowTotal() const {
        return m_sides * m_layers * m_heads + (hasPool() ? 1 : 0) + (hasContributions() ? 1 : 0);
    }
    [[nodiscard]] AttentionCell rowAt(int index) const;
    /// "alpha", "beta", "received", "pool".
    [[nodiscard]] const std::string& kind(int side) const;
    [[nodiscard]] double value(const AttentionCell& cell) const;
    /// 1 for the largest weight, or size of a difference, of the cell's row.
    [[nodiscard]] int rank(const AttentionCell& cell) const;
    [[nodiscard]] const AttentionRange& range() const { return m_range; }

private:
    [[nodiscard]] const std::vector<float>* valuesOf(int side, int row) const;

    std::shared_ptr<const AttentionMap> m_map = std::make_shared<AttentionMap>();
    HeadChoice m_choice;
    std::vector<float> m_contributions;
    int m_layers = 0, m_heads = 0, m_sides = 2;
    std::string m_first = "alpha";    ///< kind of side 0
    std::vector<int> m_alpha, m_beta; ///< index into map.layers by layer, −1 = absent
    AttentionRange m_range;
};

/// "id 37", or that the vocabulary lacks the word; empty where that was not recorded.
QString tokenIdText(const AttentionMap& map, int token);

} // namespace lab
