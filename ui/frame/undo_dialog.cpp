#include "ui/frame/undo_dialog.h"

#include "ui/look/look.h"
#include "ui/views/controls/look_label.h"

#include <QUndoStack>
#include <QUndoView>
#include <QVBoxLayout>

namespace lab {

UndoDialog::UndoDialog(const Look& look, QUndoStack& stack, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("undoDialog"));
    setWindowTitle(tr("Undo history"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(look.u(4), look.u(3), look.u(4), look.u(4));
    column->setSpacing(look.u(2));
    auto* note = new LookLabel(
        look, Type::Secondary, Role::Muted,
        tr("Choose a line to go back to it, or forth. Training steps are no edits: the timeline goes there."),
        this);
    note->setWordWrap(true);
    column->addWidget(note);
    auto* list = new QUndoView(&stack, this);
    list->setObjectName(QStringLiteral("undoList"));
    list->setAccessibleName(tr("Edits, oldest first"));
    list->setEmptyLabel(tr("Before the first edit"));
    list->setFrameShape(QFrame::NoFrame);
    list->setUniformItemSizes(true);
    column->addWidget(list, 1);
    resize(look.u(100), look.u(100));
}

void UndoDialog::showOver(QWidget* window, const Look& look, QUndoStack& stack) {
    auto* dialog = window->findChild<UndoDialog*>();
    if (dialog == nullptr)
        dialog = new UndoDialog(look, stack, window);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace lab
