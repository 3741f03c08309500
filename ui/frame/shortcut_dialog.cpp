#include "ui/frame/shortcut_dialog.h"

#include "ui/actions/actions.h"
#include "ui/frame/shortcuts.h"
#include "ui/look/look.h"
#include "ui/views/controls/look_label.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace lab {

ShortcutDialog::ShortcutDialog(const Look& look, Shortcuts& shortcuts, QWidget* parent)
    : QDialog(parent), m_look(look), m_shortcuts(shortcuts) {
    setObjectName(QStringLiteral("shortcutDialog"));
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(look.u(4), look.u(4), look.u(4), look.u(4));
    column->setSpacing(look.u(2));
    createList();
    createEditor();
    fill();
    resize(look.u(130), look.u(150));
    connect(&shortcuts, &Shortcuts::changed, this, &ShortcutDialog::fill);
}

void ShortcutDialog::createList() {
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("shortcutFilter"));
    m_filter->setPlaceholderText(tr("Search actions and keys"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    connect(m_filter, &QLineEdit::textChanged, this, &ShortcutDialog::filter);
    layout()->addWidget(m_filter);
    m_list = new QTreeWidget(this);
    m_list->setObjectName(QStringLiteral("shortcutList"));
    m_list->setAccessibleName(tr("Actions and their keys"));
    m_list->setColumnCount(2);
    m_list->setHeaderLabels({tr("Action"), tr("Key")});
    m_list->setRootIsDecorated(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->header()->setStretchLastSection(false);
    layout()->addWidget(m_list);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ShortcutDialog::followChoice);
}

void ShortcutDialog::createEditor() {
    m_note = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, this);
    m_note->setObjectName(QStringLiteral("shortcutNote"));
    m_note->setWordWrap(true);
    layout()->addWidget(m_note);
    auto* row = new QHBoxLayout;
    m_keys = new QKeySequenceEdit(this);
    m_keys->setObjectName(QStringLiteral("shortcutKeys"));
    m_keys->setAccessibleName(tr("New key"));
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutDialog::followKeys);
    row->addWidget(m_keys, 1);
    const auto add = [&](const char* name, const QString& text, const QString& tip) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(QString::fromLatin1(name));
        button->setToolTip(tip);
        button->setAutoDefault(false);
        row->addWidget(button);
        return button;
    };
    m_assign = add("shortcutAssign", tr("Use this key"), tr("Give the key to the chosen action"));
    connect(m_assign, &QPushButton::clicked, this, [this] {
        if (QAction* action = chosen())
            m_shortcuts.set(action, m_keys->keySequence());
    });
    m_reset = add("shortcutReset", tr("Reset"), tr("Give the chosen action its own key again"));
    connect(m_reset, &QPushButton::clicked, this, [this] {
        if (QAction* action = chosen())
            m_shortcuts.reset(action);
    });
    auto* all = add("shortcutResetAll", tr("Reset all"), tr("Give every action its own key again"));
    connect(all, &QPushButton::clicked, &m_shortcuts, &Shortcuts::resetAll);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void ShortcutDialog::fill() {
    const QAction* before = chosen();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (QAction* action : m_shortcuts.actions()) {
        auto* item = new QTreeWidgetItem(
            m_list, {action->text().remove(u'&'), action->shortcut().toString(QKeySequence::NativeText)});
        item->setData(0, Qt::UserRole, QVariant::fromValue<QObject*>(action));
        item->setToolTip(0, action->statusTip());
        if (action->shortcut() != Shortcuts::builtIn(action))
            item->setFont(1, m_look.font(Type::Strong));
        if (action == before)
            m_list->setCurrentItem(item);
    }
    filter(m_filter->text());
    followChoice();
}

void ShortcutDialog::filter(const QString& words) {
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_list->topLevelItem(row);
        item->setHidden(!item->text(0).contains(words, Qt::CaseInsensitive) &&
                        !item->text(1).contains(words, Qt::CaseInsensitive));
    }
}

QAction* ShortcutDialog::chosen() const {
    const QTreeWidgetItem* item = m_list->currentItem();
    return item != nullptr ? qobject_cast<QAction*>(item->data(0, Qt::UserRole).value<QObject*>()) : nullptr;
}

void ShortcutDialog::followChoice() {
    const QAction* action = chosen();
    const QSignalBlocker quiet(m_keys);
    m_keys->setEnabled(action != nullptr);
    m_keys->setKeySequence(action != nullptr ? action->shortcut() : QKeySequence());
    m_reset->setEnabled(action != nullptr && action->shortcut() != Shortcuts::builtIn(action));
    followKeys();
}

void ShortcutDialog::followKeys() {
    const QAction* action = chosen();
    const QKeySequence keys = m_keys->keySequence();
    m_assign->setEnabled(action != nullptr && keys != action->shortcut());
    const QAction* other = m_shortcuts.holder(keys, action);
    m_note->setRole(other != nullptr ? Role::Warning : Role::Muted);
    if (action == nullptr)
        m_note->setText(tr("Choose an action, click the field below and press the new key."));
    else if (other != nullptr)
        m_note->setText(tr("%1 belongs to “%2”, which would lose it.")
                            .arg(keys.toString(QKeySequence::NativeText), other->text().remove(u'&')));
    else
        m_note->setText(action->statusTip());
}

} // namespace lab
