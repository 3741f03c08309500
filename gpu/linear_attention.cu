// Linear attention: the state S, z of each head of each sequence is a sum of outer products over its rows,
// everything else the rows times that state.
#include "core/base/scalar_math.h"
#include "gpu/cuda_backend.h"
#include "gpu/device/tile_products.cuh"
#include "gpu/device/warp.cuh"

namespace lab::gpu {
namespace {

/// Where rows and states of the head-by-head layout stand.
struct HeadRows {
    std::int64_t rows; ///< of a head
    std::int32_t width, heads;

    __device__ std::int64_t at(std::int32_t head, const TileMap::Tile& tile, std::int32_t position) const {
        return (head * rows + tile.offset + position) * width;
    }
    __device__ std::int64_t row(std::int32_t head, const TileMap::Tile& tile, std::int32_t position) const {
        return head * rows + tile.offset + position;
    }
    __device__ std::int64_t state(std::int32_t head, std::int32_t sequence) const {
        return (std::int64_t{sequence} * heads + head) * width * (width + 1);
    }
};

/// S = Σ φ(x) (scale · y)ᵀ and z = Σ φ(x) weight; scale and weight 1 where there are none.
struct StateSource {
    HeadRows at;
    const float *x, *y, *scales, *weights;
    float* target;

