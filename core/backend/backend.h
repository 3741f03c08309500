#pragma once

#include "core/backend/attention_pattern.h"
#include "core/backend/fused_times.h"
#include "core/backend/row_map.h"
#include "core/backend/views.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string>

namespace lab {

enum class Transpose : std::uint8_t { No, Yes };

/// Element-wise functions; values and derivatives stand in core/base/scalar_math.h.
enum class Unary : std::uint8_t { Gelu, Tanh };

/// Inverted dropout as a pure function of (key, stream, element): element e is dropped when its 16 random
/// bits are below \p threshold, else multiplied by \p scale. threshold 0 = no dropout.
struct Dropout {
    std::uint64_t key = 0;
    std::uint64_t stream = 0;
    std::uint32_t threshold = 0; ///< round(p * 65536)
    float scale = 1;             ///< 65536 / (65536 - threshold)
};

/// Widest row that addNorm takes.
inline constexpr std::int64_t kMaxNormWidth = 4096;
/// Widest head that linearAttention takes: all of the widest row.
inline constexpr std::int64_t kMaxHeadWidth = kMaxNormWidth;

/// A piece of the device's memory and where on the host it goes.
struct Download {
    void* target;
    const void* source;
    std::size_t bytes;
};

/// y = LayerNorm(dropout(x + bias) + residual) * gamma + beta, row by row; width ≤ kMaxNormWidth.
struct AddNorm {
    ConstTall x;        ///< [rows, width]
    ConstTall residual; ///< [rows, width] or empty
    Dropout dropout;    ///< of x
    ConstMat gamma;     ///< [1, width]
    ConstMat beta;      ///< [1, width]
    float eps = 1e-12F;
    ConstMat bias = {}; ///< [1, width] or empty
};

/// Gradient of AddNorm with respect to its inputs; empty targets are skipped.
struct AddNormGrad {
    ConstTall dy;         ///< [rows, width]
    ConstTall normalized; ///< [rows, width], as saved by the forward kernel
    ConstMat inverseStd;  ///< [rows, 1], as saved by the forward kernel
    ConstMat gamma;       ///< [1, width]
    Dropout dropout;
    MutTall dx;
    Accum dxMode = Accum::Overwrite;
    MutTall dResidual;
    Accum dResidualMode = Accum::Overwrite;
    MutMat dGamma = {}; ///< [1, width], Σ_r dy ⊙ normalized
    Accum dGammaMode = Accum::Overwrite;
    MutMat dBeta = {}; ///< [1, width], Σ_r dy
    Accum dBetaMode = Accum::Overwrite;
    MutMat dBias = {}; ///< [1, width], Σ_r dx; needs dx, overwritten
    Accum dBiasMode = Accum::Overwrite;
};

/// Gradient of y = a ⊙ b; empty targets are skipped.
struct MultiplyGrad {
    ConstMat a, b, dy;
    MutMat da;
    Accum daMode = Accum::Overwrite;
    MutMat db = {};
    Accum dbMode = Accum::Overwrite;
};

/// Gradient of y[i,c] = x[i,c] · g[b,c]; empty targets are skipped.
struct SegmentMulGrad {
    ConstTall x;
    ConstMat g;
    ConstTall dy;
    Segments segments;
    MutTall dx;
    Accum dxMode = Accum::Overwrite;
    MutMat dg = {};
    Accum dgMode = Accum::Overwrite;
};

/// Gradient of y = f(x + bias).
struct UnaryGrad {
    Unary function;
    ConstTall x;
    ConstMat bias; ///< [1, cols] or empty
    ConstTall y;   ///< as computed by the forward kernel (Tanh needs only that)
    ConstTall dy;
    MutTall dx;
    Accum dxMode = Accum::Overwrite;
    MutMat dBias = {}; ///< [1, cols], Σ_r dx; needs dx, overwritten
    Accum dBiasMode = Accum::Overwrite;
};

/// One Adam update, PyTorch's arithmetic (torch.optim.Adam, no weight decay, dense), but for first moments
/// below the smallest normal float, which become 0: of a word that no batch has they would shrink to 5.6e-45
/// and stay there, at the speed of denormal numbers. That changes a moment by less than 1.2e-38.
struct AdamStep {
    double learningRate = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double eps = 1e-8;
    std::int64_t step = 1;   ///< 1 for the first update
    float gradientScale = 1; ///< multiplies the gradient first (clipping)
};

/// Softmax attention of a packed batch, head by head: q [heads · query rows, head width], k and v
/// [heads · key rows, head width] as packHeads lays them out.
struct Attention {
    ConstMat q, k, v;
    Segments segments;
    RowMap queries, keys; ///< which rows of the matrices belong to a sequence
    AttentionPattern pattern;
    std::int32_t heads = 1;
    float scale = 1;
};

/// Gradient of Attention; dq, dk, dv are laid out like q, k, v and replaced.
struct AttentionGrad {
    Attention forward;
    ConstMat out, logSum, dOut; ///< as saved by the forward kernel, and the gradient of out
    MutMat dq, dk, dv;
};

/// Linear attention, head by head as Attention: out_i = φ(q_i)ᵀ S / (φ(q_i)·z + eps) with φ = elu + 1,
/// S = Σ_j φ(k_j) v_jᵀ, z = Σ_j φ(k_j) over the sequence; head width ≤ kMaxHeadWidth.
struct LinearAttention {
    ConstMat q, k, v;
    Segments segments;
    std::int32_t heads = 1;
    float eps = 1e-6F;
};

/// Gradient of LinearAttention; dq, dk, dv are laid out like q, k, v and replaced.
struct LinearAttentionGrad {
    LinearAttention forward;
    ConstMat state, dOut; ///< as saved by the forward kernel, and the gradient of out
    MutMat dState;        ///< room for the gradient of the state
    MutMat dq, dk, dv;
};

/// Additive attention of a packed batch. Of token i of sequence b:
///   s[i,h] = scale · Σ_c w[h,c] g[b,c] x[i,c],   β[i,h] = exp s[i,h] / Σ_{j in b} exp s[j,h],
///   out[b,c] = Σ_{i in b} β[i, head of c] x[i,c].
struct AdditiveAttention {
    ConstTall x;   ///< [rows, width]
    ConstMat gate; ///< g [sequences, width]; empty: all ones
    /// [heads, width], or each head reads its own columns: [heads, head width], or [1, head width] for all
    /// alike.
    ConstMat w;
    Segments segments;
    std::int32_t heads = 1;
    float scale = 1;

