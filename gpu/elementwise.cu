// Element by element: one pass, 16 bytes an access.
#include "core/base/scalar_math.h"
#include "gpu/cuda_backend.h"
#include "gpu/device/column_sums.cuh"
#include "gpu/device/dropout.cuh"
#include "gpu/device/map_flat.cuh"
#include "gpu/device/map_rows.cuh"

namespace lab::gpu {
namespace {

__device__ inline float valueOf(Unary function, float x) {
    return function == Unary::Gelu ? scalar::gelu(x) : scalar::tanh(x);
}

struct UnaryBody {
    Unary function;
    const float* x;
    float* y;
    template <int N> __device__ void run(std::int64_t at) const {
        Pack<N> p = loadPack<N>(x + at);
        for (int i = 0; i < N; ++i)
            p.v[i] = valueOf(function, p.v[i]);
        storePack(y + at, p);
    }
};

struct BiasedUnaryBody {
    Unary function;
    const float *x, *bias;
    float* y;
    std::int32_t cols;
    template <int N> __device__ void run(std::int32_t row, std::int32_t, std::int32_t col) const {
        const std::int64_t at = std::int64_t{row} * cols + col;
        Pack<N> p = loadPack<N>(x + at);
        const Pack<N> b = loadPack<N>(bias + col);
        for (int i = 0; i < N; ++i)
            p.v[i] = valueOf(function, p.v[i] + b.v[i]);
        storePack(y + at, p);
    }
};

/// dx = f'(x + bias) dy.
struct UnaryGradBody {
    Unary function;
    const float *x, *bias, *y, *dy;
    float* dx;
    bool add;
    std::int32_t cols;
    template <int N> __device__ Pack<N> gradient(std::int64_t at, const float* added) const {
        const bool gelu = function == Unary::Gelu;
        Pack<N> from = loadPack<N>((gelu ? x : y) + at);
        if (gelu && added != nullptr) {
            const Pack<N> b = loadPack<N>(added);
            for (int i = 0; i < N; ++i)
                from.v[i] += b.v[i];
        }
        Pack<N> g = loadPack<N>(dy + at);
        for (int i = 0; i < N; ++i)
            g.v[i] *= gelu ? scalar::geluDerivative(from.v[i]) : 1.0F - from.v[i] * from.v[i];
        storePack(dx + at, g, add);
        return g;
    }
    template <int N> __device__ void run(std::int64_t at) const { gradient<N>(at, nullptr); }
    template <int N> __device__ Pack<N> run(std::int32_t row, std::int32_t col) const {
        return gradient<N>(std::int64_t{row} * cols + col, bias + col);
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
    template <int N> __device__ void run(std::int64_t at) const {
        Pack<N> p = loadPack<N>(a + at);
        const Pack<N> q = loadPack<N>(b + at);
        for (int i = 0; i < N; ++i)
            p.v[i] *= q.v[i];
        storePack(out + at, p);
    }
};

struct MultiplyGradBody {
    const float *a, *b, *dy;
    float *da, *db; ///< may be null
    bool addA, addB;
    template <int N> __device__ void run(std::int64_t at) const {
        const Pack<N> d = loadPack<N>(dy + at);
        give<N>(d, b + at, da, at, addA);
        give<N>(d, a + at, db, at, addB);
    }
    template <int N>
    __device__ void give(Pack<N> d, const float* factor, float* target, std::int64_t at, bool add) const {
        if (target == nullptr)
            return;
        const Pack<N> f = loadPack<N>(factor);
        for (int i = 0; i < N; ++i)
            d.v[i] *= f.v[i];
        storePack(target + at, d, add);
    }
};

struct FillBody {
    float* target;
    float value;
    template <int N> __device__ void run(std::int64_t at) const {
        Pack<N> p;
        for (int i = 0; i < N; ++i)
            p.v[i] = value;
        storePack(target + at, p);
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

void CudaBackend::unary(Unary function, ConstMat x, ConstMat bias, MutMat y) {
    const bool aligned = aligned16(x.data, bias.data, y.data);
    if (!bias) {
        mapFlat("unary", m_stream, UnaryBody{function, x.data, y.data}, x.size(), aligned);
        return;
    }
    mapRows("unary", m_stream, WholeLayout{static_cast<std::int32_t>(x.rows)},
            BiasedUnaryBody{function, x.data, bias.data, y.data, static_cast<std::int32_t>(x.cols)}, x.rows,
            x.cols, aligned);
}

void CudaBackend::unaryGrad(const UnaryGrad& g) {
    const auto cols = static_cast<std::int32_t>(g.x.cols);
    const UnaryGradBody body{
        g.function, g.x.data, g.bias.data, g.y.data, g.dy.data, g.dx.data, g.dxMode == Accum::Add, cols};
    const bool aligned = aligned16(g.x.data, g.bias.data, g.y.data, g.dy.data, g.dx.data);
    if (g.bias)
        sumRows("unaryGrad", m_stream, body, g.x.rows, g.x.cols, aligned,
                {cols, {g.dBias.data, g.dBiasMode == Accum::Add}}, m_scratch);
    else
        mapFlat("unaryGrad", m_stream, body, g.x.size(), aligned);
}

void CudaBackend::add(ConstMat a, ConstMat b, MutMat out) {
    mapFlat("add", m_stream, AddBody{a.data, b.data, out.data}, a.size(),
            aligned16(a.data, b.data, out.data));
}

void CudaBackend::multiply(ConstMat a, ConstMat b, MutMat out) {
    mapFlat("multiply", m_stream, MultiplyBody{a.data, b.data, out.data}, a.size(),
            aligned16(a.data, b.data, out.data));
}

void CudaBackend::multiplyGrad(const MultiplyGrad& g) {
    mapFlat("multiplyGrad", m_stream,
            MultiplyGradBody{g.a.data, g.b.data, g.dy.data, g.da.data, g.db.data, g.daMode == Accum::Add,
                             g.dbMode == Accum::Add},
            g.dy.size(), aligned16(g.a.data, g.b.data, g.dy.data, g.da.data, g.db.data));
}

void CudaBackend::fill(MutMat target, float value) {
    mapFlat("fill", m_stream, FillBody{target.data, value}, target.size(), aligned16(target.data));
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
