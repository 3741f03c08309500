#pragma once

#include "core/config/run_config.h"
#include "ui/views/model/layer_plan.h"

#include <QRadioButton>

#include <vector>

class QPainter;

namespace lab {

class Look;

/// Draws two layers of the big maps of an attention (query, key, value, transform) as small squares: filled =
/// stored, hollow = borrowed, a quarter = a slice. Returns the size it takes when \p painter is null.
QSize paintSharingGlyph(QPainter* painter, QPoint topLeft, const Look& look,
                        const std::vector<AttentionTensor>& tensors, bool selected);

/// One choice of parameter sharing in the properties: radio, name, glyph, number of attention parameters.
class SharingOption : public QRadioButton {
    Q_OBJECT
public:
    SharingOption(const Look& look, Sharing sharing, QWidget* parent = nullptr);

    [[nodiscard]] Sharing sharing() const { return m_sharing; }
    /// Its name, and how far it stands to the right (one that adds to the one before).
    void setTitle(const QString& title, bool indented);
    /// Tensors and number of attention parameters with this sharing; negative = impossible with the settings.
    /// \p most: the largest number of all choices, so that their glyphs stand in one column.
    void setAttention(std::vector<AttentionTensor> tensors, std::int64_t parameters, std::int64_t most);
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
    std::vector<AttentionTensor> m_tensors;
    bool m_indented = false;
    bool m_locked = false;
    std::int64_t m_parameters = -1, m_most = -1;
};

} // namespace lab
