#include "app/cli/svg.h"

#include <fmt/format.h>

namespace lab::cli {
namespace {

/// Markup characters escaped, control characters (not allowed in XML) left out.
std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '&')
            result += "&amp;";
        else if (c == '<')
            result += "&lt;";
        else if (c == '>')
            result += "&gt;";
        else if (c == '"')
            result += "&quot;";
        else if (static_cast<unsigned char>(c) >= 0x20)
            result += c;
    }
    return result;
}

} // namespace

Svg::Svg(double width, double height, const std::string& title) {
    m_body =
        fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
                    "viewBox=\"0 0 {0:.0f} {1:.0f}\" font-family=\"Inter, 'DejaVu Sans', 'Noto Sans CJK SC', "
                    "sans-serif\">\n<title>{2}</title>\n",
                    width, height, escaped(title));
    rect(0, 0, width, height, "#FFFFFF");
}

void Svg::rect(double x, double y, double width, double height, const std::string& fill,
               const std::string& tip) {
    m_body += fmt::format("<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" fill=\"{}\"", x,
                          y, width, height, fill);
    m_body += tip.empty() ? "/>\n" : "><title>" + escaped(tip) + "</title></rect>\n";
}

void Svg::line(double x1, double y1, double x2, double y2, const std::string& colour, double width) {
    m_body += fmt::format("<line x1=\"{:.2f}\" y1=\"{:.2f}\" x2=\"{:.2f}\" y2=\"{:.2f}\" stroke=\"{}\" "
                          "stroke-width=\"{}\"/>\n",
                          x1, y1, x2, y2, colour, width);
}

void Svg::circle(double x, double y, double radius, const std::string& fill, double opacity) {
    m_body += fmt::format("<circle cx=\"{:.2f}\" cy=\"{:.2f}\" r=\"{}\" fill=\"{}\" fill-opacity=\"{}\"/>\n",
                          x, y, radius, fill, opacity);
}

void Svg::polyline(const std::vector<std::pair<double, double>>& points, const std::string& colour,
                   double width) {
    m_body +=
        fmt::format("<polyline fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" "
                    "points=\"",
                    colour, width);
    for (const auto& [x, y] : points)
        m_body += fmt::format("{:.2f},{:.2f} ", x, y);
    m_body += "\"/>\n";
}

void Svg::text(double x, double y, const std::string& content, const TextStyle& style) {
    const char* anchor = style.anchor == Anchor::Start ? "start"
                         : style.anchor == Anchor::End ? "end"
                                                       : "middle";
    const std::string turned =
        style.angle == 0 ? "" : fmt::format(" transform=\"rotate({} {:.2f} {:.2f})\"", style.angle, x, y);
    m_body += fmt::format(
        "<text x=\"{:.2f}\" y=\"{:.2f}\" font-size=\"{}\" fill=\"{}\" text-anchor=\"{}\"{}{}>{}</text>\n", x,
        y, style.size, style.colour, anchor, style.bold ? " font-weight=\"600\"" : "", turned,
        escaped(content));
}

double textWidth(const std::string& text, double size) {
    double width = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            width += 0.6;
        else if (byte >= 0xE0) // the first byte of a character of three bytes or more: most are full-width
            width += 1.0;
        else if (byte >= 0xC0)
            width += 0.65;
    }
    return width * size;
}

} // namespace lab::cli
