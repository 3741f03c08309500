#pragma once

#include "tests/reference/matrix.h"

namespace lab::reference {

/// Of token i of sequence b: s[i,h] = scale · Σ_c w[h,c] p[i,c] with p[i,c] = g[b,c] x[i,c], β = softmax of s
/// over the tokens of a sequence, out[b,c] = Σ_i β[i, head of c] x[i,c]. No gate: ones. w [heads, width], or
/// each head reads its own columns: [heads, head width], or [1, head width] for all alike.
struct AdditiveInputs {
    Matrix x, gate, w;
    Offsets offsets;
    std::int64_t heads = 1;
    double scale = 1;
};
struct AdditiveResult {
    Matrix weights, out;
};
AdditiveResult additiveAttention(const AdditiveInputs& in);

struct AdditiveGradients {
    Matrix dx, dGate, dw;
};
/// Step by step through p, the scores and the softmax.
AdditiveGradients additiveAttentionGrad(const AdditiveInputs& in, const Matrix& dOut);

} // namespace lab::reference
