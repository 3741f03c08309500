#pragma once

#include "core/backend/backend.h"
#include "gpu/device/launch.h"
#include "gpu/device/layout.cuh"

namespace lab::gpu {

/// Cuts the rows of every sequence into tiles of equal size, without knowing the lengths on the host: more
/// tiles are numbered than exist, and a block whose number stands for none ends at once.
///
/// Of the tokens of a packed batch, sequence b gets the tiles from ⌊offset / size⌋ + b on, so that there are
/// tokens / size + sequences numbers for any mixture of lengths (as RowMap's Strided). Of other rows every
/// sequence gets as many as the longest needs.
struct TileMap {
    Segments segments;
    RowMap rows;
    std::int32_t size, perSequence;

    static TileMap of(Segments segments, RowMap rows, std::int32_t size) {
        return {segments, rows, size, (rows.count(segments.maxLength) + size - 1) / size};
    }
    [[nodiscard]] unsigned numbers() const {
        if (rows.kind == RowMap::Kind::Tokens)
            return static_cast<unsigned>(segments.rows / size + segments.count);
        return static_cast<unsigned>(segments.count) * static_cast<unsigned>(perSequence);
    }

    /// Rows [first, first + count) of sequence \p sequence, whose first token is row \p offset of the batch.
    struct Tile {
        std::int32_t sequence, offset, length, first, count;
    };
    /// count ≤ 0: none.
    __device__ Tile tile(std::int32_t number) const {
        std::int32_t b = 0, place = 0;
        if (rows.kind == RowMap::Kind::Tokens) {
            b = lastAtOrBefore(segments.count, number,
                               [this](std::int32_t s) { return segments.offsets[s] / size + s; });
            place = number - (segments.offsets[b] / size + b);
        } else {
            b = number / perSequence;
            place = number % perSequence;
        }
        Tile tile{b, segments.offsets[b], segments.offsets[b + 1] - segments.offsets[b], place * size, 0};
        const std::int32_t left = rows.count(tile.length) - tile.first;
        tile.count = left < size ? left : size;
        return tile;
    }
    /// Number of the first tile of a sequence, and how many it has.
    __device__ std::int32_t firstOf(std::int32_t sequence) const {
        return rows.kind == RowMap::Kind::Tokens ? segments.offsets[sequence] / size + sequence
                                                 : sequence * perSequence;
    }
    __device__ std::int32_t countOf(std::int32_t sequence) const {
        return (rows.count(segments.offsets[sequence + 1] - segments.offsets[sequence]) + size - 1) / size;
    }
};

} // namespace lab::gpu
