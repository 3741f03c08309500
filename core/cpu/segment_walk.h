#pragma once

#include "core/backend/views.h"

#include <algorithm>

namespace lab {

/// The sequence that holds row \p row (the last one that starts at or before it).
inline std::int32_t segmentOfRow(Segments segments, std::int64_t row) {
    const auto* past = std::upper_bound(segments.offsets, segments.offsets + segments.count + 1,
                                        static_cast<std::int32_t>(row));
    return static_cast<std::int32_t>(past - segments.offsets) - 1;
}

/// Calls body(segment, from, to) for each piece of the rows [begin, end) that lies in one sequence.
template <class Body> void forPieces(Segments segments, std::int64_t begin, std::int64_t end, Body&& body) {
    if (begin >= end)
        return;
    std::int32_t b = segmentOfRow(segments, begin);
    for (std::int64_t at = begin; at < end; ++b) {
        const std::int64_t to = std::min<std::int64_t>(segments.offsets[b + 1], end);
        if (to > at)
            body(b, at, to);
        at = std::max(at, to);
    }
}

} // namespace lab
