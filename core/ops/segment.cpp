#include "core/base/error.h"
#include "core/ops/ops.h"

namespace lab::ops {
namespace {

void checkRows(const char* op, ConstTall x, Segments segments) {
    check(x.rows == segments.rows, "[{}] the input has {} rows, the layout covers {}", op, x.rows,
          segments.rows);
}

void checkPair(const char* op, ConstTall x, ConstMat g, Segments segments) {
    checkRows(op, x, segments);
    check(g.rows == segments.count && g.cols == x.cols,
          "[{}] the sequences' vectors are {} × {}, expected {} × {}", op, g.rows, g.cols, segments.count,
          x.cols);
}

} // namespace

Var segmentSoftmax(Tape& tape, Var scores, Segments segments, float scale) {
    scores = cast(tape, scores, Element::F32);
    const ConstMat x = tape.value(scores);
    checkRows("segmentSoftmax", x, segments);
    const Var out = tape.emplace(OpId::SegmentSoftmax, x.rows, x.cols, {scores});
    tape.backend().segmentSoftmax(x, segments, scale, tape.mutableValue(out));
    tape.onBackward(out, [=](Tape& t) {
        const auto d = t.sink(scores);
        t.backend().segmentSoftmaxGrad(t.value(out), t.grad(out), segments, scale, d.mat, d.mode);
    });
    return out;
}

Var segmentWeightedSum(Tape& tape, Var w, Var x, Segments segments) {
    const ConstMat vw = tape.value(w);
    const ConstTall vx = tape.tall(x);
    checkRows("segmentWeightedSum", vx, segments);
    check(vw.rows == vx.rows && vw.cols > 0 && vx.cols % vw.cols == 0,
          "[segmentWeightedSum] weights {} × {} do not fit values {} × {}", vw.rows, vw.cols, vx.rows,
          vx.cols);
    const Var out = tape.emplace(OpId::SegmentWeightedSum, segments.count, vx.cols, {w, x});
    tape.backend().segmentWeightedSum(vw, vx, segments, tape.mutableValue(out), Accum::Overwrite);
    tape.onBackward(out, [=](Tape& t) {
        const ConstMat dy = t.grad(out);
        if (const auto d = t.sink(w); d.mat)
            t.backend().segmentWeightedSumGradW(dy, t.tall(x), segments, d.mat, d.mode);
        if (const auto d = t.tallSink(x); d.mat)
            t.backend().segmentWeightedSumGradX(dy, t.value(w), segments, d.mat, d.mode);
    });
    return out;
}

Var segmentMul(Tape& tape, Var x, Var g, Segments segments) {
    const ConstTall vx = tape.tall(x);
    const ConstMat vg = tape.value(g);
    checkPair("segmentMul", vx, vg, segments);
    const Var out = tape.emplace(OpId::SegmentMul, vx.rows, vx.cols, {x, g}, vx.element);
    tape.backend().segmentMul(vx, vg, segments, tape.mutableTall(out));
    tape.onBackward(out, [=](Tape& t) {
        const auto dx = t.tallSink(x);
        const auto dg = t.sink(g);
        t.backend().segmentMulGrad(
            {t.tall(x), t.value(g), t.tallGrad(out), segments, dx.mat, dx.mode, dg.mat, dg.mode});
    });
    return out;
}

Var segmentAdd(Tape& tape, Var x, Var g, Segments segments) {
    const ConstTall vx = tape.tall(x);
    const ConstMat vg = tape.value(g);
    checkPair("segmentAdd", vx, vg, segments);
    const Var out = tape.emplace(OpId::SegmentAdd, vx.rows, vx.cols, {x, g}, vx.element);
    tape.backend().segmentAdd(vx, vg, segments, tape.mutableTall(out));
    tape.onBackward(out, [=](Tape& t) {
        const ConstTall dy = t.tallGrad(out);
        if (const auto d = t.tallSink(x); d.mat)
            t.backend().accumulate(dy, d.mat, d.mode);
        if (const auto d = t.sink(g); d.mat)
            t.backend().segmentSums(dy, segments, d.mat, d.mode);
    });
    return out;
}

Var segmentConcat(Tape& tape, Var x, Var g, Segments segments) {
    const ConstTall vx = tape.tall(x);
    const ConstMat vg = tape.value(g);
    checkPair("segmentConcat", vx, vg, segments);
    const Var out = tape.emplace(OpId::SegmentConcat, vx.rows, 2 * vx.cols, {x, g}, vx.element);
    tape.backend().segmentConcat(vx, vg, segments, tape.mutableTall(out));
    tape.onBackward(out, [=](Tape& t) {
        const auto dx = t.tallSink(x);
        const auto dg = t.sink(g);
        t.backend().segmentConcatGrad(t.tallGrad(out), segments, dx.mat, dx.mode, dg.mat, dg.mode);
    });
    return out;
}

} // namespace lab::ops