    __device__ float left(std::int32_t head, const TileMap::Tile& tile, std::int32_t position,
                          std::int32_t r) const {
        return scalar::eluPlusOne(x[at.at(head, tile, position) + r]);
    }
    __device__ float right(std::int32_t head, const TileMap::Tile& tile, std::int32_t position,
                           std::int32_t c) const {
        const std::int64_t row = at.row(head, tile, position);
        if (c == at.width)
            return weights != nullptr ? weights[row] : 1.0F;
        return y[row * at.width + c] * (scales != nullptr ? scales[row] : 1.0F);
    }
    __device__ void store(std::int32_t head, std::int32_t sequence, std::int32_t r, std::int32_t c,
                          float sum) const {
        const std::int32_t cell = c == at.width ? at.width * at.width + r : r * at.width + c;
        target[at.state(head, sequence) + cell] = sum;
    }
};

enum class Epilogue : std::uint8_t { Scale, None, KeyGradient };

/// Rows (Features: their φ) times S or Sᵀ, then what the epilogue says.
template <bool Features, bool Transposed, Epilogue End> struct StateProduct {
    HeadRows at;
    const float *rows, *state;
    float* target;
    const float* extra; ///< Scale: factors of the rows; KeyGradient: the keys

    __device__ float left(std::int32_t head, const TileMap::Tile& tile, std::int32_t position,
                          std::int32_t i) const {
        const float value = rows[at.at(head, tile, position) + i];
        return Features ? scalar::eluPlusOne(value) : value;
    }
    __device__ float matrix(std::int32_t head, const TileMap::Tile& tile, std::int32_t i,
                            std::int32_t c) const {
        return state[at.state(head, tile.sequence) + (Transposed ? c * at.width + i : i * at.width + c)];
    }
    __device__ void store(std::int32_t head, const TileMap::Tile& tile, std::int32_t position, std::int32_t c,
                          float sum) const {
        const std::int64_t cell = at.at(head, tile, position) + c;
        if constexpr (End == Epilogue::Scale) {
            sum *= extra[at.row(head, tile, position)];
        } else if constexpr (End == Epilogue::KeyGradient) { // (dS v + dz) φ'(k)
            const float dz = state[at.state(head, tile.sequence) + at.width * at.width + c];
            sum = (sum + dz) * scalar::eluPlusOneDerivative(extra[cell]);
        }
        target[cell] = sum;
    }
};

constexpr int kRowThreads = 128;

/// What one warp finds out about one row of one head.
struct QueryRows {
    HeadRows at;
    OffsetsLayout layout;
    const float *q, *state;
    float eps;
    float* inverses;  ///< 1 / (φ(q)·z + eps)
    float* dq;        ///< null, or S dO on entry and the gradient of q at the end
    float* normGrads; ///< gradient of the divisor
};

// With n = φ(q)ᵀS, m = φ(q)·z + eps, o = n / m: dm = −(dO·o) / m and dφ(q) = S dO / m + z dm.
__global__ void __launch_bounds__(kRowThreads) queryRowsKernel(QueryRows rows) {
    const std::int64_t row = std::int64_t{blockIdx.x} * (kRowThreads / kWarp) + threadIdx.x / kWarp;
    const auto lane = static_cast<std::int32_t>(threadIdx.x) % kWarp, width = rows.at.width;
    if (row >= rows.at.rows * rows.at.heads)
        return;
    const auto head = static_cast<std::int32_t>(row / rows.at.rows);
    const std::int32_t sequence = rows.layout.at(static_cast<std::int32_t>(row % rows.at.rows));
    const float* z = rows.state + rows.at.state(head, sequence) + std::int64_t{width} * width;
    float norm = 0, dot = 0;
    for (std::int32_t c = lane; c < width; c += kWarp) {
        const float phi = scalar::eluPlusOne(rows.q[row * width + c]);
        norm += phi * z[c];
        if (rows.dq != nullptr)
            dot += phi * rows.dq[row * width + c];
    }
    norm = laneSum(norm);
    dot = laneSum(dot);
    const float inverse = 1.0F / (norm + rows.eps), normGrad = -dot * inverse * inverse;
    if (lane == 0) {
        rows.inverses[row] = inverse;
        if (rows.dq != nullptr)
            rows.normGrads[row] = normGrad;
    }
    if (rows.dq == nullptr)
        return;
    for (std::int32_t c = lane; c < width; c += kWarp) {
        float& d = rows.dq[row * width + c];
        d = (d * inverse + z[c] * normGrad) * scalar::eluPlusOneDerivative(rows.q[row * width + c]);
    }
}

HeadRows headRows(const LinearAttention& a) {
    return {a.q.rows / a.heads, static_cast<std::int32_t>(a.q.cols), a.heads};
}

void queryRows(cudaStream_t stream, const LinearAttention& a, QueryRows rows) {
    rows.at = headRows(a);
    rows.layout = {a.segments.offsets, a.segments.count, a.segments.rows};
    rows.q = a.q.data;
    rows.eps = a.eps;
    launch("linearAttention (rows)", stream, {{blocksFor(a.q.rows, kRowThreads / kWarp)}, {kRowThreads}},
           queryRowsKernel, rows);
}

} // namespace

void CudaBackend::linearAttention(const LinearAttention& a, MutMat out, MutMat state) {
    const HeadRows at = headRows(a);
    const TileShape square{at.width, at.width, at.heads}, withSums{at.width, at.width + 1, at.heads};
    outerSums("linearAttention (state)", m_stream,
              StateSource{at, a.k.data, a.v.data, nullptr, nullptr, state.data}, a.segments, withSums,
              m_scratch);
    QueryRows rows{};
    rows.state = state.data;
    rows.inverses = m_statistics.get<float>(a.q.rows);
    queryRows(m_stream, a, rows);
    rowsTimes("linearAttention", m_stream,
              StateProduct<true, false, Epilogue::Scale>{at, a.q.data, state.data, out.data, rows.inverses},
              a.segments, square);
}

void CudaBackend::linearAttentionGrad(const LinearAttentionGrad& g) {
    const LinearAttention& a = g.forward;
    const HeadRows at = headRows(a);
    const TileShape square{at.width, at.width, at.heads}, withSums{at.width, at.width + 1, at.heads};
    rowsTimes("linearAttentionGrad (S dO)", m_stream,
              StateProduct<false, true, Epilogue::None>{at, g.dOut.data, g.state.data, g.dq.data, nullptr},
              a.segments, square);
    QueryRows rows{};
    rows.state = g.state.data;
    rows.inverses = m_statistics.get<float>(2 * a.q.rows);
    rows.normGrads = rows.inverses + a.q.rows;
    rows.dq = g.dq.data;
    queryRows(m_stream, a, rows);
    outerSums("linearAttentionGrad (state)", m_stream,
              StateSource{at, a.q.data, g.dOut.data, rows.inverses, rows.normGrads, g.dState.data},
              a.segments, withSums, m_scratch);
    rowsTimes(
        "linearAttentionGrad (keys)", m_stream,
        StateProduct<false, true, Epilogue::KeyGradient>{at, a.v.data, g.dState.data, g.dk.data, a.k.data},
        a.segments, square);
    rowsTimes("linearAttentionGrad (values)", m_stream,
              StateProduct<true, false, Epilogue::None>{at, a.k.data, g.dState.data, g.dv.data, nullptr},
              a.segments, square);
}

} // namespace lab::gpu
