#include "core/base/scalar_math.h"
#include "core/cpu/cpu_backend.h"
#include "core/cpu/vector_loops.h"

#include <array>

namespace lab {
namespace {

/// One head of one sequence in the head-by-head layout, and its state: S [width, width] then z [width].
struct Slice {
    std::int64_t first, rows, width;
    float* s;
    float* z;
};

Slice sliceOf(const LinearAttention& a, const float* state, std::int64_t chunk) {
    const std::int64_t b = chunk / a.heads, head = chunk % a.heads, width = a.q.cols;
    const std::int64_t offset = a.segments.offsets[b], rows = a.segments.offsets[b + 1] - offset;
    float* own = const_cast<float*>(state) + chunk * width * (width + 1);
    return {head * (a.q.rows / a.heads) + offset, rows, width, own, own + width * width};
}

using Features = std::array<float, kMaxHeadWidth>;

void features(const float* x, std::int64_t width, Features& phi) {
    for (std::int64_t c = 0; c < width; ++c)
        phi[static_cast<std::size_t>(c)] = scalar::eluPlusOne(x[c]);
}

// With n = φ(q)ᵀS, m = φ(q)·z + eps, o = n / m: dn = do / m, dm = −(do·o) / m;
// dφ(q) = S dn + z dm, dS = Σ φ(q) dnᵀ, dz = Σ φ(q) dm.
void queryGradients(const LinearAttentionGrad& g, const Slice& s, const Slice& d) {
    Features phi, dn;
    for (std::int64_t i = s.first; i < s.first + s.rows; ++i) {
        const float* q = g.forward.q.row(i);
        const float* dOut = g.dOut.row(i);
        features(q, s.width, phi);
        const float inverse = 1.0F / (dot(phi.data(), s.z, s.width) + g.forward.eps);
        float doDotO = 0;
        for (std::int64_t r = 0; r < s.width; ++r)
            doDotO += phi[static_cast<std::size_t>(r)] * inverse * dot(s.s + r * s.width, dOut, s.width);
        const float dm = -doDotO * inverse;
        for (std::int64_t c = 0; c < s.width; ++c)
            dn[static_cast<std::size_t>(c)] = dOut[c] * inverse;
        for (std::int64_t r = 0; r < s.width; ++r) {
            const float dPhi = dot(s.s + r * s.width, dn.data(), s.width) + s.z[r] * dm;
            g.dq.row(i)[r] = dPhi * scalar::eluPlusOneDerivative(q[r]);
            axpy(phi[static_cast<std::size_t>(r)], dn.data(), s.width, d.s + r * s.width);
        }
        axpy(dm, phi.data(), s.width, d.z);
    }
}

// dφ(k) = dS v + dz, dv = dSᵀ φ(k).
void keyGradients(const LinearAttentionGrad& g, const Slice& s, const Slice& d) {
    Features phi;
    for (std::int64_t i = s.first; i < s.first + s.rows; ++i) {
        const float* k = g.forward.k.row(i);
        features(k, s.width, phi);
        float* dv = g.dv.row(i);
        std::fill(dv, dv + s.width, 0.0F);
        for (std::int64_t r = 0; r < s.width; ++r) {
            const float dPhi = dot(d.s + r * s.width, g.forward.v.row(i), s.width) + d.z[r];
            g.dk.row(i)[r] = dPhi * scalar::eluPlusOneDerivative(k[r]);
            axpy(phi[static_cast<std::size_t>(r)], d.s + r * s.width, s.width, dv);
        }
    }
}

} // namespace

void CpuBackend::linearAttention(const LinearAttention& a, MutMat out, MutMat state) {
    forChunks(a.segments.count * a.heads, a.q.size() * a.q.cols, [&](std::int64_t chunk) {
        const Slice s = sliceOf(a, state.data, chunk);
        std::fill(s.s, s.z + s.width, 0.0F);
        Features phi;
        for (std::int64_t i = s.first; i < s.first + s.rows; ++i) {
            features(a.k.row(i), s.width, phi);
            for (std::int64_t r = 0; r < s.width; ++r)
                axpy(phi[static_cast<std::size_t>(r)], a.v.row(i), s.width, s.s + r * s.width);
            axpy(1.0F, phi.data(), s.width, s.z);
        }
        for (std::int64_t i = s.first; i < s.first + s.rows; ++i) {
            features(a.q.row(i), s.width, phi);
            float* o = out.row(i);
            std::fill(o, o + s.width, 0.0F);
            for (std::int64_t r = 0; r < s.width; ++r)
                axpy(phi[static_cast<std::size_t>(r)], s.s + r * s.width, s.width, o);
            const float inverse = 1.0F / (dot(phi.data(), s.z, s.width) + a.eps);
            for (std::int64_t c = 0; c < s.width; ++c)
                o[c] *= inverse;
        }
    });
}

void CpuBackend::linearAttentionGrad(const LinearAttentionGrad& g) {
    const LinearAttention& a = g.forward;
    forChunks(a.segments.count * a.heads, a.q.size() * a.q.cols * 2, [&](std::int64_t chunk) {
        const Slice s = sliceOf(a, g.state.data, chunk), d = sliceOf(a, g.dState.data, chunk);
        std::fill(d.s, d.z + d.width, 0.0F);
        queryGradients(g, s, d);
        keyGradients(g, s, d);
    });
}

} // namespace lab
