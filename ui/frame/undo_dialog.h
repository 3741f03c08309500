#pragma once

#include <QDialog>

class QUndoStack;

namespace lab {

class Look;

/// The undo stack as a list, oldest edit first: choosing a line takes back, or makes again, all edits between
/// it and the present state. Not modal; it follows the stack.
class UndoDialog : public QDialog {
    Q_OBJECT
public:
    UndoDialog(const Look& look, QUndoStack& stack, QWidget* parent);

    /// Shows the dialog of \p window, made on the first call.
    static void showOver(QWidget* window, const Look& look, QUndoStack& stack);
};

} // namespace lab
