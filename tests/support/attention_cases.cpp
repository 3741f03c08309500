#include "tests/support/attention_cases.h"

#include "core/ops/attention.h"
#include "tests/reference/attention.h"
#include "tests/support/values.h"

#include <algorithm>
#include <cmath>

namespace lab::testing {
namespace {

using reference::Matrix;
using reference::Offsets;
using reference::Sees;
using Vars = std::vector<Var>;

constexpr std::int64_t kHeads = 2, kWidth = 6;

/// Texts of one token, at the edges of windows and blocks, and an empty one.
const std::vector<std::int32_t> kLengths{5, 1, 0, 13, 2};

Matrix sequence(const Matrix& x, const Offsets& offsets, std::size_t b) {
    return reference::rows(x, offsets[b], offsets[b + 1] - offsets[b]);
}

/// Applies \p one to each text and stacks the results.
template <class One> Matrix perText(const Offsets& offsets, One&& one) {
    std::vector<Matrix> parts;
    for (std::size_t b = 0; b + 1 < offsets.size(); ++b)
        parts.push_back(one(b));
    return reference::stack(parts);
}

/// The rows at the end that no text owns.
Matrix padded(Matrix m, std::int64_t rows) {
    m.rows = rows;
    m.values.resize(static_cast<std::size_t>(rows * m.cols), 0);
    return m;
}

void addPattern(std::vector<OpCase>& cases, const std::string& name, const AttentionPattern& pattern,
                const Sees& sees) {
    const Offsets offsets = offsetsOf(kLengths);
    const std::int64_t tokens = offsets.back();
    cases.push_back(
        {OpId::Attention,
         name,
         {randomMatrix(tokens, kWidth, 1, -2, 2), randomMatrix(tokens, kWidth, 2, -2, 2),
          randomMatrix(tokens, kWidth, 3)},
         [=](Tape& t, DeviceData& d, const Vars& in) {
             return ops::attention(t, {in[0], in[1], in[2], d.segments(offsets), {}, {}, pattern, kHeads});
         },
         [=](const Matrices& in) {
             return perText(offsets, [&](std::size_t b) {
                 return reference::attention(sequence(in[0], offsets, b), sequence(in[1], offsets, b),
                                             sequence(in[2], offsets, b), kHeads, kLengths[b], sees);
             });
         },
         {2},
         {}});
}

void addPatterns(std::vector<OpCase>& cases) {
    addPattern(cases, "AttentionToAll", {}, [](auto, auto, auto) { return true; });
    AttentionPattern window;
    window.kind = AttentionPattern::Kind::Window;
    window.window = 2;
    window.globals = 3;
    addPattern(cases, "AttentionInAWindowWithGlobals", window,
               [](std::int64_t i, std::int64_t j, std::int64_t) { return std::abs(i - j) <= 2 || j < 3; });
    AttentionPattern blocks;
    blocks.kind = AttentionPattern::Kind::Blocks;
    blocks.block = 2;
    addPattern(cases, "AttentionInBlocks", blocks, [](std::int64_t i, std::int64_t j, std::int64_t n) {
        const std::int64_t count = (n + 1) / 2, own = i / 2, other = j / 2;
        return count <= 5 || own == 0 || own == count - 1 || other == 0 || other == count - 1 ||
               std::abs(own - other) <= 1;
    });
}

/// Keys that stand for every second token, as in Poolingformer.
void addCentres(std::vector<OpCase>& cases) {
    const Offsets offsets = offsetsOf(kLengths);
    const std::int64_t tokens = offsets.back();
    AttentionPattern centres;
    centres.kind = AttentionPattern::Kind::Centres;
    centres.window = 3;
    centres.stride = 2;
    const RowMap strided{RowMap::Kind::Strided, 2};
    const std::int64_t keyRows = strided.rows(tokens, static_cast<std::int32_t>(kLengths.size()));
    cases.push_back(
        {OpId::Attention,
         "AttentionToCentres",
         {randomMatrix(tokens, kWidth, 1), randomMatrix(keyRows, kWidth, 2),
          randomMatrix(keyRows, kWidth, 3)},
         [=](Tape& t, DeviceData& d, const Vars& in) {
             return ops::attention(t,
                                   {in[0], in[1], in[2], d.segments(offsets), {}, strided, centres, kHeads});
         },
         [=](const Matrices& in) {
             return perText(offsets, [&](std::size_t b) {
                 const std::int64_t start = strided.start(static_cast<std::int32_t>(b), offsets[b]);
                 const std::int64_t count = (kLengths[b] + 1) / 2;
                 return reference::attention(
                     sequence(in[0], offsets, b), reference::rows(in[1], start, count),
                     reference::rows(in[2], start, count), kHeads, kLengths[b],
                     [](std::int64_t i, std::int64_t j, std::int64_t) { return std::abs(2 * j - i) <= 3; });
             });
         },
         {2},
         {}});
}

void addLinear(std::vector<OpCase>& cases) {
    const Offsets offsets = offsetsOf(kLengths);
    const std::int64_t tokens = offsets.back();
    cases.push_back(
        {OpId::LinearAttention,
         "LinearAttention",
         {randomMatrix(tokens, kWidth, 1, -2, 2), randomMatrix(tokens, kWidth, 2, -2, 2),
          randomMatrix(tokens, kWidth, 3)},
         [=](Tape& t, DeviceData& d, const Vars& in) {
             return ops::linearAttention(t, {in[0], in[1], in[2], d.segments(offsets), {}, {}, {}, kHeads});
         },
         [=](const Matrices& in) {
             return perText(offsets, [&](std::size_t b) {
                 return reference::linearAttention(sequence(in[0], offsets, b), sequence(in[1], offsets, b),
                                                   sequence(in[2], offsets, b), kHeads);
             });
         },
         {2},
         {}});
}

void addRowMaps(std::vector<OpCase>& cases) {
    const Offsets offsets = offsetsOf(kLengths);
    const std::int64_t tokens = offsets.back(), sequences = static_cast<std::int64_t>(kLengths.size());
    const Matrix x = randomMatrix(tokens, kWidth, 1);
    cases.push_back({OpId::MeanPool,
                     "MeanPool",
                     {x},
                     [=](Tape& t, DeviceData& d, const Vars& in) {
                         return ops::segmentMeanPool(t, in[0], d.segments(offsets), 3, 2);
                     },
                     [=](const Matrices& in) {
                         const RowMap map{RowMap::Kind::Strided, 2};
                         const std::int64_t all = map.rows(tokens, static_cast<std::int32_t>(sequences));
                         Matrix out(all, kWidth);
                         for (std::size_t b = 0; b < kLengths.size(); ++b) {
                             const Matrix part = reference::meanPool(sequence(in[0], offsets, b), 3, 2);
                             std::copy(part.values.begin(), part.values.end(),
                                       out.values.begin() +
                                           map.start(static_cast<std::int32_t>(b), offsets[b]) * kWidth);
                         }
                         return out;
                     },
                     {0},
                     {}});
    cases.push_back({OpId::Project,
                     "Project",
                     {x, randomMatrix(16, 3, 2)},
                     [=](Tape& t, DeviceData& d, const Vars& in) {
                         return ops::segmentProject(t, in[0], in[1], d.segments(offsets));
                     },
                     [=](const Matrices& in) {
                         return perText(offsets, [&](std::size_t b) {
                             return reference::project(sequence(in[0], offsets, b), in[1]);
                         });
                     },
                     {0, 1},
                     {}});
}

Matrix leading(const Matrix& x, const Offsets& offsets, std::int64_t size) {
    return perText(offsets, [&](std::size_t b) {
        const std::int64_t n = offsets[b + 1] - offsets[b];
        return padded(reference::rows(x, offsets[b], std::min(n, size)), size);
    });
}

void addLeading(std::vector<OpCase>& cases) {
    constexpr std::int32_t kSize = 3;
    const Offsets offsets = offsetsOf(kLengths);
    const std::int64_t tokens = offsets.back(), sequences = static_cast<std::int64_t>(kLengths.size());
    cases.push_back({OpId::Leading,
                     "Leading",
                     {randomMatrix(tokens, kWidth, 1)},
                     [=](Tape& t, DeviceData& d, const Vars& in) {
                         return ops::segmentLeading(t, in[0], d.segments(offsets), kSize);
                     },
                     [=](const Matrices& in) { return leading(in[0], offsets, kSize); },
                     {0},
                     {}});
    cases.push_back({OpId::ReplaceLeading,
                     "ReplaceLeading",
                     {randomMatrix(tokens, kWidth, 1), randomMatrix(sequences * kSize, kWidth, 2)},
                     [=](Tape& t, DeviceData& d, const Vars& in) {
                         return ops::segmentReplaceLeading(t, in[0], in[1], d.segments(offsets), kSize);
                     },
                     [=](const Matrices& in) {
                         Matrix out = in[0];
                         for (std::size_t b = 0; b < kLengths.size(); ++b)
                             for (std::int64_t i = 0; i < std::min(kLengths[b], kSize); ++i)
                                 for (std::int64_t c = 0; c < kWidth; ++c)
                                     out.at(offsets[b] + i, c) =
                                         in[1].at(static_cast<std::int64_t>(b) * kSize + i, c);
                         return out;
                     },
                     {},
                     {}});
}

} // namespace

void addAttentionCases(std::vector<OpCase>& cases) {
    addPatterns(cases);
    addCentres(cases);
    addLinear(cases);
    addRowMaps(cases);
    addLeading(cases);
}

} // namespace lab::testing
