#pragma once

#include "core/train/run_config.h"

#include <QRadioButton>

#include <array>

class QPainter;

namespace lab {

class Look;

/// How a tensor of the attention is kept: its own, borrowed from another one, or one head's slice for all
/// heads.
enum class TensorUse { Stored, Borrowed, Slice };

/// Uses of query, key, value and transform in the first layer and in every later one.
struct SharingPattern {
    std::array<TensorUse, 4> first;
    std::array<TensorUse, 4> later;
};
SharingPattern patternOf(Sharing sharing);

/// Draws two layers × four tensors as small squares: filled = stored, hollow = borrowed, a quarter = a slice.
/// Returns the size it takes when \p painter is null.
QSize paintSharingGlyph(QPainter* painter, QPoint topLeft, const Look& look, Sharing sharing, bool selected);

/// One choice of parameter sharing in the properties: radio, name, glyph, number of attention parameters.
class SharingOption : public QRadioButton {
    Q_OBJECT
public:
    SharingOption(const Look& look, Sharing sharing, const QString& text, bool indented,
                  QWidget* parent = nullptr);

    [[nodiscard]] Sharing sharing() const { return m_sharing; }
    /// Number of attention parameters with this sharing; negative = impossible with the settings.
    void setParameters(std::int64_t count);
    /// A locked choice cannot be changed and shows no radio buttons.
    void setLocked(bool locked);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] bool hitButton(const QPoint& point) const override { return rect().contains(point); }

private:
    const Look& m_look;
    Sharing m_sharing;
    bool m_indented;
    bool m_locked = false;
    std::int64_t m_parameters = -1;
};

} // namespace lab
