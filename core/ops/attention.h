#pragma once

#include "core/autograd/tape.h"

/// Attention of the softmax family and its linear relative on packed sequences. Memory is linear in the
/// length. Every op throws std::invalid_argument that names itself and both shapes when they do not fit.
namespace lab::ops {

// --- attention.cpp

/// What one attention reads; all matrices [rows, width] in the usual layout.
struct AttentionArgs {
    Var q, k, v;
    Segments segments;
    RowMap queries = {}; ///< how the rows of q belong to the sequences
    RowMap keys = {};    ///< and those of k and v
    AttentionPattern pattern;
    std::int32_t heads = 1;
};
/// What an attention leaves for whoever wants its weights: w_ij = exp(scale · q_i·k_j − logSum_i) over the
/// keys that the pattern shows, in the head-by-head layout. Valid until the tape is cleared.
struct AttentionRecord {
    Attention args;
    ConstMat logSum; ///< [heads · query rows, 1]; empty for linear attention
};

/// out_i = Σ_j softmax_j(q_i·k_j / √(width / heads)) v_j over the keys that the pattern shows, head by head
/// → [rows of q, width]. Rows of q that belong to no sequence give zeros.
/// \p record, if given, is filled; that changes nothing.
Var attention(Tape& tape, const AttentionArgs& args, AttentionRecord* record = nullptr);

/// out_i = φ(q_i)ᵀ Σ_j φ(k_j) v_jᵀ / (φ(q_i)·Σ_j φ(k_j) + 1e-6), φ = elu + 1, head by head → [tokens, width].
/// Source: Katharopoulos et al. 2020; their code (no 1/√d, eps 1e-6).
/// \p record as above, without logSum.
Var linearAttention(Tape& tape, const AttentionArgs& args, AttentionRecord* record = nullptr);

// --- sequence_rows.cpp

/// One row for every stride-th token: the mean of the tokens at most kernel / 2 away, cut at the ends.
/// [tokens, width] → RowMap Strided. Source: Poolingformer with mean pooling.
Var segmentMeanPool(Tape& tape, Var x, Segments segments, std::int32_t kernel, std::int32_t stride);

/// Σ_i table[i, r] x_i for each sequence: its tokens become rank rows. table [positions, rank]
/// → RowMap Fixed. \throws ConfigError when a sequence is longer than the table. Source: Linformer (E, F).
Var segmentProject(Tape& tape, Var x, Var table, Segments segments);

/// The first \p size tokens of each sequence → RowMap Leading.
Var segmentLeading(Tape& tape, Var x, Segments segments, std::int32_t size);
/// x with the first tokens of each sequence taken from \p lead (RowMap Leading).
Var segmentReplaceLeading(Tape& tape, Var x, Var lead, Segments segments, std::int32_t size);

} // namespace lab::ops
