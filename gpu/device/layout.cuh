#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace lab::gpu {

/// Last b in [0, count) with start(b) <= at, for starts that do not decrease and start(0) = 0.
template <class Start>
__device__ inline std::int32_t lastAtOrBefore(std::int32_t count, std::int64_t at, Start start) {
    std::int32_t low = 0, high = count;
    while (high - low > 1) {
        const std::int32_t middle = low + (high - low) / 2;
        if (start(middle) <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

// Which rows belong together. A layout answers, for a row that exists:
//   at(row)                       the segment of the row
//   next(segment, row)            the same, known that the row before lies in \p segment
//   pieceEnd(segment, row, limit) where the rows of the segment from \p row on end, at most \p limit
//   end(segment, row)             the end of the segment
//   holds(segment, row)           whether the row, which may be the one before or behind all, lies in it

/// All rows together.
struct WholeLayout {
    std::int32_t rows;
    __device__ std::int32_t at(std::int32_t) const { return 0; }
    __device__ std::int32_t next(std::int32_t, std::int32_t) const { return 0; }
    __device__ std::int32_t pieceEnd(std::int32_t, std::int32_t, std::int32_t limit) const { return limit; }
    __device__ std::int32_t end(std::int32_t, std::int32_t) const { return rows; }
    __device__ bool holds(std::int32_t, std::int32_t row) const { return row >= 0 && row < rows; }
};

/// The sequences of a packed batch.
struct OffsetsLayout {
    const std::int32_t* offsets;
    std::int32_t count, rows;
    __device__ std::int32_t at(std::int32_t row) const {
        return lastAtOrBefore(count, row, [this](std::int32_t b) { return offsets[b]; });
    }
    __device__ std::int32_t next(std::int32_t segment, std::int32_t row) const {
        while (offsets[segment + 1] <= row)
            ++segment;
        return segment;
    }
    __device__ std::int32_t pieceEnd(std::int32_t segment, std::int32_t, std::int32_t limit) const {
        const std::int32_t stop = offsets[segment + 1];
        return stop < limit ? stop : limit;
    }
    __device__ std::int32_t end(std::int32_t segment, std::int32_t) const { return offsets[segment + 1]; }
    __device__ bool holds(std::int32_t segment, std::int32_t row) const {
        return offsets[segment] <= row && row < offsets[segment + 1];
    }
};

/// Equal neighbours in a sorted list; a segment's number is its key.
struct RunsLayout {
    const std::int32_t* keys;
    std::int32_t rows;
    __device__ std::int32_t at(std::int32_t row) const { return keys[row]; }
    __device__ std::int32_t next(std::int32_t, std::int32_t row) const { return keys[row]; }
    __device__ std::int32_t pieceEnd(std::int32_t segment, std::int32_t row, std::int32_t limit) const {
        while (row < limit && keys[row] == segment)
            ++row;
        return row;
    }
    __device__ std::int32_t end(std::int32_t segment, std::int32_t row) const {
        std::int32_t low = row, step = 1; // keys[low] == segment; most runs end after a few rows
        while (holds(segment, low + step)) {
            low += step;
            step *= 2;
        }
        std::int32_t high = low + step < rows ? low + step : rows; // keys[high] is larger
        while (high - low > 1) {
            const std::int32_t middle = low + (high - low) / 2;
            if (keys[middle] <= segment)
                low = middle;
            else
                high = middle;
        }
        return high;
    }
    __device__ bool holds(std::int32_t segment, std::int32_t row) const {
        return row >= 0 && row < rows && keys[row] == segment;
    }
};

} // namespace lab::gpu
