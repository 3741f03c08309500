#include "ui/look/icon_engine.h"

#include "ui/look/look.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace lab {
namespace {

QByteArray svgOf(const QString& name, const QColor& colour) {
    QFile file(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("currentColor", colour.name().toLatin1());
}

QPixmap rendered(const QString& name, const QColor& colour, const QSize& pixels) {
    const QString key = name + colour.name() + QString::number(pixels.width()) + QLatin1Char('x') +
                        QString::number(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer renderer(svgOf(name, colour));
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    renderer.render(&painter);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace

IconEngine::IconEngine(const Look& look, QString name, Role role)
    : m_look(look), m_name(std::move(name)), m_role(role) {}

QColor IconEngine::colourFor(QIcon::Mode mode, QIcon::State state) const {
    if (mode == QIcon::Disabled)
        return m_look.colour(Role::Faint);
    if (state == QIcon::On && m_role == Role::Muted)
        return m_look.colour(Role::Accent);
    return m_look.colour(m_role);
}

void IconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) {
    const qreal ratio = painter->device()->devicePixelRatioF();
    painter->drawPixmap(rect, rendered(m_name, colourFor(mode, state), rect.size() * ratio));
}

QPixmap IconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) {
    return rendered(m_name, colourFor(mode, state), size);
}

QPixmap IconEngine::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) {
    QPixmap result = rendered(m_name, colourFor(mode, state), size);
    result.setDevicePixelRatio(scale);
    return result;
}

QIconEngine* IconEngine::clone() const {
    return new IconEngine(m_look, m_name, m_role);
}

} // namespace lab
