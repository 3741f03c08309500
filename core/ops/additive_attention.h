#pragma once

#include "core/autograd/tape.h"

namespace lab::ops {

struct AdditiveAttentionArgs {
    Var x;    ///< [tokens, width]
    Var gate; ///< g [sequences, width], or none: all ones
    Var w; ///< [heads, width], or each head reads its own columns: [heads, head width], [1, head width] alike
    Segments segments;
    std::int64_t heads = 1;
    float scale = 1;
};
struct AdditiveAttentionResult {
    Var out;     ///< [sequences, width]
    Var weights; ///< β [tokens, heads]; carries no gradient
};

/// Additive attention of the gated tokens p_i = g ⊙ x_i, whose products are never made:
///   s[i,h] = scale · w_h · p_i,  β = softmax of s over the tokens of a sequence,  out[b,c] = Σ_i β[i, head
///   of c] x[i,c].
/// The weighted sum of the gated tokens is g ⊙ out, so only the scores meet the gate. The biases of the
/// scores have no part: the softmax cancels what is added to all scores of a head. Source: Wu et al. 2021,
/// equations 1 to 4; forms without p: reference §1.2 (forward), §1.5 (gradients).
AdditiveAttentionResult additiveAttention(Tape& tape, const AdditiveAttentionArgs& args);

} // namespace lab::ops
