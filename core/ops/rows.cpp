#include "core/base/error.h"
#include "core/ops/biased_gradient.h"
#include "core/ops/ops.h"

namespace lab::ops {

Var addNorm(Tape& tape, const AddNormArgs& args) {
    const ConstTall x = tape.tall(args.x);
    const ConstMat gamma = tape.value(args.gamma), beta = tape.value(args.beta);
    const Var added = args.residual ? cast(tape, args.residual, x.element) : Var{};
    const ConstTall residual = added ? tape.tall(added) : ConstTall{};
    check(gamma.size() == x.cols && beta.size() == x.cols,
          "[addNorm] {} columns, but {} scales and {} shifts", x.cols, gamma.size(), beta.size());
    check(!residual || (residual.rows == x.rows && residual.cols == x.cols),
          "[addNorm] the input is {} × {}, the residual {} × {}", x.rows, x.cols, residual.rows,
          residual.cols);
    const ConstMat bias = args.bias ? tape.value(args.bias) : ConstMat{};
    check(!bias || bias.size() == x.cols, "[addNorm] {} columns, but a bias of {}", x.cols, bias.size());
    check(x.cols <= kMaxNormWidth, "[addNorm] at most {} columns, the input has {}", kMaxNormWidth, x.cols);

    const Var out = tape.emplace(OpId::AddNorm, x.rows, x.cols,
                                 {args.x, added, args.gamma, args.beta, args.bias}, x.element);
    const MutTall normalized = tape.scratch(x.rows, x.cols, x.element);
    const MutMat inverseStd = tape.scratch(x.rows, 1);
    tape.backend().addNorm({x, residual, args.dropout, gamma, beta, args.eps, bias}, tape.mutableTall(out),
                           normalized, inverseStd);
    tape.onBackward(out, [=, from = args.x, gammaVar = args.gamma, betaVar = args.beta, biasVar = args.bias,
                          drop = args.dropout](Tape& t) {
        const auto dGamma = t.sink(gammaVar), dBeta = t.sink(betaVar);
        const auto dr = t.tallSink(added);
        BiasedGradient d(t, from, biasVar);
        t.backend().addNormGrad({t.tallGrad(out), normalized, inverseStd, t.value(gammaVar), drop, d.dx().mat,
                                 d.dx().mode, dr.mat, dr.mode, dGamma.mat, dGamma.mode, dBeta.mat, dBeta.mode,
                                 d.dBias().mat, d.dBias().mode});
        d.finish();
    });
    return out;
}

} // namespace lab::ops
