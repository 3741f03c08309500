#pragma once

#include <QSplitter>

namespace lab {

/// Side panes around a centre. Where the window is too small for all of them, the side panes give the centre
/// its room as far as their own least widths allow, and take it back when there is more.
class Panes : public QSplitter {
    Q_OBJECT
public:
    explicit Panes(QWidget* parent = nullptr);
    /// What the centre, the widget at 1, needs; pixels.
    void setCentreNeed(int width);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void share();
    int m_need = 0;
    QList<int> m_wishes; ///< of the side panes, before they gave something
};

} // namespace lab
