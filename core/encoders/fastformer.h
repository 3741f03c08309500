#pragma once

#include "core/encoders/encoder.h"

namespace lab {

/// Fastformer's additive attention, Wu et al. 2021 (arXiv 2108.09084) section 3.1, in the authors' and the
/// paper's form.
///
/// q = xW_Q, k = xW_K, v = xW_V (or q), per sequence and head:
///   α = softmax over tokens of s_q(q)/√e,  g = Σ α_i q_i,  p_i = mix(g, k_i)
///   β = softmax over tokens of s_k(p)/√e,  γ = Σ β_i p_i,  u_i = mix(γ, v_i),  out = transform(u) + q
/// with e = width / heads. Scores `across` read the whole row for each head (authors' code, bias inert
/// because a softmax ignores shifts); `per_head` reads the head's own slice (paper). mix is g·t, g+t or
/// C[g;t]. Head-wise sharing applies one e × e map to every head's own slice: the rows are read as
/// tokens·heads rows of e.
EncoderSpec fastformerSpec();

} // namespace lab
