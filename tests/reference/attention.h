#pragma once

#include "tests/reference/matrix.h"

#include <functional>

namespace lab::reference {

/// Does the query at position i of a text of n tokens see the key at position j?
using Sees = std::function<bool(std::int64_t i, std::int64_t j, std::int64_t n)>;

/// One text, all heads: out_i = Σ_j p_ij v_j, p = softmax over the seen keys of q_i·k_j / √(head width), head
/// by head; 0 for a query that sees none. \p tokens is n for \p sees; q and k may have other numbers of rows.
Matrix attention(const Matrix& q, const Matrix& k, const Matrix& v, std::int64_t heads, std::int64_t tokens,
                 const Sees& sees);

/// One text: φ(q_i)ᵀ Σ_j φ(k_j) v_jᵀ / (φ(q_i)·Σ_j φ(k_j) + 1e-6), φ = elu + 1, head by head.
Matrix linearAttention(const Matrix& q, const Matrix& k, const Matrix& v, std::int64_t heads);

/// Operands of one head, and the gradient of its result.
struct AttentionOperands {
    Matrix q, k, v, dOut;
};
struct AttentionGradients {
    Matrix dq, dk, dv;
};
/// Gradients of attention() and linearAttention() with one head; rows of queries that see no key are 0.
AttentionGradients attentionGrad(const AttentionOperands& in, std::int64_t tokens, const Sees& sees);
AttentionGradients linearAttentionGrad(const AttentionOperands& in);

/// One text: the mean of the rows at most kernel / 2 from each stride-th row.
Matrix meanPool(const Matrix& x, std::int64_t kernel, std::int64_t stride);

/// One text: tableᵀ[:, :n] x.
Matrix project(const Matrix& x, const Matrix& table);

/// Rows [first, first + count).
Matrix rows(const Matrix& x, std::int64_t first, std::int64_t count);
/// All rows of the matrices one under the other.
Matrix stack(const std::vector<Matrix>& parts);

} // namespace lab::reference
