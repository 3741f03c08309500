#include "ui/frame/shortcuts.h"

#include "ui/actions/actions.h"
#include "ui/frame/preferences.h"

namespace lab {
namespace {

constexpr const char* kBuiltIn = "labBuiltInKeys";

QString keyOf(const QAction* action) {
    return QStringLiteral("shortcuts/") + action->objectName();
}

} // namespace

Shortcuts::Shortcuts(Actions& actions, Preferences& preferences, QObject* parent)
    : QObject(parent), m_actions(actions), m_preferences(preferences) {
    for (QAction* action : actions.all()) {
        action->setProperty(kBuiltIn, QVariant::fromValue(action->shortcuts()));
        if (const QVariant own = preferences.value(keyOf(action)); own.isValid())
            assign(action, QKeySequence(own.toString(), QKeySequence::PortableText));
    }
}

QList<QAction*> Shortcuts::actions() const {
    return m_actions.all();
}

QKeySequence Shortcuts::builtIn(const QAction* action) {
    return action->property(kBuiltIn).value<QList<QKeySequence>>().value(0);
}

QAction* Shortcuts::holder(const QKeySequence& keys, const QAction* except) const {
    if (!keys.isEmpty())
        for (QAction* action : m_actions.all())
            if (action != except && action->shortcuts().contains(keys))
                return action;
    return nullptr;
}

void Shortcuts::assign(QAction* action, const QKeySequence& keys) {
    const auto builtIn = action->property(kBuiltIn).value<QList<QKeySequence>>();
    const bool own = keys != builtIn.value(0);
    action->setShortcuts(own ? QList<QKeySequence>{keys} : builtIn);
    Actions::setTip(action, action->statusTip());
    m_preferences.setValue(keyOf(action),
                           own ? QVariant(keys.toString(QKeySequence::PortableText)) : QVariant());
}

void Shortcuts::set(QAction* action, const QKeySequence& keys) {
    if (QAction* other = holder(keys, action))
        assign(other, {});
    assign(action, keys);
    emit changed();
}

void Shortcuts::resetAll() {
    for (QAction* action : m_actions.all())
        assign(action, builtIn(action));
    emit changed();
}

} // namespace lab
