#include "ui/look/theme.h"

namespace lab {

struct Theme::Tables {
    std::array<QRgb, static_cast<std::size_t>(Role::Count)> roles;
    std::array<QRgb, kRunColours> runs;
    std::array<QRgb, kParts> parts;
    std::array<QRgb, 9> signedStops;
    std::array<QRgb, 5> tintStops;
};

namespace {

constexpr std::array<QRgb, 10> kViridis{0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E,
                                        0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C, 0xFDE725};

} // namespace

const Theme& Theme::light() {
    // Order of the roles: as the enumeration. Runs: blue, vermillion, green, plum, amber, olive, grey
    // (Okabe-Ito hues with their lightness spread apart for colour-vision deficiency).
    static const Theme theme(
        Scheme::Light,
        Tables{{0xF1F1EF, 0xFFFFFF, 0xF8F8F6, 0xDDDDD9, 0xC2C2BD, 0xEDEDEA, 0xDCDCD8,
                0x1C1D1F, 0x5F6167, 0x85878D, 0x4650C2, 0x4650C2, 0xFFFFFF, 0xDFE2F7,
                0xE7E7E4, 0xDDDDD9, 0x007262, 0xB1400B, 0x865E00, 0xFFFFFF},
               {0x0072B2, 0xBE4A10, 0x0E9362, 0x8A2C68, 0xA37B12, 0x4F4C00, 0x7E8189},
               {0xDCDCD8, 0xB4B5B8, 0x4650C2, 0x8A8C92},
               {0xB35806, 0xE08214, 0xFDB863, 0xFEE0B6, 0xF7F7F7, 0xD8DAEB, 0xB2ABD2, 0x8073AC, 0x542788},
               {0xFFFFFF, 0xDDF1EA, 0xA9DFCE, 0x6CC9AE, 0x35B08D}});
    return theme;
}

const Theme& Theme::dark() {
    static const Theme theme(
        Scheme::Dark,
        Tables{{0x212226, 0x17181B, 0x1C1D20, 0x303237, 0x484B52, 0x26282C, 0x34363C,
                0xE3E4E7, 0xA2A5AC, 0x777A82, 0x97A3FF, 0x5964D8, 0xFFFFFF, 0x30355C,
                0x2B2C31, 0x35373D, 0x3EBFA6, 0xFF8F5E, 0xE0B040, 0x26282D},
               {0x56B4E9, 0xE8642A, 0x1FA37A, 0xD06BB0, 0xF0B95A, 0xF4F27A, 0xC2C6CC},
               {0x34363C, 0x5A5D64, 0x97A3FF, 0x85888F},
               {0xFDC078, 0xE08A24, 0xB0621A, 0x6B4423, 0x26282C, 0x45406F, 0x6D5FAE, 0x9C8DD6, 0xCFC6F2},
               {0x17181B, 0x19302D, 0x1A463F, 0x1A5C51, 0x1A7163}});
    return theme;
}

Theme::Theme(Scheme scheme, const Tables& tables)
    : m_scheme(scheme),
      m_roles(tables.roles),
      m_runs(tables.runs),
      m_parts(tables.parts),
      m_maps{ColourMap(kViridis), ColourMap(tables.signedStops), ColourMap(tables.tintStops)} {}

RunMark Theme::runMark(int slot) const {
    const auto index = static_cast<std::size_t>(slot > 0 ? slot : 0);
    const auto shape = index % kRunColours;
    return {QColor::fromRgb(m_runs[shape]), static_cast<MarkShape>(shape), (index / kRunColours) % 2 == 1};
}

QPalette Theme::palette() const {
    QPalette palette;
    const auto set = [&](QPalette::ColorRole target, Role role) { palette.setColor(target, colour(role)); };
    set(QPalette::Window, Role::Window);
    set(QPalette::Button, Role::Window);
    set(QPalette::Base, Role::Base);
    set(QPalette::AlternateBase, Role::Alt);
    set(QPalette::Mid, Role::Line);
    set(QPalette::Dark, Role::Edge);
    set(QPalette::Shadow, Role::Edge);
    set(QPalette::Midlight, Role::Grid);
    set(QPalette::Light, Role::Base);
    set(QPalette::WindowText, Role::Text);
    set(QPalette::Text, Role::Text);
    set(QPalette::ButtonText, Role::Text);
    set(QPalette::BrightText, Role::OnFill);
    set(QPalette::PlaceholderText, Role::Muted);
    set(QPalette::Link, Role::Accent);
    set(QPalette::LinkVisited, Role::Accent);
    set(QPalette::Highlight, Role::Selection);
    set(QPalette::HighlightedText, Role::Text);
    set(QPalette::ToolTipBase, Role::Tooltip);
    set(QPalette::ToolTipText, Role::Text);
    for (const auto target :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, target, colour(Role::Faint));
    return palette;
}

QColor inkOn(const QColor& ground) {
    const QColor dark(Qt::black), bright(Qt::white);
    return contrastRatio(dark, ground) > contrastRatio(bright, ground) ? dark : bright;
}

} // namespace lab
