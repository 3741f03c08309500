#include "core/base/error.h"
#include "core/ops/ops.h"

namespace lab::ops {

Var reshape(Tape& tape, Var x, std::int64_t rows, std::int64_t cols) {
    const ConstTall v = tape.tall(x);
    check(v.size() == rows * cols, "[reshape] {} × {} does not hold as many values as {} × {}", v.rows,
          v.cols, rows, cols);
    return tape.emplaceView(OpId::Reshape, x, rows, cols);
}

Var cast(Tape& tape, Var x, Element element) {
    const ConstTall v = tape.tall(x);
    if (v.element == element)
        return x;
    const Var out = tape.emplace(OpId::Cast, v.rows, v.cols, {x}, element);
    tape.backend().accumulate(v, tape.mutableTall(out), Accum::Overwrite);
    tape.onBackward(out, [=](Tape& t) {
        const auto d = t.tallSink(x);
        t.backend().accumulate(t.tallGrad(out), d.mat, d.mode);
    });
    return out;
}

Var linear(Tape& tape, Var x, Var weight, Var bias, Var residual) {
    const ConstTall in = tape.tall(x), w = tape.operand(weight, in.element);
    check(in.cols == w.cols, "[linear] the input is {} × {}, the weight {} × {} (out × in)", in.rows, in.cols,
          w.rows, w.cols);
    const ConstTall b = bias ? tape.operand(bias, in.element) : ConstTall{};
    check(!bias || b.size() == w.rows, "[linear] the bias has {} values for {} outputs", b.size(), w.rows);
    if (residual)
        residual = cast(tape, residual, in.element);
    const ConstTall added = residual ? tape.tall(residual) : ConstTall{};
    check(!residual || (added.rows == in.rows && added.cols == w.rows),
          "[linear] the residual is {} × {}, the result {} × {}", added.rows, added.cols, in.rows, w.rows);
    const Var out = tape.emplace(OpId::Linear, in.rows, w.rows, {x, weight, bias, residual}, in.element);
    tape.backend().linear(in, w, b, added, tape.mutableTall(out));
    tape.onBackward(out, [=](Tape& t) {
        const ConstTall dy = t.tallGrad(out);
        if (const auto dw = t.tallSink(weight); dw.mat)
            t.backend().gemm(Transpose::Yes, Transpose::No, dy, t.tall(x), dw.mat, dw.mode);
        if (const auto db = t.sink(bias); db.mat)
            t.backend().columnSums(dy, {}, db.mat, db.mode);
        if (const auto dx = t.tallSink(x); dx.mat)
            t.backend().gemm(Transpose::No, Transpose::No, dy, t.operand(weight, dy.element), dx.mat,
                             dx.mode);
        t.handOn(out, residual);
    });
    return out;
}

Var gather(Tape& tape, Var table, Ids ids) {
    const ConstTall rows = tape.operand(table, tape.backend().tallElement());
    const Var out = tape.emplace(OpId::Gather, ids.count, rows.cols, {table}, rows.element);
    tape.backend().gatherRows(rows, ids, tape.mutableTall(out));
    tape.onBackward(out, [=](Tape& t) {
        const auto d = t.sink(table);
        if (d.mode == Accum::Overwrite)
            t.backend().fillZero(d.mat);
        t.backend().scatterAddRows(t.tallGrad(out), ids, d.mat);
    });
    return out;
}

Var positionRows(Tape& tape, Var table, Segments segments) {
    const ConstTall rows = tape.operand(table, tape.backend().tallElement());
    check(rows.rows >= segments.maxLength, "[positionRows] {} positions, but a sequence of {} tokens",
          rows.rows, segments.maxLength);
    const Var out = tape.emplace(OpId::PositionRows, segments.rows, rows.cols, {table}, rows.element);
    tape.backend().positionRows(rows, segments, tape.mutableTall(out));
    tape.onBackward(out, [=](Tape& t) {
        const auto d = t.sink(table);
        if (d.mode == Accum::Overwrite)
            t.backend().fillZero(d.mat);
        t.backend().positionRowsGrad(t.tallGrad(out), segments, d.mat);
    });
    return out;
}

Var add(Tape& tape, Var a, Var b) {
    b = cast(tape, b, tape.tall(a).element);
    const ConstTall va = tape.tall(a), vb = tape.tall(b);
    check(va.rows == vb.rows && va.cols == vb.cols, "[add] {} × {} and {} × {} differ in shape", va.rows,
          va.cols, vb.rows, vb.cols);
    const Var out = tape.emplace(OpId::Add, va.rows, va.cols, {a, b}, va.element);
    tape.backend().add(va, vb, tape.mutableTall(out));
    tape.onBackward(out, [=](Tape& t) {
        if (const auto d = t.tallSink(a); d.mat)
            t.backend().accumulate(t.tallGrad(out), d.mat, d.mode);
        t.handOn(out, b);
    });
    return out;
}

} // namespace lab::ops
