// Element by element: one pass, 16 bytes an access.
#include "core/base/scalar_math.h"
#include "gpu/cuda_backend.h"
#include "gpu/device/dropout.cuh"
#include "gpu/device/map_flat.cuh"

namespace lab::gpu {
namespace {

struct UnaryBody {
    Unary function;
    const float* x;
    float* y;
    template <int N> __device__ void run(std::int64_t at) const {
        Pack<N> p = loadPack<N>(x + at);
        for (int i = 0; i < N; ++i)
            p.v[i] = function == Unary::Gelu ? scalar::gelu(p.v[i]) : scalar::tanh(p.v[i]);
        storePack(y + at, p);
    }
};

struct UnaryGradBody {
    Unary function;
    const float *x, *y, *dy;
    float* dx;
    bool add;
    template <int N> __device__ void run(std::int64_t at) const {
        const bool gelu = function == Unary::Gelu;
        const Pack<N> from = loadPack<N>((gelu ? x : y) + at);
        Pack<N> g = loadPack<N>(dy + at);
        for (int i = 0; i < N; ++i)
            g.v[i] *= gelu ? scalar::geluDerivative(from.v[i]) : 1.0F - from.v[i] * from.v[i];
        storePack(dx + at, g, add);
    }
};

struct AddBody {
    const float *a, *b;
    float* out;
    template <int N> __device__ void run(std::int64_t at) const {
        Pack<N> p = loadPack<N>(a + at);
        const Pack<N> q = loadPack<N>(b + at);
        for (int i = 0; i < N; ++i)
            p.v[i] += q.v[i];
        storePack(out + at, p);
    }
};

struct MultiplyBody {
    const float *a, *b;
    float* out;
    bool add;
    template <int N> __device__ void run(std::int64_t at) const {
        Pack<N> p = loadPack<N>(a + at);
        const Pack<N> q = loadPack<N>(b + at);
        for (int i = 0; i < N; ++i)
            p.v[i] *= q.v[i];
        storePack(out + at, p, add);
    }
};

struct CopyBody {
    const float* source;
    float* target;
    bool add;
    template <int N> __device__ void run(std::int64_t at) const {
        storePack(target + at, loadPack<N>(source + at), add);
    }
};

struct DropoutBody {
    Dropout dropout;
    const float* x;
    float* y;
    bool add;
    template <int N> __device__ void run(std::int64_t at) const {
        Pack<N> p = loadPack<N>(x + at);
        const Pack<N> factors = dropoutFactors<N>(dropout, at);
        for (int i = 0; i < N; ++i)
            p.v[i] *= factors.v[i];
        storePack(y + at, p, add);
    }
};

} // namespace

void CudaBackend::unary(Unary function, ConstMat x, MutMat y) {
    mapFlat("unary", m_stream, UnaryBody{function, x.data, y.data}, x.size(), aligned16(x.data, y.data));
}

void CudaBackend::unaryGrad(Unary function, ConstMat x, ConstMat y, ConstMat dy, MutMat dx, Accum mode) {
    mapFlat("unaryGrad", m_stream,
            UnaryGradBody{function, x.data, y.data, dy.data, dx.data, mode == Accum::Add}, x.size(),
            aligned16(x.data, y.data, dy.data, dx.data));
}

void CudaBackend::add(ConstMat a, ConstMat b, MutMat out) {
    mapFlat("add", m_stream, AddBody{a.data, b.data, out.data}, a.size(),
            aligned16(a.data, b.data, out.data));
}

void CudaBackend::multiply(ConstMat a, ConstMat b, MutMat out, Accum mode) {
    mapFlat("multiply", m_stream, MultiplyBody{a.data, b.data, out.data, mode == Accum::Add}, a.size(),
            aligned16(a.data, b.data, out.data));
}

void CudaBackend::accumulate(ConstMat source, MutMat target, Accum mode) {
    mapFlat("accumulate", m_stream, CopyBody{source.data, target.data, mode == Accum::Add}, source.size(),
            aligned16(source.data, target.data));
}

void CudaBackend::dropout(ConstMat x, const Dropout& dropout, MutMat y, Accum mode) {
    if (dropout.threshold == 0) {
        accumulate(x, y, mode);
        return;
    }
    mapFlat<kMaskPack>("dropout", m_stream, DropoutBody{dropout, x.data, y.data, mode == Accum::Add},
                       x.size(), aligned16(x.data, y.data));
}

} // namespace lab::gpu
