#include "ui/look/look.h"

#include "ui/look/icon_engine.h"

#include <QApplication>
#include <QEvent>
#include <QFontMetricsF>

#include <cmath>

// A static library's resources are dropped by the linker unless asked for; the macro wants the global
// namespace.
static void keepResources() {
    Q_INIT_RESOURCE(lab);
    Q_INIT_RESOURCE(help);
}

namespace lab {
namespace {

/// The default size the relative sizes of the type table were drawn for.
constexpr double kDesignPoints = 9.75;
constexpr double kSmallestPoints = 7.5;

double relativePoints(Type type) {
    switch (type) {
    case Type::Body:
    case Type::Strong:
        return 0;
    case Type::Secondary:
        return -0.75;
    case Type::Heading:
        return -1;
    case Type::Axis:
        return -1.5;
    case Type::Tiny:
        return -2;
    }
    return 0;
}

Scheme systemScheme() {
    return lightness(QGuiApplication::palette().color(QPalette::Window)) < 50 ? Scheme::Dark : Scheme::Light;
}

} // namespace

Look::Look(QObject* parent) : QObject(parent), m_system(systemScheme()) {
    keepResources();
    m_scheme = m_system;
    apply();
    qApp->installEventFilter(this);
}

void Look::setChoice(SchemeChoice choice) {
    m_choice = choice;
    if (wanted() == m_scheme)
        return;
    m_scheme = wanted();
    apply();
    emit changed();
}

Scheme Look::wanted() const {
    switch (m_choice) {
    case SchemeChoice::Light:
        return Scheme::Light;
    case SchemeChoice::Dark:
        return Scheme::Dark;
    case SchemeChoice::FollowSystem:
        break;
    }
    return m_system;
}

void Look::apply() {
    m_applying = true;
    QApplication::setPalette(theme().palette());
    m_applying = false;
}

bool Look::eventFilter(QObject* watched, QEvent* event) {
    if (watched == qApp && event->type() == QEvent::ApplicationFontChange)
        emit changed();
    // Qt before 6.5 tells a new system scheme only by a palette that is not ours.
    if (watched == qApp && event->type() == QEvent::ApplicationPaletteChange && !m_applying &&
        QGuiApplication::palette().color(QPalette::Window) != colour(Role::Window)) {
        m_system = systemScheme();
        m_scheme = wanted();
        apply();
        emit changed();
    }
    return QObject::eventFilter(watched, event);
}

int Look::u(double units) const {
    return static_cast<int>(std::lround(units * QFontMetricsF(QApplication::font()).height() / 4.0));
}

int Look::line() const {
    constexpr double kEarly = 0.2; // type of 1.3 has lines of two pixels already
    return static_cast<int>(std::lround(kLine * m_enlargement + kEarly));
}

QFont Look::font(Type type) const {
    QFont font = QApplication::font();
    const double points = font.pointSizeF() > 0 ? font.pointSizeF() : kDesignPoints;
    const double wantedPoints = points + relativePoints(type) * points / kDesignPoints;
    font.setPointSizeF(std::max(wantedPoints, std::min(points, kSmallestPoints)));
    if (type == Type::Strong || type == Type::Heading)
        font.setWeight(QFont::DemiBold);
    return font;
}

QIcon Look::icon(const QString& name, Role role) const {
    return QIcon(new IconEngine(*this, name, role));
}

} // namespace lab
