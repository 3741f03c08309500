#pragma once

#include "ui/look/theme.h"

#include <QFont>
#include <QIcon>
#include <QObject>
#include <QString>

#include <algorithm>

namespace lab {

/// What a piece of text is, from which its size and weight follow.
enum class Type {
    Body,      ///< trees, tables, buttons, class names
    Strong,    ///< selected run, best value, totals, titles of views
    Secondary, ///< second lines, table heads, segments, small fields, status bar
    Heading,   ///< section headings of side panes
    Axis,      ///< axis numbers, legends, captions
    Tiny       ///< head numbers beside a map
};

/// Which scheme the person asked for.
enum class SchemeChoice { FollowSystem, Light, Dark };

/// The look in use: theme, type sizes, the unit of length and icons. Created once by the program and handed
/// to every widget; on \ref changed each of them repaints with the new colours. GUI thread only.
class Look : public QObject {
    Q_OBJECT
public:
    /// Reads the application's font and palette: make it after QApplication and before any window.
    explicit Look(QObject* parent = nullptr);

    [[nodiscard]] const Theme& theme() const { return Theme::of(m_scheme); }
    [[nodiscard]] QColor colour(Role role) const { return theme().colour(role); }
    [[nodiscard]] SchemeChoice choice() const { return m_choice; }
    void setChoice(SchemeChoice choice);

    /// \p units quarters of the default font's line height, in whole device-independent pixels. Every size
    /// and margin is made of it, so that the window grows with the text.
    [[nodiscard]] int u(double units) const;
    /// Width of the hairline at the usual size of type: one pixel.
    static constexpr int kLine = 1;
    /// How much larger than usual the type is; curves, their marks and the lines of the frame grow with it.
    void setEnlargement(double share) { m_enlargement = std::max(share, 1.0); }
    /// A width that was drawn for type of the usual size, in pixels.
    [[nodiscard]] double stroke(double pixels) const { return pixels * m_enlargement; }
    /// Width of the hairline now, in whole pixels.
    [[nodiscard]] int line() const;

    [[nodiscard]] QFont font(Type type) const;
    /// A line icon of resources/icons in the theme's colours; it repaints itself after a change of theme.
    [[nodiscard]] QIcon icon(const QString& name, Role role = Role::Muted) const;

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    /// The scheme or the default font is another one now.
    void changed();

private:
    void apply();
    [[nodiscard]] Scheme wanted() const;

    SchemeChoice m_choice = SchemeChoice::FollowSystem;
    Scheme m_scheme = Scheme::Light;
    Scheme m_system = Scheme::Light;
    bool m_applying = false;
    double m_enlargement = 1;
};

} // namespace lab