    [[nodiscard]] bool acrossHeads() const { return w.cols == x.cols; }
    /// Rows of the gated weights w ⊙ g of one sequence, of the width of x.
    [[nodiscard]] std::int64_t weightRows() const { return acrossHeads() ? heads : 1; }
};

/// Gradient of AdditiveAttention; empty targets are skipped.
struct AdditiveAttentionGrad {
    AdditiveAttention forward;
    ConstMat weights, out, dOut; ///< as saved by the forward kernel, and the gradient of out
    MutMat dScores = {};         ///< room [rows, heads]
    MutMat sums = {};            ///< room [sequences · weightRows, width]
    MutTall dx = {};
    Accum dxMode = Accum::Overwrite;
    MutMat dGate = {};
    Accum dGateMode = Accum::Overwrite;
    MutMat dw = {};
    Accum dwMode = Accum::Overwrite;
};

/// The one list of kernels. Every device implements all of it; a missing kernel is a compile error.
///
/// Kernels work on views, do not allocate, and assume valid input: the ops in core/ops validate. Outputs
/// never overlap inputs unless a kernel says so. The tall matrices of one call keep their values in the same
/// way. Same input, same build, same device: same bits, whatever the threads. One thread at a time uses a
/// backend.
class Backend {
public:
    virtual ~Backend() = default;
    [[nodiscard]] virtual std::string name() const = 0;

    /// Kernels give up soon once \p stop asks for it; what they leave is worthless then, so the tape throws
    /// Cancelled before the next op. An empty token: never.
    void stopOn(std::stop_token stop) { m_stop = std::move(stop); }
    [[nodiscard]] bool stopRequested() const noexcept { return m_stop.stop_requested(); }
    /// Fused kernels add their times to \p times until this is called with null.
    void watchFused(FusedTimes* times) noexcept { m_fused = times; }

    /// How this device wants the tall matrices between the ops to be kept. Kernels that take tall views
    /// compute with both elements where this is not F32, and with F32 alone where it is.
    [[nodiscard]] virtual Element tallElement() const { return Element::F32; }

    // Memory of the device. allocate throws DeviceError with the size when there is none left.
    virtual void* allocate(std::size_t bytes) = 0;
    virtual void release(void* memory) noexcept = 0;
    virtual void upload(void* target, const void* source, std::size_t bytes) = 0;
    /// Several at once cost one wait.
    virtual void download(std::span<const Download> parts) = 0;
    void download(void* target, const void* source, std::size_t bytes) {
        const Download part{target, source, bytes};
        download({&part, 1});
    }
    /// Waits until every call so far is done. Only what reads a clock needs it: downloads wait by themselves.
    virtual void finish() {}
    virtual void fillZero(MutMat target) = 0;
    virtual void fill(MutMat target, float value) = 0;

