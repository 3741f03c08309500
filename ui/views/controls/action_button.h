#pragma once

class QAction;
class QPushButton;
class QToolButton;
class QWidget;

namespace lab {

/// A button that does what \p action does, with its text and tip, for as long as it can be done; called
/// "<name of the action>Button".
QToolButton* toolButtonFor(QAction* action, QWidget* parent);

/// The same as a push button with the action's short text, which is there only while the action is.
QPushButton* pushButtonFor(QAction* action, QWidget* parent);

} // namespace lab
