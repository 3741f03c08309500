#pragma once

#include "ui/look/theme.h"

#include <QIconEngine>
#include <QString>

namespace lab {

class Look;

/// Draws one SVG of resources/icons in the colour that the theme gives at the moment of painting, at the
/// pixel ratio of the device painted on. The SVGs use `currentColor` for every stroke and fill.
class IconEngine final : public QIconEngine {
public:
    /// \p look must outlive every icon made from the engine.
    IconEngine(const Look& look, QString name, Role role);

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    [[nodiscard]] QIconEngine* clone() const override;

private:
    [[nodiscard]] QColor colourFor(QIcon::Mode mode, QIcon::State state) const;

    const Look& m_look;
    QString m_name;
    Role m_role;
};

} // namespace lab