    // Dense. C = op(A) op(B), + C with Accum::Add. A and B have one element, C has that or F32.
    virtual void gemm(Transpose ta, Transpose tb, ConstTall a, ConstTall b, MutTall c, Accum mode) = 0;
    /// y = x Wᵀ + b + residual; x [rows, in], weight [out, in] (PyTorch layout), bias [1, out] or empty,
    /// residual [rows, out] or empty; all of one element.
    virtual void linear(ConstTall x, ConstTall weight, ConstTall bias, ConstTall residual, MutTall y) = 0;
    /// out[c] = Σ_r a[r,c] · b[r,c]; without b the sum of a. out [1, cols].
    virtual void columnSums(ConstTall a, ConstTall b, MutMat out, Accum mode) = 0;

    // Tables. Ids are valid row numbers.
    virtual void gatherRows(ConstTall table, Ids ids, MutTall out) = 0;
    /// dTable[ids[r]] += dOut[r] in row order (always adds).
    virtual void scatterAddRows(ConstTall dOut, Ids ids, MutMat dTable) = 0;
    /// out[i] = table[place of token i in its sequence]; the table has a row for each place.
    virtual void positionRows(ConstTall table, Segments segments, MutTall out) = 0;
    /// dTable[place of token i] += dOut[i], sequence by sequence (always adds).
    virtual void positionRowsGrad(ConstTall dOut, Segments segments, MutMat dTable) = 0;

    // Element-wise.
    /// y = f(x + bias); bias [1, cols] or empty.
    virtual void unary(Unary function, ConstTall x, ConstMat bias, MutTall y) = 0;
    virtual void unaryGrad(const UnaryGrad& args) = 0;
    virtual void add(ConstTall a, ConstTall b, MutTall out) = 0;
    /// out = a ⊙ b, element by element.
    virtual void multiply(ConstMat a, ConstMat b, MutMat out) = 0;
    virtual void multiplyGrad(const MultiplyGrad& args) = 0;
    /// target = or += source; their elements may differ.
    virtual void accumulate(ConstTall source, MutTall target, Accum mode) = 0;
    /// y = dropout(x); its own adjoint.
    virtual void dropout(ConstTall x, const Dropout& dropout, MutTall y, Accum mode) = 0;

    // Rows.
    /// \p normalized [rows, width] and \p inverseStd [rows, 1] are saved for the gradient.
    virtual void addNorm(const AddNorm& args, MutTall y, MutTall normalized, MutMat inverseStd) = 0;
    virtual void addNormGrad(const AddNormGrad& args) = 0;

    // Segments of a packed batch.
    /// y[i,h] = softmax over the rows i of a segment of scale · scores[i,h].
    virtual void segmentSoftmax(ConstMat scores, Segments segments, float scale, MutMat y) = 0;
    virtual void segmentSoftmaxGrad(ConstMat y, ConstMat dy, Segments segments, float scale, MutMat dScores,
                                    Accum mode) = 0;
    /// out[b,c] = Σ_{i in b} w[i, head of c] x[i,c]. w [rows, heads], x [rows, width], out [count, width].
    virtual void segmentWeightedSum(ConstMat w, ConstTall x, Segments segments, MutMat out, Accum mode) = 0;
    /// dw[i,h] = Σ_{c in h} dOut[b,c] x[i,c].
    virtual void segmentWeightedSumGradW(ConstMat dOut, ConstTall x, Segments segments, MutMat dw,
                                         Accum mode) = 0;
    /// dx[i,c] = w[i, head of c] dOut[b,c].
    virtual void segmentWeightedSumGradX(ConstMat dOut, ConstMat w, Segments segments, MutTall dx,
                                         Accum mode) = 0;
    /// out[i,c] = x[i,c] · g[b,c].
    virtual void segmentMul(ConstTall x, ConstMat g, Segments segments, MutTall out) = 0;
    virtual void segmentMulGrad(const SegmentMulGrad& args) = 0;
    /// out[i,c] = x[i,c] + g[b,c].
    virtual void segmentAdd(ConstTall x, ConstMat g, Segments segments, MutTall out) = 0;
    /// out[b,c] = Σ_{i in b} x[i,c].
    virtual void segmentSums(ConstTall x, Segments segments, MutMat out, Accum mode) = 0;
    /// out[i] = [g[b] ; x[i]], twice as wide.
    virtual void segmentConcat(ConstTall x, ConstMat g, Segments segments, MutTall out) = 0;
    /// Adjoint of segmentConcat; empty targets are skipped.
    virtual void segmentConcatGrad(ConstTall dOut, Segments segments, MutTall dx, Accum dxMode, MutMat dg,
                                   Accum dgMode) = 0;

    // Additive attention. weights β [rows, heads], out [sequences, width], zero for a sequence without
    // tokens.
    virtual void additiveAttention(const AdditiveAttention& args, MutMat weights, MutMat out) = 0;
    virtual void additiveAttentionGrad(const AdditiveAttentionGrad& args) = 0;

