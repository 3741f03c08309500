#include "core/base/error.h"
#include "core/ops/biased_gradient.h"
#include "core/ops/ops.h"

#include <cmath>

namespace lab::ops {

Var multiply(Tape& tape, Var a, Var b) {
    a = cast(tape, a, Element::F32), b = cast(tape, b, Element::F32);
    const ConstMat va = tape.value(a), vb = tape.value(b);
    check(va.rows == vb.rows && va.cols == vb.cols, "[multiply] {} × {} and {} × {} differ", va.rows, va.cols,
          vb.rows, vb.cols);
    const Var out = tape.emplace(OpId::Multiply, va.rows, va.cols, {a, b});
    tape.backend().multiply(va, vb, tape.mutableValue(out));
    tape.onBackward(out, [=](Tape& t) {
        if (a.index == b.index) { // twice the same target: one after the other
            const auto d = t.sink(a);
            t.backend().multiplyGrad({t.value(a), t.value(b), t.grad(out), d.mat, d.mode});
            t.backend().multiplyGrad({t.value(a), t.value(b), t.grad(out), d.mat, Accum::Add});
            return;
        }
        const auto da = t.sink(a), db = t.sink(b);
        t.backend().multiplyGrad({t.value(a), t.value(b), t.grad(out), da.mat, da.mode, db.mat, db.mode});
    });
    return out;
}

Var unary(Tape& tape, Unary function, Var x, Var bias) {
    const ConstTall in = tape.tall(x);
    const ConstMat added = bias ? tape.value(bias) : ConstMat{};
    check(!bias || added.size() == in.cols, "[unary] {} columns, but a bias of {}", in.cols, added.size());
    const Var out = tape.emplace(function == Unary::Gelu ? OpId::Gelu : OpId::Tanh, in.rows, in.cols,
                                 {x, bias}, in.element);
    tape.backend().unary(function, in, added, tape.mutableTall(out));
    tape.onBackward(out, [=](Tape& t) {
        BiasedGradient d(t, x, bias);
        t.backend().unaryGrad({function, t.tall(x), added, t.tall(out), t.tallGrad(out), d.dx().mat,
                               d.dx().mode, d.dBias().mat, d.dBias().mode});
        d.finish();
    });
    return out;
}

Var dropout(Tape& tape, Var x, const Dropout& dropout) {
    if (dropout.threshold == 0)
        return x;
    const ConstTall in = tape.tall(x);
    const Var out = tape.emplace(OpId::Dropout, in.rows, in.cols, {x}, in.element);
    tape.backend().dropout(in, dropout, tape.mutableTall(out), Accum::Overwrite);
    tape.onBackward(out, [=](Tape& t) {
        const auto dx = t.tallSink(x);
        t.backend().dropout(t.tallGrad(out), dropout, dx.mat, dx.mode);
    });
    return out;
}

Dropout makeDropout(float p, std::uint64_t key, std::uint64_t stream) {
    check(p >= 0.0F && p < 1.0F, "[dropout] the probability must lie in [0, 1), it is {}", p);
    constexpr float kSteps = 65536.0F;
    const auto threshold = static_cast<std::uint32_t>(std::lround(p * kSteps));
    return {key, stream, threshold, kSteps / (kSteps - static_cast<float>(threshold))};
}

} // namespace lab::ops
