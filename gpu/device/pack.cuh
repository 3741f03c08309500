#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace lab::gpu {

/// N neighbouring values; four travel as one access of 16 bytes.
template <int N> struct alignas(N % 4 == 0 ? 16 : 4) Pack { float v[N]; };

template <int N> __device__ inline Pack<N> loadPack(const float* from) {
    Pack<N> pack;
    if constexpr (N % 4 == 0) {
#pragma unroll
        for (int i = 0; i < N; i += 4) {
            const float4 four = *reinterpret_cast<const float4*>(from + i);
            pack.v[i] = four.x, pack.v[i + 1] = four.y, pack.v[i + 2] = four.z, pack.v[i + 3] = four.w;
        }
    } else {
#pragma unroll
        for (int i = 0; i < N; ++i)
            pack.v[i] = from[i];
    }
    return pack;
}

template <int N> __device__ inline void storePack(float* to, const Pack<N>& pack) {
    if constexpr (N % 4 == 0) {
#pragma unroll
        for (int i = 0; i < N; i += 4)
            *reinterpret_cast<float4*>(to + i) = {pack.v[i], pack.v[i + 1], pack.v[i + 2], pack.v[i + 3]};
    } else {
#pragma unroll
        for (int i = 0; i < N; ++i)
            to[i] = pack.v[i];
    }
}

/// to = or += pack.
template <int N> __device__ inline void storePack(float* to, Pack<N> pack, bool add) {
    if (add) {
        const Pack<N> old = loadPack<N>(to);
#pragma unroll
        for (int i = 0; i < N; ++i)
            pack.v[i] += old.v[i];
    }
    storePack(to, pack);
}

/// All pointers lie on 16 bytes, so that packs of four can be used.
template <class... Pointers> bool aligned16(const Pointers*... pointers) {
    return ((reinterpret_cast<std::uintptr_t>(pointers) % 16 == 0) && ...);
}

} // namespace lab::gpu
