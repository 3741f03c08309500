// Softmax attention over packed sequences, tile by tile with a running maximum: no N × N matrix is ever
// stored, so memory is linear for every pattern. Operands come head by head ([heads · rows, head width], see
// packHeads), so the rows of a head are contiguous. A chunk is one head of one sequence: it alone writes the
// gradients of its keys, so the order of every sum is fixed.
//
// A tile of queries is multiplied with the union of the keys that its queries see; where they differ, the
// others are masked inside the tile. Tiles are cut so that the union is little larger than what one query
// sees.
#include "core/backend/attention_pattern.h"
#include "core/base/scalar_math.h"
#include "core/cpu/cpu_backend.h"
#include "core/cpu/eigen_rows.h"
#include "core/cpu/laps.h"

#include <array>
#include <cmath>
#include <limits>

namespace lab {
namespace {

constexpr std::int32_t kTileQueries = 64;
constexpr std::int32_t kTileKeys = 128;
constexpr float kMasked = -std::numeric_limits<float>::infinity();

using Scores = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor, kTileQueries, kTileKeys>;

/// One head of one sequence.
struct Slice {
    std::int32_t head, queries, keys;
    std::int64_t queryRow, keyRow; ///< first rows in the head-by-head matrices
    std::int64_t width;

    [[nodiscard]] Rows rows(ConstMat m, std::int64_t first, std::int32_t at, std::int32_t count) const {
        return {m.data + (first + at) * width, count, width};
    }
    [[nodiscard]] MutRows rows(MutMat m, std::int64_t first, std::int32_t at, std::int32_t count) const {
        return {m.data + (first + at) * width, count, width};
    }
};

Slice sliceOf(const Attention& a, std::int64_t chunk) {
    const auto b = static_cast<std::int32_t>(chunk / a.heads),
               head = static_cast<std::int32_t>(chunk % a.heads);
    const std::int32_t offset = a.segments.offsets[b], length = a.segments.offsets[b + 1] - offset;
    const std::int64_t queryRows = a.q.rows / a.heads, keyRows = a.k.rows / a.heads;
    return {head,
            a.queries.count(length),
            a.keys.count(length),
            head * queryRows + a.queries.start(b, offset),
            head * keyRows + a.keys.start(b, offset),
            a.q.cols};
}

/// Queries of the tile that begins with query \p first: few enough that their keys overlap well, and of one
/// block where each block sees others, so that what a tile sees fits KeyRanges.
std::int32_t tileQueries(const AttentionPattern& p, std::int32_t keys, std::int32_t first) {
    switch (p.kind) {
    case AttentionPattern::Kind::Window:
        return std::clamp<std::int32_t>(2 * p.window + 1, 16, kTileQueries);
    case AttentionPattern::Kind::Blocks:
        return blocksOf(p, keys) <= 5 + p.randomBlocks ? kTileQueries
                                                       : std::min(p.block - first % p.block, kTileQueries);
    default:
        return kTileQueries;
    }
}

/// The keys of a tile of queries and, where the queries differ, what each of them sees.
struct TileKeys {
    std::array<KeyRanges, kTileQueries> each;
    KeyRanges all;
    bool alike = true;

