#include "ui/views/segments.h"

#include "ui/lab_style.h"
#include "ui/look.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>

namespace lab {

QWidget* makeSegments(const Look& look, std::initializer_list<QAction*> actions, QWidget* parent) {
    auto* segments = new QWidget(parent);
    auto* row = new QHBoxLayout(segments);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (QAction* action : actions) {
        auto* button = new QToolButton(segments);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setFocusPolicy(Qt::TabFocus);
        button->setProperty(kSegmentProperty, action == *actions.begin() ? SegmentFirst : SegmentLast);
        button->setFont(look.font(Type::Secondary));
        row->addWidget(button);
    }
    return segments;
}

} // namespace lab
