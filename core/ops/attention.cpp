#include "core/ops/attention.h"

#include "core/base/error.h"

#include <cmath>

namespace lab::ops {
namespace {

/// A head-by-head copy of \p x in the arena, in float32.
MutMat pack(Tape& tape, ConstTall x, std::int32_t heads) {
    const MutMat packed = tape.scratch(x.rows * heads, x.cols / heads);
    tape.backend().packHeads(x, heads, packed);
    return packed;
}

void unpackTo(Tape& tape, Var target, ConstMat packed, std::int32_t heads) {
    if (const auto d = tape.tallSink(target); d.mat)
        tape.backend().unpackHeads(packed, heads, d.mat, d.mode);
}

void checkRows(const char* op, const char* what, std::int64_t rows, std::int64_t expected) {
    check(rows == expected, "[{}] {} has {} rows, the layout covers {}", op, what, rows, expected);
}

} // namespace

Var attention(Tape& tape, const AttentionArgs& args, AttentionRecord* record) {
    const ConstTall q = tape.tall(args.q), k = tape.tall(args.k), v = tape.tall(args.v);
    const Segments segments = args.segments;
    const std::int32_t heads = args.heads;
    check(heads > 0 && q.cols % heads == 0, "[attention] {} columns do not divide into {} heads", q.cols,
          heads);
    check(k.cols == q.cols && v.cols == q.cols && k.rows == v.rows,
          "[attention] queries {} × {}, keys {} × {} and values {} × {} do not fit", q.rows, q.cols, k.rows,
          k.cols, v.rows, v.cols);
    check(args.pattern.randomBlocks <= kMaxRandomBlocks, "[attention] at most {} random blocks, not {}",
          kMaxRandomBlocks, args.pattern.randomBlocks);
    checkRows("attention", "the query matrix", q.rows, args.queries.rows(segments.rows, segments.count));
    checkRows("attention", "the key matrix", k.rows, args.keys.rows(segments.rows, segments.count));

    const Var out = tape.emplace(OpId::Attention, q.rows, q.cols, {args.q, args.k, args.v}, q.element);
    const float scale = 1.0F / std::sqrt(static_cast<float>(q.cols / heads));
    const Attention forward{pack(tape, q, heads),
                            pack(tape, k, heads),
                            pack(tape, v, heads),
                            segments,
                            args.queries,
                            args.keys,
                            args.pattern,
                            heads,
                            scale};
    const MutMat packed = tape.scratch(q.rows * heads, q.cols / heads),
                 logSum = tape.scratch(q.rows * heads, 1);
    if (args.queries.kind != RowMap::Kind::Tokens)
        tape.backend().fillZero(packed);
    tape.backend().attention(forward, packed, logSum);
    tape.backend().unpackHeads(packed, heads, tape.mutableTall(out), Accum::Overwrite);
    if (record != nullptr)
        *record = {forward, logSum};
    tape.onBackward(out, [forward, packed, logSum, out, q = args.q, k = args.k, v = args.v](Tape& t) {
        const auto like = [&](ConstMat m) { return t.scratch(m.rows, m.cols); };
        const MutMat dOut = pack(t, t.tallGrad(out), forward.heads);
        const MutMat dq = like(forward.q), dk = like(forward.k), dv = like(forward.v);
        const auto clear = [&](const RowMap& map, MutMat target) {
            if (map.kind != RowMap::Kind::Tokens) // rows that belong to no sequence are never written
                t.backend().fillZero(target);
        };
        clear(forward.queries, dq), clear(forward.keys, dk), clear(forward.keys, dv);
        t.backend().attentionGrad({forward, packed, logSum, dOut, dq, dk, dv});
        unpackTo(t, q, dq, forward.heads);
        unpackTo(t, k, dk, forward.heads);
        unpackTo(t, v, dv, forward.heads);
    });
    return out;
}

Var linearAttention(Tape& tape, const AttentionArgs& args, AttentionRecord* record) {
    const Var q = args.q, k = args.k, v = args.v;
    const Segments segments = args.segments;
    const std::int32_t heads = args.heads;
    const ConstTall vq = tape.tall(q), vk = tape.tall(k), vv = tape.tall(v);
    check(heads > 0 && vq.cols % heads == 0, "[linearAttention] {} columns do not divide into {} heads",
          vq.cols, heads);
    for (const ConstTall& m : {vk, vv})
        check(m.rows == vq.rows && m.cols == vq.cols,
              "[linearAttention] {} × {} does not fit the queries {} × {}", m.rows, m.cols, vq.rows, vq.cols);
    checkRows("linearAttention", "the input", vq.rows, segments.rows);
    check(vq.cols / heads <= kMaxHeadWidth, "[linearAttention] heads of at most {} columns, not of {}",
          kMaxHeadWidth, vq.cols / heads);

    const Var out = tape.emplace(OpId::LinearAttention, vq.rows, vq.cols, {q, k, v}, vq.element);
    const std::int64_t width = vq.cols / heads;
    const LinearAttention forward{pack(tape, vq, heads), pack(tape, vk, heads), pack(tape, vv, heads),
                                  segments, heads};
    const MutMat state = tape.scratch(static_cast<std::int64_t>(segments.count) * heads, width * (width + 1));
    const MutMat packed = tape.scratch(vq.rows * heads, width);
    if (record != nullptr)
        *record = {{forward.q, forward.k, forward.v, segments, {}, {}, {}, heads, 1}, {}};
    tape.backend().linearAttention(forward, packed, state);
    tape.backend().unpackHeads(packed, heads, tape.mutableTall(out), Accum::Overwrite);
    tape.onBackward(out, [=](Tape& t) {
        const auto like = [&](ConstMat m) { return t.scratch(m.rows, m.cols); };
        const MutMat dOut = pack(t, t.tallGrad(out), heads);
        const MutMat dq = like(forward.q), dk = like(forward.k), dv = like(forward.v);
        t.backend().linearAttentionGrad(
            {forward, state, dOut, t.scratch(state.rows, state.cols), dq, dk, dv});
        unpackTo(t, q, dq, heads);
        unpackTo(t, k, dk, heads);
        unpackTo(t, v, dv, heads);
    });
    return out;
}

} // namespace lab::ops
