#include "core/base/error.h"
#include "core/ops/ops.h"

namespace lab::ops {

Var reshape(Tape& tape, Var x, std::int64_t rows, std::int64_t cols) {
    const ConstMat v = tape.value(x);
    check(v.size() == rows * cols, "[reshape] {} × {} does not hold as many values as {} × {}", v.rows, v.cols, rows,
          cols);
    return tape.emplaceView(OpId::Reshape, x, rows, cols);
}

Var linear(Tape& tape, Var x, Var weight, Var bias, Var residual) {
    const ConstMat in = tape.value(x), w = tape.value(weight);
    check(in.cols == w.cols, "[linear] the input is {} × {}, the weight {} × {} (out × in)", in.rows, in.cols, w.rows,
          w.cols);
    const ConstMat b = bias ? tape.value(bias) : ConstMat{};
    check(!bias || b.size() == w.rows, "[linear] the bias has {} values for {} outputs", b.size(), w.rows);
    const ConstMat added = residual ? tape.value(residual) : ConstMat{};
    check(!residual || (added.rows == in.rows && added.cols == w.rows),
          "[linear] the residual is {} × {}, the result {} × {}", added.rows, added.cols, in.rows, w.rows);
    const Var out = tape.emplace(OpId::Linear, in.rows, w.rows, {x, weight, bias, residual});
    tape.backend().linear(in, w, b, added, tape.mutableValue(out));
    tape.onBackward(out, [=](Tape& t) {
        const ConstMat dy = t.grad(out);
        if (const auto dw = t.sink(weight); dw.mat)
            t.backend().gemm(Transpose::Yes, Transpose::No, dy, t.value(x), dw.mat, dw.mode);
        if (const auto db = t.sink(bias); db.mat)
            t.backend().columnSums(dy, {}, db.mat, db.mode);
        if (const auto dx = t.sink(x); dx.mat)
            t.backend().gemm(Transpose::No, Transpose::No, dy, t.value(weight), dx.mat, dx.mode);
        t.handOn(out, residual);
    });
    return out;
}

Var gather(Tape& tape, Var table, Ids ids) {
    const ConstMat rows = tape.value(table);
    const Var out = tape.emplace(OpId::Gather, ids.count, rows.cols, {table});
    tape.backend().gatherRows(rows, ids, tape.mutableValue(out));
    tape.onBackward(out, [=](Tape& t) {
        const auto d = t.sink(table);
        if (d.mode == Accum::Overwrite)
            t.backend().fillZero(d.mat);
        t.backend().scatterAddRows(t.grad(out), ids, d.mat);
    });
    return out;
}

Var positionRows(Tape& tape, Var table, Segments segments) {
    const ConstMat rows = tape.value(table);
    check(rows.rows >= segments.maxLength, "[positionRows] {} positions, but a sequence of {} tokens", rows.rows,
          segments.maxLength);
    const Var out = tape.emplace(OpId::PositionRows, segments.rows, rows.cols, {table});
    tape.backend().positionRows(rows, segments, tape.mutableValue(out));
    tape.onBackward(out, [=](Tape& t) {
        const auto d = t.sink(table);
        if (d.mode == Accum::Overwrite)
            t.backend().fillZero(d.mat);
        t.backend().positionRowsGrad(t.grad(out), segments, d.mat);
    });
    return out;
}

Var add(Tape& tape, Var a, Var b) {
    const ConstMat va = tape.value(a), vb = tape.value(b);
    check(va.rows == vb.rows && va.cols == vb.cols, "[add] {} × {} and {} × {} differ in shape", va.rows, va.cols,
          vb.rows, vb.cols);
    const Var out = tape.emplace(OpId::Add, va.rows, va.cols, {a, b});
    tape.backend().add(va, vb, tape.mutableValue(out));
    tape.onBackward(out, [=](Tape& t) {
        if (const auto d = t.sink(a); d.mat)
            t.backend().accumulate(t.grad(out), d.mat, d.mode);
        t.handOn(out, b);
    });
    return out;
}

} // namespace lab::ops
