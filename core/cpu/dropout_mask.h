#pragma once

#include "core/backend/backend.h"
#include "core/base/random.h"

#include <array>
#include <cstdint>

namespace lab {

/// Multipliers (0 or scale) of the elements [first, first + count) of a dropout, one tile at a time.
///
/// Element e reads the 16-bit lane e % 8 of Philox block e / 8, so any tile can be made alone and the backward
/// pass makes the same mask again instead of storing it.
class DropoutMask {
public:
    static constexpr std::int64_t kTile = 64; ///< elements; one tile is eight Philox blocks

    explicit DropoutMask(const Dropout& dropout) : m_dropout(dropout) {}

    /// Multipliers of the elements tile·kTile … tile·kTile + kTile − 1.
    void fill(std::int64_t tile, float* factors) const {
        std::array<std::array<std::uint32_t, 8>, 4> words;
        blocks(static_cast<std::uint64_t>(tile) * 8, words);
        for (std::size_t b = 0; b < 8; ++b)
            for (std::size_t w = 0; w < 4; ++w) {
                const std::uint32_t word = words[w][b];
                factors[b * 8 + w * 2] = (word & 0xFFFFU) < m_dropout.threshold ? 0.0F : m_dropout.scale;
                factors[b * 8 + w * 2 + 1] = (word >> 16) < m_dropout.threshold ? 0.0F : m_dropout.scale;
            }
    }

    /// Calls body(offset in range, factor pointer, count) for each piece of [begin, end) that lies in one tile.
    template <class Body> void forTiles(std::int64_t begin, std::int64_t end, Body&& body) const {
        std::array<float, kTile> factors;
        for (std::int64_t at = begin; at < end;) {
            const std::int64_t tile = at / kTile, inside = at - tile * kTile;
            const std::int64_t count = kTile - inside < end - at ? kTile - inside : end - at;
            fill(tile, factors.data());
            body(at, factors.data() + inside, count);
            at += count;
        }
    }

private:
    /// Eight consecutive Philox blocks side by side, which the compiler turns into vector code.
    void blocks(std::uint64_t first, std::array<std::array<std::uint32_t, 8>, 4>& c) const {
        for (std::size_t b = 0; b < 8; ++b) {
            c[0][b] = static_cast<std::uint32_t>(first + b);
            c[1][b] = static_cast<std::uint32_t>((first + b) >> 32);
            c[2][b] = static_cast<std::uint32_t>(m_dropout.stream);
            c[3][b] = static_cast<std::uint32_t>(m_dropout.stream >> 32);
        }
        auto k0 = static_cast<std::uint32_t>(m_dropout.key), k1 = static_cast<std::uint32_t>(m_dropout.key >> 32);
        for (int round = 0; round < 10; ++round) {
#pragma omp simd
            for (std::size_t b = 0; b < 8; ++b) {
                const std::uint64_t p0 = std::uint64_t{0xD2511F53U} * c[0][b];
                const std::uint64_t p1 = std::uint64_t{0xCD9E8D57U} * c[2][b];
                c[0][b] = static_cast<std::uint32_t>(p1 >> 32) ^ c[1][b] ^ k0;
                c[2][b] = static_cast<std::uint32_t>(p0 >> 32) ^ c[3][b] ^ k1;
                c[1][b] = static_cast<std::uint32_t>(p1);
                c[3][b] = static_cast<std::uint32_t>(p0);
            }
            k0 += 0x9E3779B9U;
            k1 += 0xBB67AE85U;
        }
    }

    Dropout m_dropout;
};

} // namespace lab