    TileKeys(const AttentionPattern& p, const Slice& s, std::int32_t first, std::int32_t count) {
        for (std::int32_t i = 0; i < count; ++i)
            each[static_cast<std::size_t>(i)] = keyRanges(p, first + i, s.keys, s.head);
        all = each[0];
        for (std::int32_t i = 1; i < count; ++i)
            merge(each[static_cast<std::size_t>(i)]);
    }

private:
    void merge(const KeyRanges& other) {
        bool same = other.count == all.count;
        for (std::int32_t r = 0; same && r < all.count; ++r)
            same = other.begin[r] == all.begin[r] && other.end[r] == all.end[r];
        if (same)
            return;
        alike = false;
        KeyRanges joined;
        for (std::int32_t a = 0, b = 0; a < all.count || b < other.count;) {
            const bool first = b >= other.count || (a < all.count && all.begin[a] <= other.begin[b]);
            joined.add(first ? all.begin[a] : other.begin[b], first ? all.end[a] : other.end[b]);
            ++(first ? a : b);
        }
        all = joined;
    }
};

/// Calls body(first key, count) for pieces of at most kTileKeys of the ranges.
template <class Body> void forKeyTiles(const KeyRanges& ranges, Body&& body) {
    for (std::int32_t r = 0; r < ranges.count; ++r)
        for (std::int32_t at = ranges.begin[r]; at < ranges.end[r]; at += kTileKeys)
            body(at, std::min(kTileKeys, ranges.end[r] - at));
}

/// Scores outside what query i sees become −∞.
void mask(const TileKeys& keys, std::int32_t first, Scores& scores) {
    if (keys.alike)
        return;
    const auto count = static_cast<std::int32_t>(scores.cols());
    for (std::int32_t i = 0; i < scores.rows(); ++i) {
        const KeyRanges& seen = keys.each[static_cast<std::size_t>(i)];
        float* row = scores.data() + static_cast<std::int64_t>(i) * count;
        std::int32_t at = 0;
        for (std::int32_t r = 0; r < seen.count; ++r) {
            const std::int32_t begin = std::clamp(seen.begin[r] - first, at, count);
            std::fill(row + at, row + begin, kMasked);
            at = std::clamp(seen.end[r] - first, begin, count);
        }
        std::fill(row + at, row + count, kMasked);
    }
}

/// Running softmax of one tile: maximum and sum of each query, with the outputs rescaled as the maximum
/// grows.
struct Running {
    std::array<float, kTileQueries> top;
    std::array<double, kTileQueries> sum{};

    Running() { top.fill(kMasked); }

