#include "app/cli/attention_figure.h"

#include "app/cli/svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace lab::cli {
namespace {

constexpr std::size_t kMostTokens = 128;
constexpr double kMargin = 24, kRowLabels = 48, kGutter = 16, kCellHeight = 12, kGap = 1, kLayerGap = 4;
constexpr double kTokenSize = 11, kWidestBlock = 640;
constexpr auto kMuted = "#5F6167";
constexpr auto kRunColour = "#0072B2";
constexpr auto kFaintBar = "#C2C2BD";

/// Where everything goes.
struct Layout {
    std::size_t tokens = 0;
    bool turned = false; ///< token texts run upwards
    double column = 0, block = 0, left = 0, right = 0, top = 0;
    double y = 0; ///< the next row
};

Layout layOut(const AttentionMap& map) {
    Layout layout;
    layout.tokens = std::min(map.tokens.size(), kMostTokens);
    double widest = 0;
    for (std::size_t t = 0; t < layout.tokens; ++t)
        widest = std::max(widest, textWidth(map.tokens[t], kTokenSize));
    const auto columns = static_cast<double>(std::max<std::size_t>(1, layout.tokens));
    layout.column = std::clamp(widest + 8, 28.0, 84.0);
    layout.turned = layout.column * columns > kWidestBlock;
    if (layout.turned)
        layout.column = 16;
    layout.block = layout.column * columns;
    layout.left = kMargin + kRowLabels;
    layout.right = layout.left + layout.block + kGutter;
    layout.top = 84 + (layout.turned ? std::min(widest, 120.0) : kTokenSize);
    layout.y = layout.top + 8;
    return layout;
}

void drawTokens(Svg& svg, const Layout& layout, const AttentionMap& map, double left) {
    for (std::size_t t = 0; t < layout.tokens; ++t) {
        const double x = left + layout.column * (static_cast<double>(t) + 0.5);
        if (layout.turned)
            svg.text(x + kTokenSize / 3, layout.top, map.tokens[t], {.size = kTokenSize, .angle = -90});
        else
            svg.text(x, layout.top, map.tokens[t], {.size = kTokenSize, .anchor = Svg::Anchor::Middle});
    }
}

/// One row of cells; \p stride is the distance between two tokens' values.
void drawRow(Svg& svg, const Layout& layout, const AttentionMap& map, double left,
             std::span<const float> values, std::size_t stride, double largest) {
    for (std::size_t t = 0; t < layout.tokens && t * stride < values.size(); ++t) {
        const double value = values[t * stride];
        svg.rect(left + layout.column * static_cast<double>(t), layout.y, layout.column - kGap,
                 kCellHeight - kGap, viridis(largest > 0 ? value / largest : 0),
                 fmt::format("{}: {:.4f}", map.tokens[t], value));
    }
}

/// What stands on the left for every head: α, or what a rival's token receives.
bool isLeading(const AttentionMap::Matrix& matrix) {
    return matrix.kind == "alpha" || matrix.kind == "received";
}

bool hasKind(const AttentionMap& map, const char* kind) {
    return std::any_of(map.layers.begin(), map.layers.end(),
                       [&](const auto& matrix) { return matrix.kind == kind; });
}

void drawHeads(Svg& svg, Layout& layout, const AttentionMap& map, double largest) {
    for (const auto& matrix : map.layers) {
        if (!isLeading(matrix))
            continue;
        const auto beta = std::find_if(map.layers.begin(), map.layers.end(), [&](const auto& other) {
            return other.layer == matrix.layer && other.kind == "beta";
        });
        const auto heads = static_cast<std::size_t>(matrix.heads);
        svg.text(kMargin, layout.y + kCellHeight - 2, fmt::format("L{}", matrix.layer + 1), {.bold = true});
        for (std::size_t h = 0; h < heads; ++h) {
            svg.text(layout.left - 6, layout.y + kCellHeight - 3, std::to_string(h + 1),
                     {.size = 9, .colour = kMuted, .anchor = Svg::Anchor::End});
            drawRow(svg, layout, map, layout.left, std::span(matrix.values).subspan(h), heads, largest);
            if (beta != map.layers.end())
                drawRow(svg, layout, map, layout.right, std::span(beta->values).subspan(h), heads, largest);
            layout.y += kCellHeight;
        }
        layout.y += kLayerGap;
    }
}

double drawLegend(Svg& svg, double x, double y, const std::string& name, double largest) {
    constexpr double kWidth = 110;
    constexpr int kSteps = 55;
    svg.text(x, y - 4, name, {.size = 10, .colour = kMuted});
    for (int i = 0; i < kSteps; ++i)
        svg.rect(x + kWidth * i / kSteps, y, kWidth / kSteps + 0.3, 8, viridis((i + 0.5) / kSteps));
    svg.text(x, y + 19, "0", {.size = 9.5, .colour = kMuted});
    svg.text(x + kWidth / 2, y + 19, fmt::format("{:.2g}", largest / 2),
             {.size = 9.5, .colour = kMuted, .anchor = Svg::Anchor::Middle});
    svg.text(x + kWidth, y + 19, fmt::format("{:.2g}", largest),
             {.size = 9.5, .colour = kMuted, .anchor = Svg::Anchor::End});
    return x + kWidth + 28;
}

double drawClasses(Svg& svg, const AttentionMap& map, const std::vector<std::string>& labels, double x,
                   double y) {
    constexpr double kBar = 120, kRow = 15;
    double nameWidth = 0;
    for (const auto& label : labels)
        nameWidth = std::max(nameWidth, textWidth(label, 10));
    for (std::size_t c = 0; c < labels.size() && c < map.probabilities.size(); ++c, y += kRow) {
        const bool winner = static_cast<int>(c) == map.label;
        const double p = map.probabilities[c];
        svg.text(x, y + 9, labels[c], {.size = 10, .bold = winner});
        svg.rect(x + nameWidth + 8, y, std::max(0.5, kBar * p), 10, winner ? kRunColour : kFaintBar);
        svg.text(x + nameWidth + 14 + kBar * p, y + 9, fmt::format("{:.3f}", p),
                 {.size = 10, .bold = winner});
    }
    return y;
}

double largestOf(const std::vector<float>& values) {
    return values.empty() ? 0 : static_cast<double>(*std::max_element(values.begin(), values.end()));
}

} // namespace

