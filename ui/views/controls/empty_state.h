#pragma once

#include <QList>
#include <QScrollArea>

class QAction;

namespace lab {

class Look;

/// What a view shows when it has nothing to show: one sentence and a button, left-aligned at a third of the
/// height; it scrolls where it has not the height for its words.
class EmptyState : public QScrollArea {
    Q_OBJECT
public:
    EmptyState(const Look& look, const QString& sentence, QAction* action, QWidget* parent = nullptr);
    /// One button for each of \p actions, one below the other.
    EmptyState(const Look& look, const QString& sentence, const QList<QAction*>& actions,
               QWidget* parent = nullptr);
};

} // namespace lab
