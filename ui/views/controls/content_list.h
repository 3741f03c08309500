#pragma once

#include <QTreeView>

namespace lab {

class Look;

/// A list that is as tall as its rows, and scrolls when its pane has less room. A click on a row's check
/// mark, or Space on the chosen rows, ticks them and chooses nothing.
class ContentList : public QTreeView {
    Q_OBJECT
public:
    ContentList(const Look& look, QAbstractItemModel* model, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] bool tick(const QMouseEvent& event);
    [[nodiscard]] int rows(const QModelIndex& parent, int most) const;
    const Look& m_look;
};

} // namespace lab
