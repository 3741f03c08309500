#include "core/nn/packed_batch.h"

#include <algorithm>

namespace lab {

BatchBuilder::~BatchBuilder() {
    if (m_device)
        m_backend->release(m_device);
}

void BatchBuilder::begin() {
    m_tokens.clear();
    m_offsets.assign(1, 0);
    m_labels.clear();
}

void BatchBuilder::add(std::span<const std::int32_t> tokens, std::int32_t label) {
    m_tokens.insert(m_tokens.end(), tokens.begin(), tokens.end());
    m_offsets.push_back(static_cast<std::int32_t>(m_tokens.size()));
    m_labels.push_back(label);
}

PackedBatch BatchBuilder::finish() {
    m_packed.clear();
    for (const auto* part : {&m_tokens, &m_offsets, &m_labels})
        m_packed.insert(m_packed.end(), part->begin(), part->end());
    if (m_packed.size() > m_capacity) {
        if (m_device)
            m_backend->release(m_device);
        m_device = nullptr; // the device may have no room for more
        m_capacity = 0;
        const std::size_t capacity = m_packed.size() + m_packed.size() / 2;
        m_device = static_cast<std::int32_t*>(m_backend->allocate(capacity * sizeof(std::int32_t)));
        m_capacity = capacity;
    }
    m_backend->upload(m_device, m_packed.data(), m_packed.size() * sizeof(std::int32_t));

    const auto rows = static_cast<std::int64_t>(m_tokens.size());
    const auto sequences = static_cast<std::int32_t>(m_labels.size());
    std::int32_t longest = 0;
    bool allHaveRows = true;
    for (std::size_t b = 0; b + 1 < m_offsets.size(); ++b) {
        const std::int32_t length = m_offsets[b + 1] - m_offsets[b];
        longest = std::max(longest, length);
        allHaveRows = allHaveRows && length > 0;
    }
    const std::int32_t* offsets = m_device + rows;
    return {{m_device, rows},
            {offsets, sequences, static_cast<std::int32_t>(rows), longest, allHaveRows},
            {offsets + m_offsets.size(), sequences}};
}

} // namespace lab
