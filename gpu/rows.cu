// Row by row: the fused bias + dropout + residual + LayerNorm.
#include "gpu/cuda_backend.h"
#include "gpu/device/column_sums.cuh"
#include "gpu/device/dropout.cuh"
#include "gpu/device/launch.h"
#include "gpu/device/pack.cuh"
#include "gpu/device/warp.cuh"

namespace lab::gpu {
namespace {

constexpr int kNormThreads = 256;

/// The columns of a row that one of Group threads holds in registers: packs of N, Packs of them.
template <int Group, int N, int Packs> struct RowShare {
    float v[N * Packs];

    /// body(index of the value, column of its pack's first value, place in the pack) for columns of the row.
    template <class Body> static __device__ void each(std::int32_t lane, std::int32_t width, Body body) {
#pragma unroll
        for (int p = 0; p < Packs; ++p) {
            const std::int32_t col = (p * Group + lane) * N;
            if (col < width)
                body(p * N, col);
        }
    }
};

/// Sum over the Group threads of a row.
template <int Group> __device__ float groupSum(float value, float* room) {
    if constexpr (Group == kWarp)
        return laneSum(value);
    else
        return blockSum<Group>(value, room);
}

template <int N> __device__ void maskPack(Pack<N>& pack, const Dropout& dropout, std::int64_t first) {
    if (dropout.threshold == 0)
        return;
    const Pack<N> factors = dropoutFactors<N>(dropout, first);
    for (int i = 0; i < N; ++i)
        pack.v[i] *= factors.v[i];
}

template <class E> struct NormOut {
    E *y, *normalized;
    float* inverseStd;
};

// The row stays in registers between the three sums, so each matrix is read or written once.
template <int Group, int N, int Packs, class E>
__global__ void __launch_bounds__(kNormThreads) addNormKernel(AddNorm args, NormOut<E> out) {
    using Share = RowShare<Group, N, Packs>;
    __shared__ float room[kNormThreads / kWarp];
    const auto lane = static_cast<std::int32_t>(threadIdx.x) % Group;
    const std::int64_t row = std::int64_t{blockIdx.x} * (kNormThreads / Group) + threadIdx.x / Group;
    const auto width = static_cast<std::int32_t>(args.x.cols);
    if (row >= args.x.rows)
        return; // whole groups: a warp, or with wider groups the block
    const std::int64_t start = row * width;
    Share h;
    const auto load = [&](std::int32_t col) {
        Pack<N> p = loadPack<N>(args.x.as<E>() + start + col);
        if (args.bias.data != nullptr) {
            const Pack<N> b = loadPack<N>(args.bias.data + col);
            for (int i = 0; i < N; ++i)
                p.v[i] += b.v[i];
        }
        maskPack(p, args.dropout, start + col);
        if (args.residual.data != nullptr) {
            const Pack<N> r = loadPack<N>(args.residual.as<E>() + start + col);
            for (int i = 0; i < N; ++i)
                p.v[i] += r.v[i];
        }
        return p;
    };
    Share::each(lane, width, [&](int at, std::int32_t col) {
        const Pack<N> p = load(col);
        for (int i = 0; i < N; ++i)
            h.v[at + i] = p.v[i];
    });
    // About one value of the row, so that a row far from 0 with a small spread keeps its digits.
    const float anchor = Group == kWarp ? __shfl_sync(kWholeWarp, h.v[0], 0) : load(0).v[0];
    float sum = 0;
    Share::each(lane, width, [&](int at, std::int32_t) {
        for (int i = 0; i < N; ++i)
            sum += h.v[at + i] - anchor;
    });
    const float mean = anchor + groupSum<Group>(sum, room) / static_cast<float>(width);
    float squares = 0;
    Share::each(lane, width, [&](int at, std::int32_t) {
        for (int i = 0; i < N; ++i)
            squares += (h.v[at + i] - mean) * (h.v[at + i] - mean);
    });
    const float variance = groupSum<Group>(squares, room) / static_cast<float>(width);
    const float inverse = 1.0F / sqrtf(variance + args.eps);
    if (lane == 0)
        out.inverseStd[row] = inverse;
    Share::each(lane, width, [&](int at, std::int32_t col) {
        const Pack<N> gamma = loadPack<N>(args.gamma.data + col), beta = loadPack<N>(args.beta.data + col);
        Pack<N> n, y;
        for (int i = 0; i < N; ++i) {
            n.v[i] = (h.v[at + i] - mean) * inverse;
            y.v[i] = n.v[i] * gamma.v[i] + beta.v[i];
        }
        storePack(out.normalized + start + col, n);
        storePack(out.y + start + col, y);
    });
}

/// Where the blocks leave their parts of the gradients of gamma and beta and, as the third, of the bias:
/// [blocks, sums · width]; null: not wanted. A group of threads has so many neighbouring rows.
struct NormSums {
    float* parts;
    std::int32_t sums, rowsEach;
};

/// A group's share of three more rows fits the registers beside those of the row itself.
template <int N, int Packs> inline constexpr bool kSumsOnTheWay = N* Packs <= 16;

/// Adds up what the groups of a block hold of a row, in their order, into \p out [width]. All threads of the
/// block take part.
template <int Group, int N, int Packs>
__device__ void joinShares(const RowShare<Group, N, Packs>& share, std::int32_t lane, std::int32_t width,
                           float* out) {
    using Share = RowShare<Group, N, Packs>;
    const auto put = [&](float* to) {
        Share::each(lane, width, [&](int at, std::int32_t col) {
            Pack<N> pack;
            for (int i = 0; i < N; ++i)
                pack.v[i] = share.v[at + i];
            storePack(to + col, pack);
        });
    };
    if constexpr (Group == kNormThreads) {
        put(out);
    } else {
        constexpr int kGroups = kNormThreads / Group, kWidest = Group * N * Packs;
        __shared__ Pack<4> room[kGroups * kWidest / 4];
        auto* rows = reinterpret_cast<float*>(room);
        __syncthreads(); // it was read for the sum before
        put(rows + static_cast<std::int32_t>(threadIdx.x) / Group * kWidest);
        __syncthreads();
        for (auto col = static_cast<std::int32_t>(threadIdx.x); col < width; col += kNormThreads) {
            float total = rows[col];
            for (int group = 1; group < kGroups; ++group)
                total += rows[group * kWidest + col];
            out[col] = total;
        }
    }
}

// dh = (g − mean(g) − n · mean(g·n)) / std with g = dy · gamma and n the normalised row; dgamma = Σ dy n,
// dbeta = Σ dy, dbias = Σ dx.
template <int Group, int N, int Packs, class E>
__global__ void __launch_bounds__(kNormThreads) addNormGradKernel(AddNormGrad args, NormSums sums) {
    using Share = RowShare<Group, N, Packs>;
    __shared__ float room[kNormThreads / kWarp];
    const auto lane = static_cast<std::int32_t>(threadIdx.x) % Group;
    const std::int64_t group = std::int64_t{blockIdx.x} * (kNormThreads / Group) + threadIdx.x / Group;
    const auto width = static_cast<std::int32_t>(args.dy.cols);
    const std::int64_t first = group * sums.rowsEach;
    const std::int64_t last = first + sums.rowsEach < args.dy.rows ? first + sums.rowsEach : args.dy.rows;
    Share gammaSum{}, betaSum{}, biasSum{};
    for (std::int64_t row = first; row < last;
         ++row) { // whole groups: a warp, or with wider groups the block
        const std::int64_t start = row * width;
        Share g{}, n{};
        float sumG = 0, sumGN = 0;
        Share::each(lane, width, [&](int at, std::int32_t col) {
            const Pack<N> dy = loadPack<N>(args.dy.as<E>() + start + col),
                          gamma = loadPack<N>(args.gamma.data + col);
            const Pack<N> own = loadPack<N>(args.normalized.as<E>() + start + col);
            for (int i = 0; i < N; ++i) {
                n.v[at + i] = own.v[i];
                g.v[at + i] = dy.v[i] * gamma.v[i];
                sumG += g.v[at + i];
                sumGN += g.v[at + i] * own.v[i];
                if constexpr (kSumsOnTheWay<N, Packs>) {
                    gammaSum.v[at + i] += dy.v[i] * own.v[i];
                    betaSum.v[at + i] += dy.v[i];
                }
            }
        });
        const float meanG = groupSum<Group>(sumG, room) / static_cast<float>(width);
        const float meanGN = groupSum<Group>(sumGN, room) / static_cast<float>(width);
        const float inverse = args.inverseStd.data[row];
        Share::each(lane, width, [&](int at, std::int32_t col) {
            Pack<N> d;
            for (int i = 0; i < N; ++i)
                d.v[i] = (g.v[at + i] - meanG - n.v[at + i] * meanGN) * inverse;
            if (args.dResidual.data != nullptr)
                storePack(args.dResidual.as<E>() + start + col, d, args.dResidualMode == Accum::Add);
            if (args.dx.data != nullptr) {
                maskPack(d, args.dropout, start + col);
                storePack(args.dx.as<E>() + start + col, d, args.dxMode == Accum::Add);
                if constexpr (kSumsOnTheWay<N, Packs>)
                    for (int i = 0; i < N; ++i)
                        biasSum.v[at + i] += d.v[i];
            }
        });
    }
    if constexpr (kSumsOnTheWay<N, Packs>) {
        if (sums.parts == nullptr)
            return;
        float* out = sums.parts + std::int64_t{blockIdx.x} * sums.sums * width;
        joinShares<Group, N, Packs>(gammaSum, lane, width, out);
        joinShares<Group, N, Packs>(betaSum, lane, width, out + width);
        if (sums.sums > 2)
            joinShares<Group, N, Packs>(biasSum, lane, width, out + 2 * width);
    }
}

/// Calls pick.run<Group, N, Packs>() with enough threads for a row: a warp up to 1024 columns, else the
/// block.
template <class Pick> void forWidth(std::int64_t width, bool byEight, const Pick& pick) {
    static_assert(kMaxNormWidth == std::int64_t{kNormThreads} * 16);
    if (byEight && width % kMaskPack == 0) {
        if (width <= 256)
            pick.template run<kWarp, 8, 1>();
        else if (width <= 1024)
            pick.template run<kWarp, 8, 4>();
        else
            pick.template run<kNormThreads, 8, 2>();
    } else {
        if (width <= 256)
            pick.template run<kWarp, 1, 8>();
        else
            pick.template run<kNormThreads, 1, 16>();
    }
}

template <class E> struct PickNorm {
    const AddNorm& args;
    NormOut<E> out;
    cudaStream_t stream;
    template <int Group, int N, int Packs> void run() const {
        launch("addNorm", stream, {{blocksFor(args.x.rows, kNormThreads / Group)}, {kNormThreads}},
               addNormKernel<Group, N, Packs, E>, args, out);
    }
};
/// Launches the kernel; \p summed says whether it summed on the way.
template <class E> struct PickNormGrad {
    const AddNormGrad& args;
    cudaStream_t stream;
    DeviceBuffer& room;
    bool& summed;
    template <int Group, int N, int Packs> void run() const {
        const std::int64_t rows = args.dy.rows, width = args.dy.cols;
        summed = kSumsOnTheWay<N, Packs> && (args.dGamma || args.dBeta || args.dBias);
        NormSums sums{nullptr, args.dBias ? 3 : 2, 1};
        constexpr std::int32_t kMostRows = 32; // beside them the parts are small, and there are enough groups
        while (summed && sums.rowsEach < kMostRows && rows > std::int64_t{sums.rowsEach} * 2048)
            sums.rowsEach *= 2;
        const std::int64_t perBlock = std::int64_t{kNormThreads / Group} * sums.rowsEach,
                           blocks = (rows + perBlock - 1) / perBlock;
        if (summed)
            sums.parts = room.get<float>(blocks * sums.sums * width);
        launch("addNormGrad", stream, {{static_cast<unsigned>(blocks)}, {kNormThreads}},
               addNormGradKernel<Group, N, Packs, E>, args, sums);
        if (summed)
            joinColumnParts("addNormGrad", stream, sums.parts, blocks, sums.sums * width,
                            {static_cast<std::int32_t>(width),
                             {args.dGamma.data, args.dGammaMode == Accum::Add},
                             {args.dBeta.data, args.dBetaMode == Accum::Add},
                             {args.dBias.data, args.dBiasMode == Accum::Add}});
    }
};

} // namespace

void CudaBackend::addNorm(const AddNorm& args, MutTall y, MutTall normalized, MutMat inverseStd) {
    const bool byEight = aligned16(args.x.data, args.bias.data, args.residual.data, args.gamma.data,
                                   args.beta.data, y.data, normalized.data);
    forElement(args.x.element, [&]<class E>(E) {
        const NormOut<E> out{y.as<E>(), normalized.as<E>(), inverseStd.data};
        forWidth(args.x.cols, byEight, PickNorm<E>{args, out, m_stream});
    });
}

void CudaBackend::addNormGrad(const AddNormGrad& args) {
    const bool byEight =
        aligned16(args.dy.data, args.normalized.data, args.gamma.data, args.dx.data, args.dResidual.data);
    bool summed = false;
    forElement(args.dy.element, [&]<class E>(E) {
        forWidth(args.dy.cols, byEight, PickNormGrad<E>{args, m_stream, m_scratch, summed});
    });
    if (summed)
        return;
    if (args.dGamma)
        columnSums(args.dy, args.normalized, args.dGamma, args.dGammaMode);
    if (args.dBeta)
        columnSums(args.dy, {}, args.dBeta, args.dBetaMode);
    if (args.dBias)
        columnSums(args.dx, {}, args.dBias, args.dBiasMode);
}

} // namespace lab::gpu
