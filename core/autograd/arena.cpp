#include "core/autograd/arena.h"

#include <algorithm>

namespace lab {
namespace {
constexpr std::size_t kAlignFloats = 16;                  // 64 bytes
constexpr std::size_t kFirstBlock = std::size_t{1} << 18; // 1 MiB
} // namespace

Arena::~Arena() {
    for (const Block& block : m_blocks)
        m_backend->release(block.memory);
}

void Arena::add(std::size_t floats) {
    m_blocks.reserve(m_blocks.size() + 1);
    auto* memory = static_cast<float*>(m_backend->allocate(floats * sizeof(float)));
    m_blocks.push_back({memory, floats, 0});
}

float* Arena::allocate(std::int64_t floats) {
    const std::size_t wanted =
        (static_cast<std::size_t>(std::max<std::int64_t>(floats, 1)) + kAlignFloats - 1) / kAlignFloats *
        kAlignFloats;
    if (m_blocks.empty() || m_blocks.back().used + wanted > m_blocks.back().floats)
        add(std::max({wanted, kFirstBlock, m_blocks.empty() ? 0 : m_blocks.back().floats / 2}));
    Block& block = m_blocks.back();
    float* piece = block.memory + block.used;
    block.used += wanted;
    return piece;
}

void Arena::reset() {
    if (m_blocks.size() > 1) {
        std::size_t needed = 0;
        for (const Block& block : m_blocks) {
            needed += block.used;
            m_backend->release(block.memory);
        }
        m_blocks.clear();
        add(needed);
    }
    for (Block& block : m_blocks)
        block.used = 0;
}

std::size_t Arena::capacity() const {
    std::size_t bytes = 0;
    for (const Block& block : m_blocks)
        bytes += block.floats * sizeof(float);
    return bytes;
}

} // namespace lab
