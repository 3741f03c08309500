#pragma once

#include "ui/look/theme.h"

#include <QString>

#include <vector>

namespace lab {

/// What the colours of an attention map say.
enum class ScaleMode {
    Raw,       ///< 0 to the largest weight seen
    Fixed,     ///< 0 to 1
    Uniform,   ///< log2 of weight × tokens: 0 = as much as every token would get; the same for texts of any
               ///< length
    Difference ///< of two maps: −top to top, 0 in the middle
};

/// From a weight to a colour, with the numbers of its legend. A value.
struct AttentionScale {
    ScaleMode mode = ScaleMode::Raw;
    double top = 1; ///< raw: the largest weight of the scale; uniform: log2 of the largest multiple, less
                    ///< than its inverse shows as its inverse; fixed: 1; difference: the largest one

    /// Place on the colour map, 0 to 1. \p tokens: length of the text the weight belongs to.
    [[nodiscard]] double position(double weight, int tokens) const;
    [[nodiscard]] MapKind map() const {
        return mode == ScaleMode::Uniform || mode == ScaleMode::Difference ? MapKind::Signed
                                                                           : MapKind::Magnitude;
    }
    /// The number a cell shows for a weight: the weight, or its multiple of uniform.
    [[nodiscard]] double shown(double weight, int tokens) const;

    struct Tick {
        double position = 0;
        QString text;
    };
    [[nodiscard]] std::vector<Tick> ticks() const;

    bool operator==(const AttentionScale&) const = default;
};

/// The extremes of the maps on show, from which an unlocked scale is made.
struct AttentionRange {
    double largest = 0;      ///< largest weight, or size of a difference
    double largestRatio = 0; ///< largest weight × tokens
    void join(const AttentionRange& other);
};

/// The scale of \p mode that holds \p range. Its top stands on a short ladder (0.05, 0.1, 0.2, …), so that
/// colours keep their meaning from one snapshot to the next.
AttentionScale scaleFor(ScaleMode mode, const AttentionRange& range);

} // namespace lab
