#pragma once

#include <string>
#include <utility>
#include <vector>

namespace lab::cli {

/// A picture in the making, in SVG user units (pixels). Text stays text.
class Svg {
public:
    Svg(double width, double height, const std::string& title);

    enum class Anchor { Start, Middle, End };
    struct TextStyle {
        double size = 11;
        const char* colour = "#1C1D1F";
        Anchor anchor = Anchor::Start;
        bool bold = false;
        double angle = 0; ///< degrees, around the anchor point
    };

    void rect(double x, double y, double width, double height, const std::string& fill,
              const std::string& tip = {});
    void line(double x1, double y1, double x2, double y2, const std::string& colour, double width = 1);
    void circle(double x, double y, double radius, const std::string& fill, double opacity = 1);
    void polyline(const std::vector<std::pair<double, double>>& points, const std::string& colour,
                  double width);
    void text(double x, double y, const std::string& content, const TextStyle& style);

    /// The finished document.
    [[nodiscard]] std::string document() const { return m_body + "</svg>\n"; }

private:
    std::string m_body;
};

/// Characters, for estimating how wide a text is.
double textWidth(const std::string& text, double size);

} // namespace lab::cli
