#pragma once

#include "ui/look/colour_map.h"

#include <QColor>
#include <QPalette>

#include <array>

namespace lab {

enum class Scheme { Light, Dark };

/// What a colour is for. Nothing else in the program holds a literal colour.
enum class Role {
    Window, ///< bars, navigator, properties, status
    Base,   ///< the data surface: plots, maps, tables, text, fields
    Alt,    ///< columns of foreign figures, table zones
    Line,   ///< hairlines between panes
    Edge,   ///< borders of fields and buttons, axis lines, header rules
    Grid,   ///< plot grid, table row lines, empty part of a bar on base
    Track,  ///< empty part of a bar on window, groove of a progress bar
    Text,
    Muted,  ///< labels, units, axes
    Faint,  ///< disabled, pinned lines, borders of checks and radios
    Accent, ///< "you are here": tab underline, playhead, cursor, focus ring, links
    Fill,   ///< the primary button, checked boxes
    OnFill,
    Selection,
    Hover,
    Pressed,
    Positive, ///< message text, always beside a mark or a word
    Negative,
    Warning,
    Tooltip,
    Count
};

enum class MapKind {
    Magnitude, ///< viridis
    Signed,    ///< orange below, purple above, centre = 0 = nearly the surface
    Tint       ///< one hue behind text, which stays readable on all of it
};

/// The mark of a run: colour and shape belong together, for life.
enum class MarkShape { Circle, Square, TriangleUp, Diamond, Cross, TriangleDown, Hexagon };
struct RunMark {
    QColor colour;
    MarkShape shape = MarkShape::Circle;
    bool hollow = false; ///< from the eighth run on the shapes repeat, hollow
};

/// Every colour of one scheme. A value without state; `Look` says which of the two is in use.
class Theme {
public:
    static const Theme& light();
    static const Theme& dark();
    static const Theme& of(Scheme scheme) { return scheme == Scheme::Dark ? dark() : light(); }

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] QColor colour(Role role) const {
        return QColor::fromRgb(m_roles[static_cast<std::size_t>(role)]);
    }
    [[nodiscard]] const ColourMap& map(MapKind kind) const { return m_maps[static_cast<std::size_t>(kind)]; }
    /// \p slot ≥ 0, the run's colour slot in the lab file.
    [[nodiscard]] RunMark runMark(int slot) const;
    /// Greys for the common parts of a whole, accent for attention: never run colours.
    [[nodiscard]] QColor partColour(int part) const {
        return QColor::fromRgb(m_parts[static_cast<std::size_t>(part)]);
    }
    /// Opacity of the raw training points of a plot.
    [[nodiscard]] double pointAlpha() const { return m_scheme == Scheme::Dark ? 0.34 : 0.26; }
    [[nodiscard]] QPalette palette() const;

    static constexpr int kRunColours = 7;
    static constexpr int kParts = 4;

private:
    struct Tables;
    Theme(Scheme scheme, const Tables& tables);

    Scheme m_scheme;
    std::array<QRgb, static_cast<std::size_t>(Role::Count)> m_roles;
    std::array<QRgb, kRunColours> m_runs;
    std::array<QRgb, kParts> m_parts;
    std::array<ColourMap, 3> m_maps;
};

/// Black or white, whichever can be read on \p ground: the contrast is at least 4.5 on any colour.
[[nodiscard]] QColor inkOn(const QColor& ground);

} // namespace lab
