#include "ui/look/colour_map.h"

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

int mixed(int from, int to, double share) {
    return static_cast<int>(std::lround(from + (to - from) * share));
}

double linearChannel(double value) {
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double relativeLuminance(const QColor& colour) {
    return 0.2126 * linearChannel(colour.redF()) + 0.7152 * linearChannel(colour.greenF()) +
           0.0722 * linearChannel(colour.blueF());
}

} // namespace

ColourMap::ColourMap(std::span<const QRgb> stops) {
    const double last = static_cast<double>(stops.size() - 1);
    for (std::size_t i = 0; i < m_table.size(); ++i) {
        const double place = static_cast<double>(i) / 255.0 * last;
        const auto below = std::min(static_cast<std::size_t>(place), stops.size() - 2);
        const double share = place - static_cast<double>(below);
        const QRgb from = stops[below], to = stops[below + 1];
        m_table[i] = qRgb(mixed(qRed(from), qRed(to), share), mixed(qGreen(from), qGreen(to), share),
                          mixed(qBlue(from), qBlue(to), share));
    }
}

QRgb ColourMap::at(double position) const {
    if (!(position > 0))
        return m_table.front();
    return m_table[static_cast<std::size_t>(std::lround(std::min(position, 1.0) * 255.0))];
}

double lightness(const QColor& colour) {
    const double luminance = relativeLuminance(colour);
    return luminance > 216.0 / 24389.0 ? 116.0 * std::cbrt(luminance) - 16.0 : luminance * 24389.0 / 27.0;
}

double contrastRatio(const QColor& first, const QColor& second) {
    const double a = relativeLuminance(first), b = relativeLuminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace lab
