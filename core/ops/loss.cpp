#include "core/base/error.h"
#include "core/ops/ops.h"

namespace lab::ops {

Loss crossEntropy(Tape& tape, Var logits, Ids labels) {
    logits = cast(tape, logits, Element::F32);
    const ConstMat x = tape.value(logits);
    check(labels.count == x.rows, "[crossEntropy] {} labels for {} rows of logits", labels.count, x.rows);
    check(x.rows > 0 && x.cols > 0, "[crossEntropy] the logits are {} × {}; there is nothing to average",
          x.rows, x.cols);
    const Var out = tape.emplace(OpId::CrossEntropy, 1, 1, {logits});
    const MutMat probabilities = tape.scratch(x.rows, x.cols);
    tape.backend().crossEntropy(x, labels, probabilities, tape.mutableValue(out));
    tape.onBackward(out, [=](Tape& t) {
        const auto d = t.sink(logits);
        t.backend().crossEntropyGrad(probabilities, labels, t.grad(out), d.mat, d.mode);
    });
    return {out, probabilities};
}

Var weightedSumAll(Tape& tape, Var x, ConstMat weights) {
    x = cast(tape, x, Element::F32);
    const ConstMat v = tape.value(x);
    check(v.size() == weights.size(), "[weightedSumAll] {} values and {} weights", v.size(), weights.size());
    // As a product of a row and a column: [1, n] · [1, n]ᵀ.
    const Var out = tape.emplace(OpId::WeightedSumAll, 1, 1, {x});
    const ConstMat row{v.data, 1, v.size()}, column{weights.data, 1, v.size()};
    tape.backend().gemm(Transpose::No, Transpose::Yes, row, column, tape.mutableValue(out), Accum::Overwrite);
    tape.onBackward(out, [=](Tape& t) {
        const auto d = t.sink(x);
        const MutMat flat{d.mat.data, 1, d.mat.size()};
        t.backend().gemm(Transpose::No, Transpose::No, t.grad(out), {weights.data, 1, weights.size()}, flat,
                         d.mode);
    });
    return out;
}

} // namespace lab::ops
