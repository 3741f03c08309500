#pragma once

#include <QWidget>

namespace lab {

class Look;
class Studio;
class Timeline;

/// The course of a run as one line: validation loss, a tick for each snapshot, what happened as icons on
/// dotted stems, and the playhead, which is dragged or moved by the arrow keys, Home, End and Backspace.
class TimelineTrack : public QWidget {
    Q_OBJECT
public:
    TimelineTrack(const Look& look, Studio& studio, Timeline& timeline, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] double xOf(double step) const;
    [[nodiscard]] double stepAt(double x) const;
    void scrub(QMouseEvent* event);
    void describe();
    void paintAxis(QPainter& painter) const;
    void paintLoss(QPainter& painter) const;
    void paintSnapshots(QPainter& painter) const;
    void paintEvents(QPainter& painter) const;
    void paintPlayhead(QPainter& painter) const;
    [[nodiscard]] int axisY() const;

    const Look& m_look;
    Studio& m_studio;
    Timeline& m_timeline;
};

} // namespace lab
