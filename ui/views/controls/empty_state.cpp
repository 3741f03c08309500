#include "ui/views/controls/empty_state.h"

#include "ui/look/look.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/scrolled_page.h"

#include <QAction>
#include <QPushButton>
#include <QVBoxLayout>

namespace lab {

EmptyState::EmptyState(const Look& look, const QString& sentence, QAction* action, QWidget* parent)
    : EmptyState(look, sentence, action == nullptr ? QList<QAction*>() : QList<QAction*>{action}, parent) {}

EmptyState::EmptyState(const Look& look, const QString& sentence, const QList<QAction*>& actions,
                       QWidget* parent)
    : QScrollArea(parent) {
    QVBoxLayout* column = scrolledPage(*this, look);
    QWidget* page = widget();
    column->setSpacing(look.u(2.5));
    auto* text = new LookLabel(look, Type::Body, Role::Muted, sentence, page);
    text->setWordWrap(true);
    column->addStretch(1);
    column->addWidget(text);
    for (QAction* action : actions) {
        auto* button = new QPushButton(action->text(), page);
        button->setToolTip(action->toolTip());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button, [button, action] {
            button->setText(action->text());
            button->setEnabled(action->isEnabled());
        });
        column->addWidget(button, 0, Qt::AlignLeft);
    }
    column->addStretch(2);
}

} // namespace lab
