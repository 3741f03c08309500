// The kernels of the rivals read and write nothing outside the sequence at hand, at lengths around every
// window, block, stride and tile. What no sequence owns is poisoned with NaN, then everything but one
// sequence; sentinel words around every matrix are checked by KernelTest.
#include "tests/support/kernel_test.h"

#include <bit>
#include <cmath>
#include <limits>

namespace lab::testing {
namespace {

using reference::Matrix;
using reference::Offsets;

constexpr std::int32_t kHeads = 2, kHeadWidth = 5;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// 0, 1, 2; windows and globals of 2 … 4 ± 1; blocks of 4 and seven of them ± 1; tiles of 64 queries and 128
/// keys ± 1.
const std::vector<std::int32_t> kLengths{1,  2,  0, 3,  4,  5,  7,   8,   9,   27,
                                         28, 29, 0, 63, 64, 65, 127, 128, 129, 1};

/// One attention: who asks, who is asked.
struct Form {
    std::string name;
    RowMap queries, keys;
    AttentionPattern pattern;
};

std::vector<Form> forms() {
    using Kind = AttentionPattern::Kind;
    const RowMap tokens;
    return {
        {"full", tokens, tokens, {}},
        {"window", tokens, tokens, {.kind = Kind::Window, .window = 2, .globals = 3}},
        {"only itself", tokens, tokens, {.kind = Kind::Window}},
        {"wide window", tokens, tokens, {.kind = Kind::Window, .window = 64}},
        {"blocks", tokens, tokens, {.kind = Kind::Blocks, .block = 4, .randomBlocks = 2, .seed = 3}},
        {"blocks of one", tokens, tokens, {.kind = Kind::Blocks, .block = 1}},
        {"centres", tokens, {RowMap::Kind::Strided, 4}, {.kind = Kind::Centres, .window = 8, .stride = 4}},
        {"leading", {RowMap::Kind::Leading, 4}, tokens, {}},
        {"landmarks", tokens, {RowMap::Kind::Fixed, 5}, {}}};
}

/// Does sequence \p b own row \p row of a matrix with this map? −1 = any sequence.
bool owns(const RowMap& map, const Offsets& offsets, std::int64_t row, std::int64_t b) {
    for (std::size_t s = 0; s + 1 < offsets.size(); ++s) {
        const auto sequence = static_cast<std::int32_t>(s);
        const std::int64_t first = map.start(sequence, offsets[s]);
        if ((b < 0 || b == sequence) && row >= first && row < first + map.count(offsets[s + 1] - offsets[s]))
            return true;
    }
    return false;
}

/// NaN in every row that \p keep (−1: any sequence) does not own; \p blocks matrices stand one under the
/// other.
Matrix poisoned(Matrix m, const RowMap& map, const Offsets& offsets, std::int64_t keep, std::int64_t blocks) {
    const std::int64_t rows = m.rows / blocks;
    for (std::int64_t r = 0; r < m.rows; ++r)
        for (std::int64_t c = 0; c < m.cols && !owns(map, offsets, r % rows, keep); ++c)
            m.at(r, c) = kNaN;
    return m;
}

/// Rows of \p keep are the same to the bit; the rows that nobody owns were not written, or hold zeros
/// (RowMap).
void expectOwn(const Matrix& result, const Matrix& clean, const RowMap& map, const Offsets& offsets,
               std::int64_t keep, std::int64_t blocks) {
    const std::int64_t rows = result.rows / blocks;
    for (std::int64_t r = 0; r < result.rows; ++r)
        for (std::int64_t c = 0; c < result.cols; ++c) {
            if (owns(map, offsets, r % rows, keep)) {
                EXPECT_TRUE(std::isfinite(result.at(r, c))) << "row " << r;
                EXPECT_EQ(result.at(r, c), clean.at(r, c)) << "row " << r;
            } else if (!owns(map, offsets, r % rows, -1)) {
                EXPECT_TRUE(std::isnan(result.at(r, c)) || result.at(r, c) == 0)
                    << "row " << r << " belongs to nobody";
            }
        }
}

class RivalKernels : public KernelTest {
protected:
    /// body(which sequence stays clean, poison(matrix, map, blocks)) for nobody (−2), what somebody owns
    /// (−1), and each sequence that is not empty; on a slow device for some of them.
    template <class Body> void sweep(Body&& body) {
        for (std::int64_t keep = -2; keep < static_cast<std::int64_t>(kLengths.size()); ++keep) {
            constexpr std::int64_t kSome = 6; // of 3, 27 and 65 tokens
            if (keep >= 0 && (kLengths[static_cast<std::size_t>(keep)] == 0 ||
                              (GetParam().slow && keep % kSome != kSome / 2)))
                continue;
            SCOPED_TRACE(keep);
            body(keep, [&](const Matrix& m, const RowMap& map, std::int64_t blocks = kHeads) {
                return put(keep == -2 ? m : poisoned(m, map, m_offsets, keep, blocks));
            });
            if (HasFailure())
                return;
        }
    }
    MutMat empty(std::int64_t rows, std::int64_t cols) {
        m_targets.push_back(&data().target(Matrix(rows, cols), Accum::Overwrite));
        return m_targets.back()->view();
    }
    /// The targets of one round against those of the first, which nothing poisoned.
    void compare(std::int64_t keep, const std::vector<std::pair<RowMap, std::int64_t>>& maps) {
        std::vector<Matrix> results;
        for (const DeviceMatrix* target : m_targets)
            results.push_back(target->download());
        m_targets.clear();
        if (keep == -2)
            m_clean = results;
        for (std::size_t i = 0; i < maps.size(); ++i)
            expectOwn(results[i], m_clean[i], maps[i].first, m_offsets, std::max<std::int64_t>(keep, -1),
                      maps[i].second);
    }

