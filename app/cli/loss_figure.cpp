#include "app/cli/loss_figure.h"

#include "app/cli/svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace lab::cli {
namespace {

constexpr double kWidth = 900, kHeight = 380, kPanelWidth = 370, kPanelHeight = 240, kTop = 84;
constexpr std::size_t kMostPoints = 600;
constexpr auto kMuted = "#5F6167";
constexpr auto kEdge = "#C2C2BD";
constexpr auto kGrid = "#EDEDEA";
constexpr auto kRunColour = "#0072B2";

using Points = LearningCurves::Points;

/// One plot: its place and the values its edges stand for.
struct Panel {
    double left = 0, low = 0, high = 1, lastStep = 1;

    [[nodiscard]] double x(double step) const { return left + kPanelWidth * step / lastStep; }
    [[nodiscard]] double y(double value) const {
        return kTop + kPanelHeight * (1 - (std::clamp(value, low, high) - low) / (high - low));
    }
};

/// Means of equal stretches when there are more points than a picture can show.
Points thinned(const Points& points) {
    if (points.size() <= kMostPoints)
        return points;
    Points result;
    for (std::size_t bin = 0; bin < kMostPoints; ++bin) {
        const std::size_t from = bin * points.size() / kMostPoints,
                          to = (bin + 1) * points.size() / kMostPoints;
        double x = 0, y = 0;
        for (std::size_t i = from; i < to; ++i) {
            x += points[i].first;
            y += points[i].second;
        }
        const auto count = static_cast<double>(to - from);
        result.emplace_back(x / count, y / count);
    }
    return result;
}

/// 1, 2 or 5 times a power of ten: about \p wanted steps over \p span.
double niceStep(double span, int wanted) {
    const double raw = span / wanted, power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (raw <= factor * power)
            return factor * power;
    return 10 * power;
}

double largestY(const Points& a, const Points& b) {
    double largest = 0;
    for (const auto* points : {&a, &b})
        for (const auto& [x, y] : *points)
            if (std::isfinite(y))
                largest = std::max(largest, y);
    return largest;
}

void drawAxes(Svg& svg, const Panel& panel, const std::string& name) {
    const double bottom = kTop + kPanelHeight, right = panel.left + kPanelWidth;
    const double step = niceStep(panel.high - panel.low, 5);
    for (double value = panel.low; value <= panel.high + step * 1e-6; value += step) {
        svg.line(panel.left, panel.y(value), right, panel.y(value), kGrid);
        svg.text(panel.left - 8, panel.y(value) + 4, fmt::format("{:.3g}", value),
                 {.size = 10, .colour = kMuted, .anchor = Svg::Anchor::End});
    }
    svg.line(panel.left, bottom, right, bottom, kEdge);
    const double stride = std::max(1.0, niceStep(panel.lastStep, 5));
    for (double at = 0; at <= panel.lastStep; at += stride) {
        svg.line(panel.x(at), bottom, panel.x(at), bottom + 4, kEdge);
        svg.text(panel.x(at), bottom + 17, fmt::format("{:.0f}", at),
                 {.size = 10, .colour = kMuted, .anchor = Svg::Anchor::Middle});
    }
    svg.text(right, bottom + 34, "step", {.size = 10, .colour = kMuted, .anchor = Svg::Anchor::End});
    svg.text(panel.left, kTop - 14, name, {.size = 12, .bold = true});
}

void drawCurves(Svg& svg, const Panel& panel, const Points& train, const Points& validation) {
    for (const auto& [step, value] : thinned(train))
        if (std::isfinite(value))
            svg.circle(panel.x(step), panel.y(value), 1.4, kRunColour, 0.3);
    Points line;
    double latest = 0;
    for (const auto& [step, value] : validation)
        if (std::isfinite(value)) {
            line.emplace_back(panel.x(step), panel.y(value));
            latest = value;
        }
    if (line.empty())
        return;
    svg.polyline(line, kRunColour, 2);
    svg.circle(line.back().first, line.back().second, 5, "#FFFFFF");
    svg.circle(line.back().first, line.back().second, 3.5, kRunColour);
    svg.text(panel.left + kPanelWidth, kTop - 14, fmt::format("validation {:.4g}", latest),
             {.size = 11, .colour = kRunColour, .anchor = Svg::Anchor::End, .bold = true});
}

void drawLegend(Svg& svg, double x, double y) {
    svg.circle(x + 4, y - 4, 1.4, kRunColour, 0.6);
    svg.circle(x + 12, y - 4, 1.4, kRunColour, 0.6);
    svg.text(x + 22, y, "training, each step", {.colour = kMuted});
    svg.line(x + 160, y - 4, x + 178, y - 4, kRunColour, 2);
    svg.text(x + 184, y, "validation", {.colour = kMuted});
}

double lastStepOf(const LearningCurves& curves) {
    double last = 1;
    for (const auto* points : {&curves.trainLoss, &curves.validationLoss})
        if (!points->empty())
            last = std::max(last, points->back().first);
    return last;
}

} // namespace

std::string lossFigure(const LearningCurves& curves) {
    Svg svg(kWidth, kHeight, curves.title);
    svg.text(24, 28, curves.title, {.size = 13, .bold = true});
    drawLegend(svg, 24, 50);

    const double largest = largestY(curves.trainLoss, curves.validationLoss);
    const double step = niceStep(largest > 0 ? largest : 1, 5);
    Panel loss{.left = 64,
               .low = 0,
               .high = step * std::max(1.0, std::ceil(largest / step)),
               .lastStep = lastStepOf(curves)};
    Panel accuracy{.left = 64 + kPanelWidth + 72, .low = 0, .high = 1, .lastStep = loss.lastStep};
    drawAxes(svg, loss, "Loss");
    drawCurves(svg, loss, curves.trainLoss, curves.validationLoss);
    drawAxes(svg, accuracy, "Accuracy");
    drawCurves(svg, accuracy, curves.trainAccuracy, curves.validationAccuracy);
    return svg.document();
}

} // namespace lab::cli
