#pragma once

#include "core/backend/backend.h"
#include "core/base/random.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace lab {

/// Multipliers (0 or scale) of the elements [first, first + count) of a dropout, one tile at a time.
///
/// Element e reads the 16-bit lane e % 8 of Philox block e / 8, so any tile can be made alone and the
/// backward pass makes the same mask again instead of storing it.
class DropoutMask {
public:
    static constexpr std::int64_t kTile = 64; ///< elements; one tile is eight Philox blocks

    explicit DropoutMask(const Dropout& dropout) : m_dropout(dropout) {}

    /// Multipliers of the elements tile·kTile … tile·kTile + kTile − 1.
    void fill(std::int64_t tile, float* factors) const {
        Words words;
        blocks(static_cast<std::uint64_t>(tile) * kBlocks, words);
        std::array<std::uint32_t, 4 * kBlocks> flat;
        for (std::size_t b = 0; b < kBlocks; ++b)
            for (std::size_t w = 0; w < 4; ++w)
                flat[b * 4 + w] = static_cast<std::uint32_t>(words[w][b]);
        std::array<std::uint16_t, kTile> lanes;
        static_assert(sizeof lanes == sizeof flat && std::endian::native == std::endian::little);
        std::memcpy(lanes.data(), flat.data(), sizeof lanes);
        // Copies: the factors may be the memory of m_dropout for all that the compiler knows.
        const std::uint32_t threshold = m_dropout.threshold;
        const float scale = m_dropout.scale;
#pragma omp simd
        for (std::size_t i = 0; i < lanes.size(); ++i)
            factors[i] = lanes[i] < threshold ? 0.0F : scale;
    }

    /// Calls body(offset in range, factor pointer, count) for each piece of [begin, end) that lies in one
    /// tile.
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
    static constexpr std::size_t kBlocks = 8; ///< of a tile
    // What a 32-bit word of a block stands in. A product of two words has 64 bits: with the vectors of
    // AVX-512 words are best kept that wide; shorter vectors would need twice as many.
#ifdef __AVX512F__
    using Word = std::uint64_t;
#else
    using Word = std::uint32_t;
#endif
    using Words = std::array<std::array<Word, kBlocks>, 4>;

    static Word low(std::uint64_t value) {
        return static_cast<std::uint32_t>(value);
    }
    static Word high(std::uint64_t value) {
        return static_cast<Word>(value >> 32);
    }

    /// Consecutive Philox blocks side by side, which the compiler turns into vector code.
    void blocks(std::uint64_t first, Words& c) const {
        for (std::size_t b = 0; b < kBlocks; ++b) {
            c[0][b] = low(first + b);
            c[1][b] = high(first + b);
            c[2][b] = low(m_dropout.stream);
            c[3][b] = high(m_dropout.stream);
        }
        Word k0 = low(m_dropout.key), k1 = high(m_dropout.key);
        for (int round = 0; round < 10; ++round) {
#pragma omp simd
            for (std::size_t b = 0; b < kBlocks; ++b) {
                const std::uint64_t p0 = std::uint64_t{0xD2511F53U} * c[0][b];
                const std::uint64_t p1 = std::uint64_t{0xCD9E8D57U} * c[2][b];
                c[0][b] = high(p1) ^ c[1][b] ^ k0;
                c[2][b] = high(p0) ^ c[3][b] ^ k1;
                c[1][b] = low(p1);
                c[3][b] = low(p0);
            }
            k0 = low(k0 + 0x9E3779B9U);
            k1 = low(k1 + 0xBB67AE85U);
        }
    }

    Dropout m_dropout;
};

} // namespace lab
