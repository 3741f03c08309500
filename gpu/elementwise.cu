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

template <class E> struct UnaryBody {
    Unary function;
    const E* x;
    E* y;
    template <int N> __device__ void run(std::int64_t at) const {
        Pack<N> p = loadPack<N>(x + at);
        for (int i = 0; i < N; ++i)
            p.v[i] = valueOf(function, p.v[i]);
        storePack(y + at, p);
    }
};

template <class E> struct BiasedUnaryBody {
    Unary function;
    const E* x;
    const float* bias;
    E* y;
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
template <class E> struct UnaryGradBody {
    Unary function;
    const E* x;
    const float* bias;
    const E *y, *dy;
    E* dx;
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
        return gradient<N>(std::int64_t{row} * cols + col, bias != nullptr ? bias + col : nullptr);
    }
};

template <class E> struct AddBody {
    const E *a, *b;
    E* out;
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

template <class From, class To> struct CopyBody {
    const From* source;
    To* target;
    bool add;
    template <int N> __device__ void run(std::int64_t at) const {
        storePack(target + at, loadPack<N>(source + at), add);
    }
};

template <class E> struct DropoutBody {
    Dropout dropout;
    const E* x;
    E* y;
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

void CudaBackend::unary(Unary function, ConstTall x, ConstMat bias, MutTall y) {
    const bool aligned = aligned16(x.data, bias.data, y.data);
    forElement(x.element, [&]<class E>(E) {
        if (!bias) {
            const UnaryBody<E> body{function, x.as<E>(), y.as<E>()};
            mapFlat<kAccess<E>>("unary", m_stream, body, x.size(), aligned);
            return;
        }
        const BiasedUnaryBody<E> body{function, x.as<E>(), bias.data, y.as<E>(),
                                      static_cast<std::int32_t>(x.cols)};
        mapRows("unary", m_stream, WholeLayout{static_cast<std::int32_t>(x.rows)}, body, x.rows, x.cols,
                aligned);
    });
}

void CudaBackend::unaryGrad(const UnaryGrad& g) {
    const auto cols = static_cast<std::int32_t>(g.x.cols);
    const bool aligned = aligned16(g.x.data, g.bias.data, g.y.data, g.dy.data, g.dx.data);
    forElement(g.x.element, [&]<class E>(E) {
        const UnaryGradBody<E> body{g.function,
                                    g.x.as<E>(),
                                    g.bias.data,
                                    g.y.as<E>(),
                                    g.dy.as<E>(),
                                    g.dx.as<E>(),
                                    g.dxMode == Accum::Add,
                                    cols};
        if (g.bias || g.dBias)
            sumRows("unaryGrad", m_stream, body, g.x.rows, g.x.cols, aligned,
                    {cols, {g.dBias.data, g.dBiasMode == Accum::Add}}, m_scratch);
        else
            mapFlat<kAccess<E>>("unaryGrad", m_stream, body, g.x.size(), aligned);
    });
}

void CudaBackend::add(ConstTall a, ConstTall b, MutTall out) {
    forElement(a.element, [&]<class E>(E) {
        mapFlat<kAccess<E>>("add", m_stream, AddBody<E>{a.as<E>(), b.as<E>(), out.as<E>()}, a.size(),
                            aligned16(a.data, b.data, out.data));
    });
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

void CudaBackend::accumulate(ConstTall source, MutTall target, Accum mode) {
    forElement(source.element, [&]<class From>(From) {
        forElement(target.element, [&]<class To>(To) {
            constexpr int kPack = kAccess < From >> kAccess<To> ? kAccess<From> : kAccess<To>;
            const CopyBody<From, To> body{source.as<From>(), target.as<To>(), mode == Accum::Add};
            mapFlat<kPack>("accumulate", m_stream, body, source.size(), aligned16(source.data, target.data));
        });
    });
}

void CudaBackend::dropout(ConstTall x, const Dropout& dropout, MutTall y, Accum mode) {
    if (dropout.threshold == 0) {
        accumulate(x, y, mode);
        return;
    }
    forElement(x.element, [&]<class E>(E) {
        const DropoutBody<E> body{dropout, x.as<E>(), y.as<E>(), mode == Accum::Add};
        mapFlat<kMaskPack>("dropout", m_stream, body, x.size(), aligned16(x.data, y.data));
    });
}

} // namespace lab::gpu
