#include "ui/frame/head_bar.h"

#include "ui/look/look.h"

#include <QAction>
#include <QBoxLayout>
#include <QPainter>

#include <algorithm>

namespace lab {

WorkspaceTabs::WorkspaceTabs(const Look& look, QWidget* parent) : QTabBar(parent), m_look(look) {
    setObjectName(QStringLiteral("workspaceTabs"));
    setAccessibleName(tr("Workspaces"));
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(false);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    connect(this, &QTabBar::currentChanged, this, [this](int index) {
        if (auto* action = tabData(index).value<QAction*>(); action != nullptr && !action->isChecked())
            action->trigger();
    });
    connect(&look, &Look::changed, this, [this] { updateGeometry(); });
}

void WorkspaceTabs::addWorkspace(QAction* action) {
    const QSignalBlocker quiet(this); // the first tab must not trigger anything
    const int index = addTab(action->text());
    setTabData(index, QVariant::fromValue(action));
    setTabToolTip(index, action->toolTip());
    connect(action, &QAction::toggled, this, [this, index](bool on) {
        if (on)
            setCurrentIndex(index);
    });
}

QString WorkspaceTabs::nameOf(int index) const {
    return tabText(index).remove(u'&');
}

QSize WorkspaceTabs::tabSizeHint(int index) const {
    // Room for the semi-bold name, so that nothing moves when the tab is chosen.
    const QFontMetrics metrics(m_look.font(Type::Strong));
    return {metrics.horizontalAdvance(nameOf(index)) + m_look.u(6), m_look.u(11)};
}

void WorkspaceTabs::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QPoint pointer = mapFromGlobal(QCursor::pos());
    for (int index = 0; index < count(); ++index) {
        const QRect place = tabRect(index);
        const bool chosen = index == currentIndex();
        if (!chosen && underMouse() && place.contains(pointer))
            painter.fillRect(place, m_look.colour(Role::Hover));
        painter.setFont(m_look.font(chosen ? Type::Strong : Type::Body));
        painter.setPen(m_look.colour(chosen ? Role::Text : Role::Muted));
        painter.drawText(place, Qt::AlignCenter, nameOf(index));
        if (!chosen)
            continue;
        const int line = std::max(m_look.u(0.5), 1);
        painter.fillRect(place.adjusted(m_look.u(1), place.height() - line, -m_look.u(1), 0),
                         m_look.colour(Role::Accent));
        if (hasFocus()) {
            painter.setPen(QPen(m_look.colour(Role::Accent), line));
            painter.drawRect(place.adjusted(line, line, -2 * line, -2 * line));
        }
    }
}

HeadBar::HeadBar(WorkspaceTabs* tabs, QWidget* trainBar, QWidget* parent)
    : QWidget(parent),
      m_tabs(tabs),
      m_trainBar(trainBar),
      m_row(new QBoxLayout(QBoxLayout::LeftToRight, this)) {
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(0);
    m_row->addWidget(tabs, 0, Qt::AlignLeft);
    m_row->addWidget(trainBar, 1);
}

QSize HeadBar::minimumSizeHint() const {
    const QSize tabs = m_tabs->sizeHint(), bar = m_trainBar->minimumSizeHint();
    const bool stacked = m_row->direction() == QBoxLayout::TopToBottom;
    return {std::max(tabs.width(), bar.width()),
            stacked ? tabs.height() + bar.height() : std::max(tabs.height(), bar.height())};
}

void HeadBar::resizeEvent(QResizeEvent* event) {
    const bool fits = m_tabs->sizeHint().width() + m_trainBar->sizeHint().width() <= width();
    if (const auto wanted = fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
        wanted != m_row->direction()) {
        m_row->setDirection(wanted);
        updateGeometry();
    }
    QWidget::resizeEvent(event);
}

} // namespace lab
