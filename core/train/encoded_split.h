#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lab {

/// The texts of one split as token ids, one after the other.
class EncodedSplit {
public:
    void add(std::span<const std::int32_t> tokens, std::int32_t label) {
        m_ids.insert(m_ids.end(), tokens.begin(), tokens.end());
        m_offsets.push_back(static_cast<std::int64_t>(m_ids.size()));
        m_labels.push_back(label);
    }
    [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(m_labels.size()); }
    [[nodiscard]] std::int64_t tokenCount() const { return static_cast<std::int64_t>(m_ids.size()); }
    [[nodiscard]] std::span<const std::int32_t> tokens(std::int64_t example) const {
        const auto i = static_cast<std::size_t>(example);
        const auto from = static_cast<std::size_t>(m_offsets[i]),
                   to = static_cast<std::size_t>(m_offsets[i + 1]);
        return {m_ids.data() + from, to - from};
    }
    [[nodiscard]] std::int32_t label(std::int64_t example) const {
        return m_labels[static_cast<std::size_t>(example)];
    }

private:
    std::vector<std::int32_t> m_ids, m_labels;
    std::vector<std::int64_t> m_offsets{0};
};

} // namespace lab
