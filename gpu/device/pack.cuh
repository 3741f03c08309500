#pragma once

#include "core/backend/views.h"

#include <cuda_runtime.h>

#include <cstdint>

namespace lab::gpu {

/// use(E{}) with the type of the values of an element.
template <class Use> void forElement(Element element, const Use& use) {
    if (element == Element::F32)
        use(float{});
    else
        use(BFloat16{});
}

/// Values of one access of 16 bytes.
template <class E> inline constexpr int kAccess = 16 / static_cast<int>(sizeof(E));

/// N neighbouring values, as they are computed with. In memory they may be narrower; four or more travel as
/// accesses of up to 16 bytes.
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

template <int N> __device__ inline Pack<N> loadPack(const BFloat16* from) {
    Pack<N> pack;
    const auto put = [&pack](int i, std::uint32_t pair) {
        pack.v[i] = widened({static_cast<std::uint16_t>(pair & 0xFFFFU)});
        pack.v[i + 1] = widened({static_cast<std::uint16_t>(pair >> 16U)});
    };
    if constexpr (N % 8 == 0) {
#pragma unroll
        for (int i = 0; i < N; i += 8) {
            const uint4 pairs = *reinterpret_cast<const uint4*>(from + i);
            put(i, pairs.x), put(i + 2, pairs.y), put(i + 4, pairs.z), put(i + 6, pairs.w);
        }
    } else if constexpr (N % 4 == 0) {
#pragma unroll
        for (int i = 0; i < N; i += 4) {
            const uint2 pairs = *reinterpret_cast<const uint2*>(from + i);
            put(i, pairs.x), put(i + 2, pairs.y);
        }
    } else {
#pragma unroll
        for (int i = 0; i < N; ++i)
            pack.v[i] = widened(from[i]);
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

template <int N> __device__ inline void storePack(BFloat16* to, const Pack<N>& pack) {
    const auto pair = [&pack](int i) { return narrowedPair(pack.v[i], pack.v[i + 1]); };
    if constexpr (N % 8 == 0) {
#pragma unroll
        for (int i = 0; i < N; i += 8)
            *reinterpret_cast<uint4*>(to + i) = {pair(i), pair(i + 2), pair(i + 4), pair(i + 6)};
    } else if constexpr (N % 4 == 0) {
#pragma unroll
        for (int i = 0; i < N; i += 4)
            *reinterpret_cast<uint2*>(to + i) = {pair(i), pair(i + 2)};
    } else {
#pragma unroll
        for (int i = 0; i < N; ++i)
            to[i] = narrowed(pack.v[i]);
    }
}

/// to = or += pack.
template <int N, class E> __device__ inline void storePack(E* to, Pack<N> pack, bool add) {
    if (add) {
        const Pack<N> old = loadPack<N>(to);
#pragma unroll
        for (int i = 0; i < N; ++i)
            pack.v[i] += old.v[i];
    }
    storePack(to, pack);
}

/// All pointers lie on 16 bytes, so that packs of four and more can be used.
template <class... Pointers> bool aligned16(const Pointers*... pointers) {
    return ((reinterpret_cast<std::uintptr_t>(pointers) % 16 == 0) && ...);
}

} // namespace lab::gpu