    Offsets m_offsets = offsetsOf(kLengths);
    std::int64_t m_tokens = m_offsets.back();
    std::int32_t m_sequences = static_cast<std::int32_t>(kLengths.size());
    std::vector<DeviceMatrix*> m_targets;
    std::vector<Matrix> m_clean;
};
LAB_ON_ALL_BACKENDS(RivalKernels);

TEST_P(RivalKernels, AttentionKeepsToItsSequence) {
    for (const Form& form : forms()) {
        SCOPED_TRACE(form.name);
        const std::int64_t queries = kHeads * form.queries.rows(m_tokens, m_sequences),
                           keys = kHeads * form.keys.rows(m_tokens, m_sequences);
        const Matrix q = randomMatrix(queries, kHeadWidth, 1), k = randomMatrix(keys, kHeadWidth, 2),
                     v = randomMatrix(keys, kHeadWidth, 3), dOut = randomMatrix(queries, kHeadWidth, 4);
        sweep([&](std::int64_t keep, const auto& poison) {
            const Attention args{poison(q, form.queries),
                                 poison(k, form.keys),
                                 poison(v, form.keys),
                                 data().segments(m_offsets),
                                 form.queries,
                                 form.keys,
                                 form.pattern,
                                 kHeads,
                                 0.4F};
            const MutMat out = empty(queries, kHeadWidth), logSum = empty(queries, 1);
            backend().attention(args, out, logSum);
            const MutMat dq = empty(queries, kHeadWidth), dk = empty(keys, kHeadWidth),
                         dv = empty(keys, kHeadWidth);
            backend().attentionGrad({args, out, logSum, poison(dOut, form.queries), dq, dk, dv});
            compare(keep, {{form.queries, kHeads},
                           {form.queries, kHeads},
                           {form.queries, kHeads},
                           {form.keys, kHeads},
                           {form.keys, kHeads}});
        });
    }
}

TEST_P(RivalKernels, LinearAttentionKeepsToItsSequence) {
    const std::int64_t rows = kHeads * m_tokens;
    const Matrix q = randomMatrix(rows, kHeadWidth, 1), k = randomMatrix(rows, kHeadWidth, 2),
                 v = randomMatrix(rows, kHeadWidth, 3), dOut = randomMatrix(rows, kHeadWidth, 4);
    const std::int64_t states = m_sequences * kHeads, width = kHeadWidth * (kHeadWidth + 1);
    sweep([&](std::int64_t keep, const auto& poison) {
        const RowMap tokens;
        const LinearAttention args{poison(q, tokens), poison(k, tokens), poison(v, tokens),
                                   data().segments(m_offsets), kHeads};
        DeviceMatrix& state = data().target(Matrix(states, width), Accum::Overwrite);
        DeviceMatrix& dState = data().target(Matrix(states, width), Accum::Overwrite);
        backend().linearAttention(args, empty(rows, kHeadWidth), state.view());
        const MutMat dq = empty(rows, kHeadWidth), dk = empty(rows, kHeadWidth), dv = empty(rows, kHeadWidth);
        backend().linearAttentionGrad({args, state.view(), poison(dOut, tokens), dState.view(), dq, dk, dv});
        compare(keep, {{tokens, kHeads}, {tokens, kHeads}, {tokens, kHeads}, {tokens, kHeads}});
    });
}

TEST_P(RivalKernels, AveragesKeepToTheirSequence) {
    for (const auto& [kernel, stride] :
         {std::pair{5, 4}, std::pair{1, 1}, std::pair{3, 7}, std::pair{9, 2}}) {
        SCOPED_TRACE(fmt::format("kernel {} stride {}", kernel, stride));
        const RowMap tokens, strided{RowMap::Kind::Strided, stride};
        const std::int64_t rows = strided.rows(m_tokens, m_sequences);
        const Matrix x = randomMatrix(m_tokens, kHeadWidth, 1), dOut = randomMatrix(rows, kHeadWidth, 2);
        sweep([&](std::int64_t keep, const auto& poison) {
            const Segments segments = data().segments(m_offsets);
            backend().segmentMeanPool(poison(x, tokens, 1), segments, kernel, stride,
                                      empty(rows, kHeadWidth));
            backend().segmentMeanPoolGrad(poison(dOut, strided, 1), segments, kernel, stride,
                                          empty(m_tokens, kHeadWidth), Accum::Overwrite);
            compare(keep, {{strided, 1}, {tokens, 1}});
        });
    }
}

TEST_P(RivalKernels, LandmarksKeepToTheirSequence) {
    constexpr std::int32_t kRank = 5;
    const RowMap tokens, landmarks{RowMap::Kind::Fixed, kRank};
    const std::int64_t rows = landmarks.rows(m_tokens, m_sequences);
    const Matrix x = randomMatrix(m_tokens, kHeadWidth, 1), dOut = randomMatrix(rows, kHeadWidth, 2),
                 table = randomMatrix(129, kRank, 3); // as many positions as the longest text has
    sweep([&](std::int64_t keep, const auto& poison) {
        const Segments segments = data().segments(m_offsets);
        const ConstMat in = poison(x, tokens, 1), dy = poison(dOut, landmarks, 1), positions = put(table);
        backend().segmentProject(in, positions, segments, empty(rows, kHeadWidth));
        backend().segmentProjectGradX(dy, positions, segments, empty(m_tokens, kHeadWidth), Accum::Overwrite);
        DeviceMatrix& dTable = data().target(Matrix(129, kRank), Accum::Add);
        backend().segmentProjectGradTable(dy, in, segments, dTable.view());
        compare(keep, {{landmarks, 1}, {tokens, 1}});
    });
}

TEST_P(RivalKernels, LeadingTokensKeepToTheirSequence) {
    for (const std::int32_t size : {1, 4, 200}) {
        SCOPED_TRACE(size);
        const RowMap tokens, leading{RowMap::Kind::Leading, size};
        const std::int64_t rows = leading.rows(m_tokens, m_sequences);
        const Matrix x = randomMatrix(m_tokens, kHeadWidth, 1), lead = randomMatrix(rows, kHeadWidth, 2);
        sweep([&](std::int64_t keep, const auto& poison) {
            const Segments segments = data().segments(m_offsets);
            DeviceMatrix& first = data().target(Matrix(rows, kHeadWidth), Accum::Overwrite);
            backend().segmentLeading(poison(x, tokens, 1), segments, size, first.view());
            const Matrix taken = first.download();
            for (std::int64_t r = 0; r < rows; ++r)
                if (!owns(leading, m_offsets, r, -1)) {
                    EXPECT_EQ(taken.at(r, 0), 0) << "past the end of a text";
                }
            DeviceMatrix& target = data().put(x);
            backend().segmentLeadingScatter(poison(lead, leading, 1), segments, size, target.view(),
                                            Accum::Overwrite);
            DeviceMatrix& cleared = data().put(x);
            backend().segmentLeadingClear(segments, size, cleared.view());
            const Matrix scattered = target.download(), rest = cleared.download();
            for (std::size_t b = 0; b < kLengths.size(); ++b) {
                if (keep >= 0 && keep != static_cast<std::int64_t>(b))
                    continue;
                for (std::int32_t i = 0; i < kLengths[b]; ++i) {
                    const std::int64_t row = m_offsets[b] + i,
                                       from = leading.start(static_cast<std::int32_t>(b), m_offsets[b]) + i;
                    EXPECT_EQ(scattered.at(row, 0), i < size ? lead.at(from, 0) : x.at(row, 0));
                    EXPECT_EQ(rest.at(row, 0), i < size ? 0 : x.at(row, 0));
                    if (i < size) {
                        EXPECT_EQ(taken.at(from, 0), x.at(row, 0));
                    }
                }
            }
        });
    }
}

TEST_P(RivalKernels, HeadsArePackedAndUnpackedWithoutALoss) {
    for (const std::int64_t rows : {0, 1, 2, 63, 64, 65}) {
        const Matrix x = randomMatrix(rows, kHeads * kHeadWidth, 1);
        DeviceMatrix& packed = data().target(Matrix(rows * kHeads, kHeadWidth), Accum::Overwrite);
        backend().packHeads(put(x), kHeads, packed.view());
        DeviceMatrix& back = data().target(x, Accum::Overwrite);
        backend().unpackHeads(packed.view(), kHeads, back.view(), Accum::Overwrite);
        EXPECT_EQ(back.download().values, x.values);
    }
}

} // namespace
} // namespace lab::testing
