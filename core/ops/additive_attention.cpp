#include "core/ops/additive_attention.h"

#include "core/base/error.h"

namespace lab::ops {
namespace {

void checkShapes(const AdditiveAttention& a) {
    const std::int64_t width = a.x.cols;
    check(a.x.rows == a.segments.rows, "[additiveAttention] the input has {} rows, the layout covers {}",
          a.x.rows, a.segments.rows);
    check(a.heads > 0 && width % a.heads == 0, "[additiveAttention] {} columns do not divide into {} heads",
          width, a.heads);
    check(!a.gate || (a.gate.rows == a.segments.count && a.gate.cols == width),
          "[additiveAttention] the gates are {} × {}, expected {} × {}", a.gate.rows, a.gate.cols,
          a.segments.count, width);
    const std::int64_t headWidth = width / a.heads;
    const bool across = a.w.rows == a.heads && a.w.cols == width;
    const bool own = (a.w.rows == a.heads || a.w.rows == 1) && a.w.cols == headWidth;
    check(across || own,
          "[additiveAttention] weights {} × {} fit neither {} heads of all {} columns nor of {} each",
          a.w.rows, a.w.cols, a.heads, width, headWidth);
}

} // namespace

AdditiveAttentionResult additiveAttention(Tape& tape, const AdditiveAttentionArgs& args) {
    const AdditiveAttention forward{
        tape.tall(args.x), args.gate ? tape.value(args.gate) : ConstMat{}, tape.value(args.w),
        args.segments,     static_cast<std::int32_t>(args.heads),          args.scale};
    checkShapes(forward);
    const Var out = tape.emplace(OpId::AdditiveAttention, args.segments.count, forward.x.cols,
                                 {args.x, args.gate, args.w});
    const MutMat weights = tape.scratch(forward.x.rows, args.heads);
    tape.backend().additiveAttention(forward, weights, tape.mutableValue(out));
    tape.onBackward(out, [=, x = args.x, gate = args.gate, w = args.w](Tape& t) {
        const auto dx = t.tallSink(x);
        const auto dGate = t.sink(gate), dw = t.sink(w);
        t.backend().additiveAttentionGrad(
            {forward, weights, t.value(out), t.grad(out), t.scratch(weights.rows, weights.cols),
             t.scratch(forward.segments.count * forward.weightRows(), forward.x.cols), dx.mat, dx.mode,
             dGate.mat, dGate.mode, dw.mat, dw.mode});
    });
    return {out, tape.input(weights)};
}

} // namespace lab::ops
