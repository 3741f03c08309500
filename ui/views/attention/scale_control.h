#pragma once

#include "ui/views/attention/attention_scale.h"

#include <QWidget>

class QButtonGroup;
class QPainter;
class QToolButton;

namespace lab {

class Actions;
class Look;

/// Draws the colour bar of a scale with its numbers; \p place as high as ScaleLegend's size hint.
void paintScaleLegend(QPainter& painter, const QRect& place, const Look& look, const AttentionScale& scale);

/// The colour bar of a scale with its numbers.
class ScaleLegend : public QWidget {
    Q_OBJECT
public:
    explicit ScaleLegend(const Look& look, QWidget* parent = nullptr);
    void setScale(const AttentionScale& scale);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Look& m_look;
    AttentionScale m_scale;
};

/// Chooses how weights become colours: raw | 0–1 | × uniform, a lock, and the legend. Owns the scale in use.
class ScaleControl : public QWidget {
    Q_OBJECT
public:
    explicit ScaleControl(const Look& look, QWidget* parent = nullptr);

    [[nodiscard]] const AttentionScale& scale() const { return m_scale; }
    [[nodiscard]] bool locked() const;
    /// Goes with the window's actions for mode and lock, and so with every other control that does.
    void obey(const Actions& actions);
    /// Tells what is on show; an unlocked scale follows.
    void setRange(const AttentionRange& range);

public slots:
    void setMode(lab::ScaleMode mode);
    void setLocked(bool locked);

signals:
    void scaleChanged(const lab::AttentionScale& scale);
    void modeChanged(lab::ScaleMode mode);
    void lockedChanged(bool locked);

private:
    void follow();

    const Look& m_look;
    AttentionScale m_scale;
    AttentionRange m_range;
    QButtonGroup* m_modes;
    QToolButton* m_lock;
    ScaleLegend* m_legend;
};

} // namespace lab