    // Attention of the softmax family; head-by-head layout: rows of head 0 first, then those of head 1 …
    /// out[h · rows + r, c] = x[r, h · head width + c].
    virtual void packHeads(ConstTall x, std::int32_t heads, MutMat out) = 0;
    virtual void unpackHeads(ConstMat x, std::int32_t heads, MutTall out, Accum mode) = 0;
    /// \p logSum [heads · query rows, 1] is saved for the gradient. Memory is linear in the length. A query
    /// that sees no key gets 0 (its logSum too) and gives none of them a gradient.
    virtual void attention(const Attention& args, MutMat out, MutMat logSum) = 0;
    virtual void attentionGrad(const AttentionGrad& args) = 0;
    /// \p state [sequences · heads, head width · (head width + 1)] holds S and z for the gradient.
    virtual void linearAttention(const LinearAttention& args, MutMat out, MutMat state) = 0;
    virtual void linearAttentionGrad(const LinearAttentionGrad& args) = 0;

    // Rows derived from the tokens of each sequence (see RowMap).
    /// Strided: out[c] = mean of x over the tokens at most kernel / 2 away from token c · stride.
    virtual void segmentMeanPool(ConstMat x, Segments segments, std::int32_t kernel, std::int32_t stride,
                                 MutMat out) = 0;
    virtual void segmentMeanPoolGrad(ConstMat dOut, Segments segments, std::int32_t kernel,
                                     std::int32_t stride, MutMat dx, Accum mode) = 0;
    /// Fixed: out[b · rank + r] = Σ_i table[i, r] x[i] over the tokens i of sequence b. table [positions,
    /// rank].
    virtual void segmentProject(ConstMat x, ConstMat table, Segments segments, MutMat out) = 0;
    virtual void segmentProjectGradX(ConstMat dOut, ConstMat table, Segments segments, MutMat dx,
                                     Accum mode) = 0;
    /// Always adds.
    virtual void segmentProjectGradTable(ConstMat dOut, ConstMat x, Segments segments, MutMat dTable) = 0;
    /// Leading: out[b · size + i] = x[i] for the first tokens i of sequence b, zeros in the rows past its
    /// end.
    virtual void segmentLeading(ConstMat x, Segments segments, std::int32_t size, MutMat out) = 0;
    /// x[i] = or += lead[b · size + i] for the first tokens; Overwrite leaves the other rows as they are.
    virtual void segmentLeadingScatter(ConstMat lead, Segments segments, std::int32_t size, MutMat x,
                                       Accum mode) = 0;
    /// Sets the first tokens' rows to zero.
    virtual void segmentLeadingClear(Segments segments, std::int32_t size, MutMat x) = 0;

    // Loss. loss [1,1] = mean over rows of −log softmax(logits)[label]; probabilities [rows, classes] are
    // saved.
    virtual void crossEntropy(ConstMat logits, Ids labels, MutMat probabilities, MutMat loss) = 0;
    /// dLogits = dLoss · (probabilities − onehot(labels)) / rows; dLoss [1,1].
    virtual void crossEntropyGrad(ConstMat probabilities, Ids labels, ConstMat dLoss, MutMat dLogits,
                                  Accum mode) = 0;

    // Optimiser, on flat buffers of equal length.
    /// Updates weights, both moments, and sets the gradient to 0 in the same pass; \p copy, if not empty,
    /// gets the new weights in its element.
    virtual void adam(const AdamStep& step, MutMat weights, MutMat gradient, MutMat moment1, MutMat moment2,
                      MutTall copy) = 0;
    /// *sum = Σ x², summed in double in a fixed order; \p sum on the device.
    virtual void squaredNorm(ConstMat x, double* sum) = 0;
    /// Index of the first value that is NaN or infinite, −1 when all are finite.
    [[nodiscard]] virtual std::int64_t firstNonFinite(ConstTall x) = 0;

protected:
    Backend() = default;
    Backend(const Backend&) = delete;
    Backend& operator=(const Backend&) = delete;

    [[nodiscard]] FusedTimes* fusedTimes() const noexcept { return m_fused; }

private:
    std::stop_token m_stop;
    FusedTimes* m_fused = nullptr;
};

// The two that a library of kernels shows the program, where there is one (LAB_CPU_LEVELS).

/// The CPU: Eigen for products, own loops elsewhere. \p threads 0 = all processors.
[[gnu::visibility("default")]] std::unique_ptr<Backend> makeCpuBackend(int threads = 0);
/// The vector instructions for which its kernels were compiled: "AVX-512", "AVX2" or "portable".
[[gnu::visibility("default")]] const char* cpuInstructions();

} // namespace lab
