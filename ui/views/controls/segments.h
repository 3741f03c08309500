#pragma once

#include <QList>
#include <QWidget>

#include <initializer_list>

class QAction;
class QToolButton;

namespace lab {

class Look;

/// Joined buttons for actions of which one is checked, in one frame.
QWidget* makeSegments(const Look& look, std::initializer_list<QAction*> actions, QWidget* parent);

/// Segments that become one button with a menu where they have no room.
class FoldingSegments : public QWidget {
    Q_OBJECT
public:
    /// \p name is what is chosen here, for screen readers.
    FoldingSegments(const Look& look, const QList<QAction*>& actions, const QString& name, QWidget* parent);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* m_segments;
    QToolButton* m_folded;
};

} // namespace lab
