#include "ui/views/controls/segments.h"

#include "ui/look/lab_style.h"
#include "ui/look/look.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace lab {

namespace {

QWidget* segmentsOf(const Look& look, const QList<QAction*>& actions, QWidget* parent) {
    auto* segments = new QWidget(parent);
    auto* row = new QHBoxLayout(segments);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (QAction* action : actions) {
        auto* button = new QToolButton(segments);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setFocusPolicy(Qt::TabFocus);
        button->setProperty(kSegmentProperty, action == actions.front()  ? SegmentFirst
                                              : action == actions.back() ? SegmentLast
                                                                         : SegmentMiddle);
        button->setFont(look.font(Type::Secondary));
        row->addWidget(button);
    }
    return segments;
}

} // namespace

QWidget* makeSegments(const Look& look, std::initializer_list<QAction*> actions, QWidget* parent) {
    return segmentsOf(look, QList<QAction*>(actions), parent);
}

FoldingSegments::FoldingSegments(const Look& look, const QList<QAction*>& actions, const QString& name,
                                 QWidget* parent)
    : QWidget(parent), m_segments(segmentsOf(look, actions, this)), m_folded(new QToolButton(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSizeConstraint(QLayout::SetNoConstraint); // it folds in less
    row->addWidget(m_segments);
    row->addWidget(m_folded, 0, Qt::AlignLeft);
    auto* menu = new QMenu(m_folded);
    menu->addActions(actions);
    menu->setToolTipsVisible(true);
    m_folded->setMenu(menu);
    m_folded->setPopupMode(QToolButton::InstantPopup);
    m_folded->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_folded->setAccessibleName(name);
    m_folded->setToolTip(name);
    m_folded->hide();
    for (QAction* action : actions) {
        const auto follow = [this, action] {
            if (action->isChecked())
                m_folded->setText(action->text());
        };
        connect(action, &QAction::changed, this, follow);
        follow();
    }
}

QSize FoldingSegments::sizeHint() const {
    return m_segments->sizeHint();
}

QSize FoldingSegments::minimumSizeHint() const {
    return {m_folded->sizeHint().width(), m_segments->sizeHint().height()};
}

void FoldingSegments::resizeEvent(QResizeEvent* event) {
    const bool fits = m_segments->sizeHint().width() <= width();
    m_segments->setVisible(fits);
    m_folded->setVisible(!fits);
    QWidget::resizeEvent(event);
}

} // namespace lab
