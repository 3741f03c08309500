#pragma once

#include "core/autograd/tape.h"

/// The differentiable ops: validation, forward and the gradient rule, written once for every backend.
///
/// Shapes: tokens = rows of the packed batch, sequences = segments, width = columns, heads divide the width.
/// Elements: what is tall goes on in the element of the first operand, other tall operands are cast to it,
/// and parameters and what there is of a sequence stay float32. Ops that know float32 alone cast what they
/// read. The device's tallElement enters with gather and positionRows. Every op throws std::invalid_argument
/// that names itself and both shapes when they do not fit.
namespace lab::ops {

// --- dense.cpp

/// The same memory in another shape; rows·cols must stay.
Var reshape(Tape& tape, Var x, std::int64_t rows, std::int64_t cols);

/// x kept in another element (see Element): rounded, or exact. x itself where it is kept so.
Var cast(Tape& tape, Var x, Element element);

/// y = x Wᵀ + b + residual. x [rows, in], weight [out, in] (PyTorch layout), bias [1, out] or none, residual
/// [rows, out] or none → [rows, out].
Var linear(Tape& tape, Var x, Var weight, Var bias, Var residual = {});

/// Rows of a table: y[r] = table[ids[r]]. ids on the tape's device, each in [0, table rows) → [ids.count,
/// width].
Var gather(Tape& tape, Var table, Ids ids);

/// Position embeddings: y[i] = table[place of token i in its sequence], the first being 0. The table has at
/// least as many rows as the longest sequence tokens → [tokens, width].
Var positionRows(Tape& tape, Var table, Segments segments);

/// a + b, same shape.
Var add(Tape& tape, Var a, Var b);

// --- elementwise.cpp

/// a ⊙ b, element by element, same shape.
Var multiply(Tape& tape, Var a, Var b);

/// GELU with erf, or tanh, of x + bias; bias [1, columns] or none.
Var unary(Tape& tape, Unary function, Var x, Var bias = {});

/// Inverted dropout; the identity when dropout.threshold is 0.
Var dropout(Tape& tape, Var x, const Dropout& dropout);

/// The Dropout for probability \p p with a key (seed and step) and a stream (the place in the model).
/// p is rounded to a multiple of 2^-16.
Dropout makeDropout(float p, std::uint64_t key, std::uint64_t stream);

// --- rows.cpp

/// y = LayerNorm(dropout(x + bias) + residual) γ + β, row by row, in one pass (BERT's post-norm).
///
/// n = (h − mean h) / √(var h + eps), population variance, h = dropout(x + bias) + residual. residual and
/// bias may be none. γ, β, bias [1, width]. Source: the authors' code, reference frame steps 3, 9 and 11; the
/// bias is that of the linear map before.
struct AddNormArgs {
    Var x, residual, gamma, beta;
    Dropout dropout;
    float eps = 1e-12F;
    Var bias = {};
};
Var addNorm(Tape& tape, const AddNormArgs& args);

// --- segment.cpp

/// Softmax of each column inside each sequence: y = exp(s·x − max) / Σ, s = \p scale. Empty sequences give no
/// rows. Source: additive attention weights α, β (Wu et al. 2021) and attention pooling.
Var segmentSoftmax(Tape& tape, Var scores, Segments segments, float scale);

/// out[b,c] = Σ_{i in b} w[i, head of c] x[i,c]. w [tokens, heads], x [tokens, width] → [sequences, width].
Var segmentWeightedSum(Tape& tape, Var w, Var x, Segments segments);

/// Each token meets its sequence's vector g [sequences, width]: x·g, x + g, and [g ; x] (twice as wide).
/// Source: interaction functions of the paper's section 4.4.
Var segmentMul(Tape& tape, Var x, Var g, Segments segments);
Var segmentAdd(Tape& tape, Var x, Var g, Segments segments);
Var segmentConcat(Tape& tape, Var x, Var g, Segments segments);

// --- loss.cpp

struct Loss {
    Var loss;               ///< [1,1], mean cross-entropy in nats
    ConstMat probabilities; ///< [sequences, classes]
};
/// labels: one class per row of \p logits, each in [0, classes), on the tape's device.
Loss crossEntropy(Tape& tape, Var logits, Ids labels);

/// Σ x·weights as [1,1]; weights on the tape's device. For gradient checks with asymmetric upstream
/// gradients.
Var weightedSumAll(Tape& tape, Var x, ConstMat weights);

} // namespace lab::ops
