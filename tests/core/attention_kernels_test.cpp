// Softmax and linear attention against the reference where their kernels cut the work: more keys than one
// tile has, tiles whose queries see different keys, wide heads, long texts.
#include "tests/reference/attention.h"
#include "tests/support/kernel_test.h"

#include <cmath>
#include <set>

namespace lab::testing {
namespace {

using reference::Matrix;
using reference::Offsets;
using reference::Sees;
using Kind = AttentionPattern::Kind;

/// One head of one text: the layout head by head is the matrix itself.
struct Text {
    Matrix q, k, v, dOut;
    std::int32_t tokens;
    RowMap queries, keys;
    AttentionPattern pattern;
    Sees sees;
};

class AttentionKernels : public KernelTest {
protected:
    static Text textOf(std::int32_t tokens, std::int64_t width, double size, RowMap queries = {},
                       RowMap keys = {}) {
        const std::int64_t asked = queries.count(tokens), seen = keys.count(tokens);
        return {randomMatrix(asked, width, 1, -size, size),
                randomMatrix(seen, width, 2, -size, size),
                randomMatrix(seen, width, 3),
                randomMatrix(asked, width, 4),
                tokens,
                queries,
                keys,
                {},
                [](auto, auto, auto) { return true; }};
    }
    /// Value and gradients; gives the values. \p relative: of the gradients.
    Matrix expectReference(const Text& t, double relative = 0) {
        const float scale = 1.0F / std::sqrt(static_cast<float>(t.q.cols));
        const Matrix expected = reference::attention(t.q, t.k, t.v, 1, t.tokens, t.sees);
        const std::int64_t extra = t.keys.rows(t.tokens, 1) - t.k.rows; // of no text
        const auto padded = [&](const Matrix& m) { return reference::stack({m, Matrix(extra, m.cols)}); };
        const Attention args{put(t.q),  put(padded(t.k)), put(padded(t.v)), data().segments({0, t.tokens}),
                             t.queries, t.keys,           t.pattern,        1,
                             scale};
        DeviceMatrix& out = data().target(expected, Accum::Overwrite);
        DeviceMatrix& logSum = data().target(Matrix(t.q.rows, 1), Accum::Overwrite);
        backend().attention(args, out.view(), logSum.view());
        EXPECT_TRUE(near(out.download(), expected, reduction()));
        const reference::AttentionGradients wanted =
            reference::attentionGrad({t.q, t.k, t.v, t.dOut}, t.tokens, t.sees);
        DeviceMatrix &dq = data().target(t.q, Accum::Overwrite),
                     &dk = data().target(padded(t.k), Accum::Overwrite),
                     &dv = data().target(padded(t.v), Accum::Overwrite);
        backend().attentionGrad(
            {args, out.view(), logSum.view(), put(t.dOut), dq.view(), dk.view(), dv.view()});
        Tolerance allowed = reduction();
        allowed.relative = std::max(allowed.relative, relative);
        allowed.absolute += 1e-6; // sums cancel
        const auto owned = [&](DeviceMatrix& m) { return reference::rows(m.download(), 0, t.k.rows); };
        EXPECT_TRUE(near(dq.download(), wanted.dq, allowed));
        EXPECT_TRUE(near(owned(dk), wanted.dk, allowed));
        EXPECT_TRUE(near(owned(dv), wanted.dv, allowed));
        return out.download();
    }
};
LAB_ON_ALL_BACKENDS(AttentionKernels);

TEST_P(AttentionKernels, FollowTheFormulaOverManyTilesOfKeys) {
    Text text = textOf(300, 6, 2);
    expectReference(text);
    text.pattern = {.kind = Kind::Window, .window = 100, .globals = 2};
    text.sees = [](std::int64_t i, std::int64_t j, std::int64_t) { return std::abs(i - j) <= 100 || j < 2; };
    expectReference(text);
}

TEST_P(AttentionKernels, TakeScoresOfTenThousandWhereverTheLargestStands) {
    // Scores in pairs that grow or fall with the key: the maximum rises from tile to tile, or stands first.
    for (const double sign : {1.0, -1.0}) {
        Text text = textOf(300, 4, 1);
        for (std::int64_t i = 0; i < 300; ++i)
            for (std::int64_t c = 0; c < 4; ++c) {
                text.q.at(i, c) = c == 0 ? sign * 256 : 0;
                text.k.at(i, c) = c == 0 ? static_cast<double>(i / 2) - 75 : 0;
            }
        text.q.at(7, 0) = 0;                            // all alike
        const Matrix out = expectReference(text, 2e-3); // the saved sum of e^10,000 is known to 5e-4
        for (const double value : out.values)
            EXPECT_TRUE(std::isfinite(value));
    }
}

TEST_P(AttentionKernels, AQueryThatSeesNoKeyGetsZeros) {
    // Averages every 8 tokens, the last at token 136, seen from at most 5 tokens away; and two averages that
    // only their own tokens see.
    constexpr std::int32_t kTokens = 144;
    for (const auto& [window, stride] : {std::pair{5, 8}, std::pair{0, 100}}) {
        SCOPED_TRACE(fmt::format("window {}, stride {}", window, stride));
        Text text = textOf(kTokens, 5, 2, {}, {RowMap::Kind::Strided, stride});
        text.pattern = {.kind = Kind::Centres, .window = window, .stride = stride};
        text.sees = [window = window, stride = stride](std::int64_t i, std::int64_t j, std::int64_t) {
            return std::abs(j * stride - i) <= window;
        };
        const Matrix out = expectReference(text);
        for (std::int64_t c = 0; c < 5; ++c) {
            EXPECT_EQ(out.at(kTokens - 1, c), 0);
            EXPECT_NE(out.at(0, c), 0);
        }
    }
}

TEST_P(AttentionKernels, ATileOfQueriesSeesTheBlocksOfEach) {
    // Blocks that are no multiple of a tile: queries 130 … 194 are the third block, whose neighbours in one
    // tile are of the second. Each draws 32 blocks of its own.
    constexpr std::int32_t kBlock = 65, kQueries = 192;
    const std::int32_t tokens = GetParam().slow ? 6'000 : 20'000; // the more, the fewer blocks touch
    Text text = textOf(tokens, 2, 2, {RowMap::Kind::Leading, kQueries});
    text.pattern = {.kind = Kind::Blocks, .block = kBlock, .randomBlocks = kMaxRandomBlocks, .seed = 3};
    std::vector<std::set<std::int64_t>> blocks;
    for (std::int32_t query = 0; query < kQueries; query += kBlock) {
        const KeyRanges ranges = keyRanges(text.pattern, query, tokens, 0);
        auto& seen = blocks.emplace_back();
        for (int r = 0; r < ranges.count; ++r)
            for (std::int32_t key = ranges.begin[r]; key < ranges.end[r]; key += kBlock)
                seen.insert(key / kBlock);
    }
    text.sees = [&](std::int64_t i, std::int64_t j, std::int64_t) {
        return blocks[static_cast<std::size_t>(i / kBlock)].contains(j / kBlock);
    };
    expectReference(text);
}

/// Values and gradients of linear attention of one head over texts of \p lengths.
class LinearAttentionKernels : public KernelTest {
protected:
    void expectReference(const std::vector<std::int32_t>& lengths, std::int64_t width) {
        const Offsets offsets = offsetsOf(lengths);
        const std::int64_t rows = offsets.back(), texts = static_cast<std::int64_t>(lengths.size());
        const Matrix q = randomMatrix(rows, width, 1, -2, 2), k = randomMatrix(rows, width, 2, -2, 2),
                     v = randomMatrix(rows, width, 3), dOut = randomMatrix(rows, width, 4);
        std::vector<Matrix> out, dq, dk, dv;
        for (std::int64_t b = 0; b < texts; ++b) {
            const auto own = [&](const Matrix& m) {
                const auto at = static_cast<std::size_t>(b);
                return reference::rows(m, offsets[at], lengths[at]);
            };
            out.push_back(reference::linearAttention(own(q), own(k), own(v), 1));
            const auto grad = reference::linearAttentionGrad({own(q), own(k), own(v), own(dOut)});
            dq.push_back(grad.dq), dk.push_back(grad.dk), dv.push_back(grad.dv);
        }
        const LinearAttention args{put(q), put(k), put(v), data().segments(offsets)};
        const Matrix room(texts, width * (width + 1));
        DeviceMatrix &state = data().target(room, Accum::Overwrite),
                     &dState = data().target(room, Accum::Overwrite);
        expectOnce(reference::stack(out), reduction(),
                   [&](MutMat target) { backend().linearAttention(args, target, state.view()); });
        DeviceMatrix &gotQ = data().target(q, Accum::Overwrite), &gotK = data().target(k, Accum::Overwrite),
                     &gotV = data().target(v, Accum::Overwrite);
        backend().linearAttentionGrad(
            {args, state.view(), put(dOut), dState.view(), gotQ.view(), gotK.view(), gotV.view()});
        EXPECT_TRUE(near(gotQ.download(), reference::stack(dq), reduction()));
        EXPECT_TRUE(near(gotK.download(), reference::stack(dk), reduction()));
        EXPECT_TRUE(near(gotV.download(), reference::stack(dv), reduction()));
    }
};
LAB_ON_ALL_BACKENDS(LinearAttentionKernels);

TEST_P(LinearAttentionKernels, TakeWideHeads) {
    expectReference({2}, 600);
}

TEST_P(LinearAttentionKernels, KeepTheirDigitsOverManyPartsOfLongTexts) {
    expectReference({1, 4200, 70}, 8); // parts grow where there are more than 64 of them
}

} // namespace
} // namespace lab::testing
