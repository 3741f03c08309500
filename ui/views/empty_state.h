#pragma once

#include <QWidget>

class QAction;

namespace lab {

class Look;

/// What a view shows when it has nothing to show: one sentence and a button, left-aligned at a third of the
/// height.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const Look& look, const QString& sentence, QAction* action, QWidget* parent = nullptr);
};

} // namespace lab
