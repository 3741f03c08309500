#pragma once

#include "core/backend/backend.h"

#include <cstdint>
#include <span>
#include <vector>

namespace lab {

/// All tokens of all sequences of a batch, one under the other, on the backend's device.
struct PackedBatch {
    Ids tokens;        ///< [rows]
    Segments segments; ///< which rows belong together
    Ids labels;        ///< [sequences]; empty when unknown
};

/// Builds one packed batch at a time in memory that is kept for the next.
class BatchBuilder {
public:
    explicit BatchBuilder(Backend& backend) : m_backend(&backend) {}
    ~BatchBuilder();
    BatchBuilder(const BatchBuilder&) = delete;
    BatchBuilder& operator=(const BatchBuilder&) = delete;

    void begin();
    void add(std::span<const std::int32_t> tokens, std::int32_t label = -1);
    /// Copies the batch to the device; the views stay valid until the next finish().
    PackedBatch finish();

    [[nodiscard]] std::span<const std::int32_t> labels() const { return m_labels; }
    [[nodiscard]] std::int64_t tokens() const { return static_cast<std::int64_t>(m_tokens.size()); }

private:
    Backend* m_backend;
    std::vector<std::int32_t> m_tokens, m_offsets, m_labels, m_packed;
    std::int32_t* m_device = nullptr;
    std::size_t m_capacity = 0; ///< int32 values
};

} // namespace lab