std::string viridis(double share) {
    static constexpr std::array<std::array<int, 3>, 10> kStops{{{0x44, 0x01, 0x54},
                                                                {0x48, 0x28, 0x78},
                                                                {0x3E, 0x49, 0x89},
                                                                {0x31, 0x68, 0x8E},
                                                                {0x26, 0x82, 0x8E},
                                                                {0x1F, 0x9E, 0x89},
                                                                {0x35, 0xB7, 0x79},
                                                                {0x6E, 0xCE, 0x58},
                                                                {0xB5, 0xDE, 0x2B},
                                                                {0xFD, 0xE7, 0x25}}};
    const double position = (share > 0 ? std::min(share, 1.0) : 0.0) * (kStops.size() - 1);
    const auto low = std::min(static_cast<std::size_t>(position), kStops.size() - 2);
    const double part = position - static_cast<double>(low);
    const auto mix = [&](std::size_t channel) {
        return static_cast<int>(
            std::lround(kStops[low][channel] * (1 - part) + kStops[low + 1][channel] * part));
    };
    return fmt::format("#{:02X}{:02X}{:02X}", mix(0), mix(1), mix(2));
}

std::string attentionFigure(const AttentionMap& map, const std::vector<std::string>& labels,
                            const std::string& title) {
    Layout layout = layOut(map);
    double largest = 0, headsHeight = 0;
    for (const auto& matrix : map.layers) {
        largest = std::max(largest, largestOf(matrix.values));
        headsHeight += isLeading(matrix) ? matrix.heads * kCellHeight + kLayerGap : 0;
    }
    const double largestPool = largestOf(map.pool);
    const bool hasHeads = !map.layers.empty(), both = hasKind(map, "beta");
    const double width = std::max(layout.left + (both ? 2 : 1) * (layout.block + kGutter) + kMargin, 520.0);
    const double height =
        layout.y + headsHeight + kCellHeight + 44 + std::max(30.0, 15.0 * static_cast<double>(labels.size()));

    Svg svg(width, height, title);
    svg.text(kMargin, 28, title, {.size = 13, .bold = true});
    if (map.tokens.size() > layout.tokens)
        svg.text(kMargin, 44, fmt::format("the first {} of {} tokens", layout.tokens, map.tokens.size()),
                 {.size = 10, .colour = kMuted});
    if (hasHeads)
        svg.text(layout.left, 64, both ? "α: weights of the queries" : "received: mean weight of the queries",
                 {.colour = kMuted});
    if (both) {
        svg.text(layout.right, 64, "β: weights of the keys", {.colour = kMuted});
        drawTokens(svg, layout, map, layout.right);
    }
    drawTokens(svg, layout, map, layout.left);
    drawHeads(svg, layout, map, largest);
    layout.y += 4;
    svg.text(layout.left - 6, layout.y + kCellHeight - 3, "pooling",
             {.size = 9, .colour = kMuted, .anchor = Svg::Anchor::End});
    drawRow(svg, layout, map, layout.left, map.pool, 1, largestPool);

    layout.y += kCellHeight + 36;
    double x = kMargin;
    if (hasHeads)
        x = drawLegend(svg, x, layout.y, both ? "α and β" : "received", largest);
    x = drawLegend(svg, x, layout.y, "pooling", largestPool);
    drawClasses(svg, map, labels, x, layout.y - 12);
    return svg.document();
}

} // namespace lab::cli
