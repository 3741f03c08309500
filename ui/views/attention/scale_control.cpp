#include "ui/views/attention/scale_control.h"

#include "ui/actions/actions.h"
#include "ui/look/lab_style.h"
#include "ui/look/look.h"
#include "ui/views/controls/flow_layout.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

namespace lab {

ScaleLegend::ScaleLegend(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setAccessibleName(tr("Legend of the colours"));
    connect(&look, &Look::changed, this, [this] { update(); });
}

void ScaleLegend::setScale(const AttentionScale& scale) {
    m_scale = scale;
    QStringList numbers;
    for (const auto& tick : scale.ticks())
        numbers << tick.text;
    setAccessibleDescription(numbers.join(QStringLiteral(" – ")));
    update();
}

QSize ScaleLegend::sizeHint() const {
    return {m_look.u(29), m_look.u(7)};
}

void ScaleLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintScaleLegend(painter, rect(), m_look, m_scale);
}

void paintScaleLegend(QPainter& painter, const QRect& place, const Look& look, const AttentionScale& scale) {
    const QRect bar(place.left(), place.top() + look.u(0.75), place.width(), look.u(2));
    const ColourMap& map = look.theme().map(scale.map());
    const double ratio = painter.device()->devicePixelRatioF();
    for (int x = 0; x < bar.width() * ratio; ++x)
        painter.fillRect(QRectF(bar.left() + x / ratio, bar.top(), 1 / ratio, bar.height()),
                         QColor::fromRgb(map.at(x / (bar.width() * ratio - 1))));
    painter.setFont(look.font(Type::Tiny));
    const auto ticks = scale.ticks();
    int ends = 0; // width that the end numbers take
    for (const auto& tick : ticks)
        if (tick.position == 0 || tick.position == 1)
            ends = std::max(ends, painter.fontMetrics().horizontalAdvance(tick.text));
    for (const auto& tick : ticks) {
        const int x = bar.left() + static_cast<int>(tick.position * (bar.width() - 1));
        painter.fillRect(QRect(x, bar.bottom() + 1, 1, look.u(0.75)), look.colour(Role::Edge));
        const bool end = tick.position == 0 || tick.position == 1;
        const int free = std::min(x - bar.left(), bar.right() - x) - ends - look.u(0.5);
        if (!end && painter.fontMetrics().horizontalAdvance(tick.text) > 2 * free)
            continue; // it would touch them
        const int top = bar.bottom() + look.u(0.75);
        const QRect text(bar.left(), top, bar.width(), place.bottom() + 1 - top);
        painter.setPen(look.colour(Role::Muted));
        // End numbers stay inside the bar's ends.
        const auto align = tick.position == 0   ? Qt::AlignLeft
                           : tick.position == 1 ? Qt::AlignRight
                                                : Qt::AlignHCenter;
        painter.drawText(text, Qt::AlignVCenter | align, tick.text);
    }
}

ScaleControl::ScaleControl(const Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_modes(new QButtonGroup(this)),
      m_lock(new QToolButton(this)),
      m_legend(new ScaleLegend(look, this)) {
    auto* row = new FlowLayout(this, look.u(2), look.u(0.5));
    row->setContentsMargins(0, 0, 0, 0);
    auto* modes = new QWidget(this);
    auto* joined = new QHBoxLayout(modes);
    joined->setContentsMargins(0, 0, 0, 0);
    joined->setSpacing(0);
    const struct {
        ScaleMode mode;
        QString text, name, help;
        SegmentPlace place;
    } choices[] = {{ScaleMode::Raw, tr("raw"), QStringLiteral("scaleRaw"),
                    tr("From 0 to the largest weight on show"), SegmentFirst},
                   {ScaleMode::Fixed, tr("0–1"), QStringLiteral("scaleFixed"),
                    tr("From 0 to 1 for every text"), SegmentMiddle},
                   {ScaleMode::Uniform, tr("× uniform"), QStringLiteral("scaleUniform"),
                    tr("Weight × number of tokens, on a log scale: 1 is what every token would get"),
                    SegmentLast}};
    for (const auto& choice : choices) {
        auto* button = new QToolButton(this);
        button->setObjectName(choice.name);
        button->setText(choice.text);
        button->setToolTip(choice.help);
        button->setCheckable(true);
        button->setChecked(choice.mode == ScaleMode::Raw);
        button->setProperty(kSegmentProperty, choice.place);
        button->setFont(look.font(Type::Secondary));
        m_modes->addButton(button, static_cast<int>(choice.mode));
        joined->addWidget(button);
    }
    m_lock->setObjectName(QStringLiteral("scaleLock"));
    m_lock->setCheckable(true);
    m_lock->setAccessibleName(tr("Lock the colour scale"));
    joined->addSpacing(look.u(1));
    joined->addWidget(m_lock);
    row->addWidget(modes);
    row->addWidget(m_legend);
    connect(m_modes, &QButtonGroup::idClicked, this, [this](int id) { setMode(static_cast<ScaleMode>(id)); });
    connect(m_lock, &QToolButton::toggled, this, &ScaleControl::setLocked);
    setLocked(false);
    m_legend->setScale(m_scale);
}

bool ScaleControl::locked() const {
    return m_lock->isChecked();
}

void ScaleControl::obey(const Actions& actions) {
    const std::pair<QAction*, ScaleMode> modes[] = {{actions.scaleRaw, ScaleMode::Raw},
                                                    {actions.scaleFixed, ScaleMode::Fixed},
                                                    {actions.scaleUniform, ScaleMode::Uniform}};
    for (const auto& [action, mode] : modes) {
        connect(action, &QAction::toggled, this, [this, own = mode](bool on) {
            if (on)
                setMode(own);
        });
        connect(this, &ScaleControl::modeChanged, action, [target = action, own = mode](ScaleMode now) {
            if (now == own)
                target->setChecked(true);
        });
    }
    connect(actions.lockScale, &QAction::toggled, this, &ScaleControl::setLocked);
    connect(this, &ScaleControl::lockedChanged, actions.lockScale, &QAction::setChecked);
}

void ScaleControl::setLocked(bool locked) {
    {
        const QSignalBlocker quiet(m_lock);
        m_lock->setChecked(locked);
    }
    m_lock->setIcon(m_look.icon(locked ? QStringLiteral("lock") : QStringLiteral("unlock")));
    m_lock->setToolTip(
        locked ? tr("The colours keep their numbers. Click to let the scale follow the weights. (L)")
               : tr("The scale follows the weights. Click to keep its numbers. (L)"));
    follow();
    emit lockedChanged(locked);
}

void ScaleControl::setMode(ScaleMode mode) {
    if (auto* button = m_modes->button(static_cast<int>(mode)))
        button->setChecked(true);
    if (mode == m_scale.mode)
        return;
    m_scale = scaleFor(mode, m_range);
    m_legend->setScale(m_scale);
    emit modeChanged(mode);
    emit scaleChanged(m_scale);
}

void ScaleControl::setRange(const AttentionRange& range) {
    m_range = range;
    follow();
}

void ScaleControl::follow() {
    if (locked())
        return;
    const AttentionScale wanted = scaleFor(m_scale.mode, m_range);
    if (wanted == m_scale)
        return;
    m_scale = wanted;
    m_legend->setScale(m_scale);
    emit scaleChanged(m_scale);
}

} // namespace lab
