#include "ui/views/controls/action_button.h"

#include <QAction>
#include <QPushButton>
#include <QToolButton>

namespace lab {
namespace {

QString buttonName(const QAction& action) {
    return action.objectName() + QStringLiteral("Button");
}

} // namespace

QToolButton* toolButtonFor(QAction* action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setObjectName(buttonName(*action));
    button->setAccessibleName(action->text());
    button->setToolButtonStyle(action->icon().isNull() ? Qt::ToolButtonTextOnly
                                                       : Qt::ToolButtonTextBesideIcon);
    return button;
}

QPushButton* pushButtonFor(QAction* action, QWidget* parent) {
    auto* button = new QPushButton(action->text(), parent);
    button->setObjectName(buttonName(*action));
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        button->setVisible(action->isVisible());
        button->setToolTip(action->toolTip());
        button->setText(action->iconText());
    };
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    follow();
    return button;
}

} // namespace lab
