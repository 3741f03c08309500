#pragma once

#include <QColor>

#include <array>
#include <span>

namespace lab {

/// A continuous colour scale as a table of 256 opaque colours, made once from a few evenly spaced stops.
class ColourMap {
public:
    /// \p stops 0xRRGGBB, at least two, evenly spaced over [0, 1]; between them sRGB values are interpolated.
    explicit ColourMap(std::span<const QRgb> stops);

    /// The colour at \p position; positions outside [0, 1] take the end colour, NaN the first.
    [[nodiscard]] QRgb at(double position) const;
    [[nodiscard]] const std::array<QRgb, 256>& table() const { return m_table; }

private:
    std::array<QRgb, 256> m_table{};
};

/// CIE 1976 lightness L* of a colour, 0 (black) to 100 (white).
double lightness(const QColor& colour);

/// WCAG contrast ratio of two opaque colours, 1 to 21.
double contrastRatio(const QColor& first, const QColor& second);

} // namespace lab
