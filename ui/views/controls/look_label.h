#pragma once

#include "ui/look/look.h"

#include <QLabel>

namespace lab {

/// A label in one of the look's types and colours; follows a change of theme. Elides its text when told so.
class LookLabel : public QLabel {
    Q_OBJECT
public:
    LookLabel(const Look& look, Type type, Role role, const QString& text = {}, QWidget* parent = nullptr);

    void setRole(Role role);
    /// The text gives way instead of widening its layout; the whole of it stands in the tooltip.
    void setElided(bool elided);
    /// It asks for the room of its whole text, gives way where there is less, and keeps its own tooltip.
    void setYielding();
    [[nodiscard]] bool isElided() const { return m_elided; }
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void applyLook();
    const Look& m_look;
    Type m_type;
    Role m_role;
    bool m_elided = false, m_yielding = false;
    QString m_tip; ///< the whole text as it was last put into the tooltip
};

/// A one-pixel line between panes that follows the theme.
class Hairline : public QWidget {
    Q_OBJECT
public:
    Hairline(const Look& look, Qt::Orientation orientation, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Look& m_look;
};

} // namespace lab
