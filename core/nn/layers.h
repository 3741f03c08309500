#pragma once

#include "core/nn/parameter_store.h"
#include "core/ops/ops.h"

#include <string>

namespace lab {

/// y = x Wᵀ + b under "name.weight" [out, in] and "name.bias" [out], as torch.nn.Linear.
struct Linear {
    ParamId weight, bias;

    struct Shape {
        std::int64_t in, out;
        ParameterGroup group = ParameterGroup::Rest;
        bool bias = true;
        double deviation = 0; ///< of the start weights; 0 = the model's own
    };
    static Linear declare(ParameterStore& store, const std::string& name, const Shape& shape) {
        Linear layer;
        layer.weight = store.add(
            {name + ".weight", {shape.out, shape.in}, Init::Normal, shape.group, true, shape.deviation});
        if (shape.bias)
            layer.bias = store.add({name + ".bias", {shape.out}, Init::Zero, shape.group});
        return layer;
    }
    /// With a residual: y + residual.
    Var operator()(Tape& tape, const ParameterStore& store, Var x, Var residual = {}) const {
        return ops::linear(tape, x, store.bind(tape, weight), store.bind(tape, bias), residual);
    }
    /// The two summands of y, for an op that adds the bias where it reads the product.
    struct Parts {
        Var product, bias;
    };
    [[nodiscard]] Parts parts(Tape& tape, const ParameterStore& store, Var x) const {
        return {ops::linear(tape, x, store.bind(tape, weight), {}), store.bind(tape, bias)};
    }
};

/// Scale and shift of a LayerNorm under "name.weight" and "name.bias", both [width].
struct Norm {
    ParamId gamma, beta;

    static Norm declare(ParameterStore& store, const std::string& name, std::int64_t width) {
        return {store.add({name + ".weight", {width}, Init::One}),
                store.add({name + ".bias", {width}, Init::Zero})};
    }
};

} // namespace lab
