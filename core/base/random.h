#pragma once

#include <array>
#include <cmath>
#include <cstdint>

// Compiled by the host compiler and by nvcc: the same seed gives the same numbers on every device.
#ifdef __CUDACC__
#define LAB_HD __host__ __device__
#else
#define LAB_HD
#endif

namespace lab {

/// Philox4x32-10, a counter-based generator: block(key, counter) is a pure function, so any element
/// of any stream can be made anywhere, in any order, on any number of threads.
/// Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
struct Philox {
    std::uint64_t key = 0;    ///< the seed
    std::uint64_t stream = 0; ///< what the numbers are for; distinct streams are independent

    /// Four uniform 32-bit words for block number \p index of this stream.
    LAB_HD void block(std::uint64_t index, std::uint32_t out[4]) const {
        std::uint32_t c0 = static_cast<std::uint32_t>(index), c1 = static_cast<std::uint32_t>(index >> 32);
        std::uint32_t c2 = static_cast<std::uint32_t>(stream), c3 = static_cast<std::uint32_t>(stream >> 32);
        std::uint32_t k0 = static_cast<std::uint32_t>(key), k1 = static_cast<std::uint32_t>(key >> 32);
        for (int round = 0; round < 10; ++round) {
            const std::uint64_t p0 = std::uint64_t{0xD2511F53U} * c0, p1 = std::uint64_t{0xCD9E8D57U} * c2;
            const std::uint32_t n0 = static_cast<std::uint32_t>(p1 >> 32) ^ c1 ^ k0;
            const std::uint32_t n2 = static_cast<std::uint32_t>(p0 >> 32) ^ c3 ^ k1;
            c1 = static_cast<std::uint32_t>(p1);
            c3 = static_cast<std::uint32_t>(p0);
            c0 = n0;
            c2 = n2;
            k0 += 0x9E3779B9U;
            k1 += 0xBB67AE85U;
        }
        out[0] = c0;
        out[1] = c1;
        out[2] = c2;
        out[3] = c3;
    }
};

/// A sequential view of one Philox stream, for host code that draws one number after the other.
class Random {
public:
    explicit Random(std::uint64_t seed, std::uint64_t stream = 0) : m_philox{seed, stream} {}

    std::uint32_t bits() {
        if (m_used == 4) {
            m_philox.block(m_index++, m_words.data());
            m_used = 0;
        }
        return m_words[m_used++];
    }
    /// Uniform in [0, 1), 53 bits.
    double uniform() {
        const std::uint64_t high = bits() >> 5, low = bits() >> 6;
        return static_cast<double>(high * 67108864U + low) / 9007199254740992.0;
    }
    /// Uniform integer in [0, bound), without bias. \p bound > 0.
    std::uint32_t below(std::uint32_t bound) {
        const std::uint32_t reject = (0U - bound) % bound;
        for (;;) {
            const std::uint64_t product = std::uint64_t{bits()} * bound;
            if (static_cast<std::uint32_t>(product) >= reject)
                return static_cast<std::uint32_t>(product >> 32);
        }
    }
    /// Standard normal, by the Box-Muller transform.
    double normal() {
        if (m_hasSpare) {
            m_hasSpare = false;
            return m_spare;
        }
        const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
        const double angle = 6.283185307179586476925 * uniform();
        m_spare = radius * std::sin(angle);
        m_hasSpare = true;
        return radius * std::cos(angle);
    }

private:
    Philox m_philox;
    std::uint64_t m_index = 0;
    std::array<std::uint32_t, 4> m_words{};
    unsigned m_used = 4;
    double m_spare = 0;
    bool m_hasSpare = false;
};

} // namespace lab
