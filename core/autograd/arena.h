#pragma once

#include "core/backend/backend.h"

#include <cstddef>
#include <vector>

namespace lab {

/// Memory of one training step: pieces are handed out one after the other and given back all at once.
///
/// The first steps find out how much is needed; after that a step asks the backend for nothing.
class Arena {
public:
    explicit Arena(Backend& backend) : m_backend(&backend) {}
    ~Arena();
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    /// \p floats uninitialised values, aligned to 64 bytes, valid until reset().
    float* allocate(std::int64_t floats);
    /// Takes everything back. If this step needed several blocks they are joined into one for the next.
    void reset();
    /// Bytes held from the backend.
    [[nodiscard]] std::size_t capacity() const;

private:
    struct Block {
        float* memory;
        std::size_t floats, used;
    };
    void add(std::size_t floats);

    Backend* m_backend;
    std::vector<Block> m_blocks; ///< the last one is being filled
};

} // namespace lab