    /// Scores become exp(score − top); the rows of \p out are brought to the new maximum.
    void add(Scores& scores, MutRows& out) {
        const auto count = static_cast<std::int32_t>(scores.cols());
        for (std::int32_t i = 0; i < scores.rows(); ++i) {
            const auto q = static_cast<std::size_t>(i);
            float* row = scores.data() + static_cast<std::int64_t>(i) * count;
            float high = top[q];
            for (std::int32_t j = 0; j < count; ++j)
                high = row[j] > high ? row[j] : high;
            if (high == kMasked) { // this query sees none of these keys, nor any before
                std::fill(row, row + count, 0.0F);
                continue;
            }
            if (high > top[q]) {
                const float factor = top[q] == kMasked ? 0.0F : scalar::exp(top[q] - high);
                sum[q] *= static_cast<double>(factor);
                out.row(i) *= factor;
                top[q] = high;
            }
            float total = 0;
#pragma omp simd reduction(+ : total)
            for (std::int32_t j = 0; j < count; ++j) {
                row[j] = scalar::exp(row[j] - high);
                total += row[j];
            }
            sum[q] += static_cast<double>(total);
        }
    }
};

void forwardTile(const Attention& a, const Slice& s, std::int32_t first, std::int32_t count, MutMat out,
                 MutMat logSum, Laps laps) {
    const TileKeys keys(a.pattern, s, first, count);
    const Rows q = s.rows(a.q, s.queryRow, first, count);
    MutRows o = s.rows(out, s.queryRow, first, count);
    o.setZero();
    Running running;
    forKeyTiles(keys.all, [&](std::int32_t at, std::int32_t n) {
        Scores scores(count, n);
        scores.noalias() = (q * s.rows(a.k, s.keyRow, at, n).transpose()) * a.scale;
        mask(keys, at, scores);
        running.add(scores, o);
        laps.scores();
        o.noalias() += scores * s.rows(a.v, s.keyRow, at, n);
        laps.sums();
    });
    for (std::int32_t i = 0; i < count; ++i) {
        const auto r = static_cast<std::size_t>(i);
        float& log = logSum.data[s.queryRow + first + i];
        log = 0;
        if (running.top[r] == kMasked)
            continue; // it sees no key
        o.row(i) *= static_cast<float>(1.0 / running.sum[r]);
        log = running.top[r] + static_cast<float>(std::log(running.sum[r]));
    }
}

/// P, then dV += Pᵀ dO, dS = P ∘ (dO Vᵀ − δ) · scale, dQ += dS K, dK += dSᵀ Q for one tile.
void backwardTile(const AttentionGrad& g, const Slice& s, std::int32_t first, std::int32_t count, Laps laps) {
    const Attention& a = g.forward;
    const TileKeys keys(a.pattern, s, first, count);
    const Rows q = s.rows(a.q, s.queryRow, first, count), dOut = s.rows(g.dOut, s.queryRow, first, count);
    const Rows out = s.rows(g.out, s.queryRow, first, count);
    MutRows dq = s.rows(g.dq, s.queryRow, first, count);
    dq.setZero();
    std::array<float, kTileQueries> delta;
    for (std::int32_t i = 0; i < count; ++i)
        delta[static_cast<std::size_t>(i)] = out.row(i).dot(dOut.row(i));
    const float* logSum = g.logSum.data + s.queryRow + first;
    forKeyTiles(keys.all, [&](std::int32_t at, std::int32_t n) {
        const Rows k = s.rows(a.k, s.keyRow, at, n), v = s.rows(a.v, s.keyRow, at, n);
        Scores p(count, n), dp(count, n);
        p.noalias() = (q * k.transpose()) * a.scale;
        mask(keys, at, p);
        laps.scores();
        dp.noalias() = dOut * v.transpose();
        laps.sums();
        for (std::int32_t i = 0; i < count; ++i) {
            float* pr = p.data() + static_cast<std::int64_t>(i) * n;
            float* dr = dp.data() + static_cast<std::int64_t>(i) * n;
            const float log = logSum[i], d = delta[static_cast<std::size_t>(i)];
#pragma omp simd
            for (std::int32_t j = 0; j < n; ++j) {
                pr[j] = scalar::exp(pr[j] - log);
                dr[j] = pr[j] * (dr[j] - d) * a.scale;
            }
        }
        laps.scores();
        s.rows(g.dv, s.keyRow, at, n).noalias() += p.transpose() * dOut;
        laps.sums();
        dq.noalias() += dp * k;
        s.rows(g.dk, s.keyRow, at, n).noalias() += dp.transpose() * q;
        laps.scores();
    });
}

template <class Body> void forQueryTiles(const AttentionPattern& pattern, const Slice& s, Body&& body) {
    for (std::int32_t first = 0; first < s.queries;) {
        const std::int32_t count = std::min(tileQueries(pattern, s.keys, first), s.queries - first);
        body(first, count);
        first += count;
    }
}

} // namespace

void CpuBackend::attention(const Attention& a, MutMat out, MutMat logSum) {
    forChunks(a.segments.count * a.heads, a.q.size() * 32, [&](std::int64_t chunk) {
        const Slice s = sliceOf(a, chunk);
        forQueryTiles(a.pattern, s, [&](std::int32_t first, std::int32_t count) {
            if (!stopRequested())
                forwardTile(a, s, first, count, out, logSum, Laps(fusedTimes()));
        });
    });
}

void CpuBackend::attentionGrad(const AttentionGrad& g) {
    const Attention& a = g.forward;
    forChunks(a.segments.count * a.heads, a.q.size() * 64, [&](std::int64_t chunk) {
        const Slice s = sliceOf(a, chunk);
        s.rows(g.dk, s.keyRow, 0, s.keys).setZero();
        s.rows(g.dv, s.keyRow, 0, s.keys).setZero();
        forQueryTiles(a.pattern, s, [&](std::int32_t first, std::int32_t count) {
            if (!stopRequested())
                backwardTile(g, s, first, count, Laps(fusedTimes()));
        });
    });
}

} // namespace lab
