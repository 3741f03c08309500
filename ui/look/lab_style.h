#pragma once

#include "ui/look/theme.h"

#include <QProxyStyle>

namespace lab {

class Look;

/// Dynamic properties by which a widget tells the style what it is.
inline constexpr const char* kPrimaryProperty = "labPrimary"; ///< bool: the one primary button of the window
inline constexpr const char* kHeaderInsetProperty =
    "labHeaderInset"; ///< int: pixels left and right of a table head's words
inline constexpr const char* kSegmentProperty = "labSegment"; ///< SegmentPlace of a button in a joined row

enum SegmentPlace { SegmentNone = 0, SegmentFirst, SegmentMiddle, SegmentLast };

/// Draws every control of the lab over Fusion: flat faces, one-pixel edges, chevrons, square progress, a
/// focus ring inside the control. Colours come from the theme alone, never from the palette's arithmetic.
class LabStyle final : public QProxyStyle {
    Q_OBJECT
public:
    /// \p look must outlive the style, that is, the application.
    explicit LabStyle(const Look& look);

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option,
                         const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                           const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;
    void polish(QWidget* widget) override;
    using QProxyStyle::polish;

private:
    void drawPushButton(const QStyleOption& option, QPainter& painter, const QWidget* widget) const;
    void drawButtonLabel(const QRect& rect, const QIcon& icon, const QSize& iconSize, const QString& text,
                         const QStyleOption& option, QPainter& painter, const QColor& colour) const;
    void drawToolButton(const QStyleOption& option, QPainter& painter, const QWidget* widget) const;
    void drawField(const QRect& rect, bool enabled, bool focused, QPainter& painter) const;
    void drawCheck(const QStyleOption& option, QPainter& painter, bool round) const;
    void drawItemFace(const QStyleOption& option, QPainter& painter) const;
    void drawChevron(const QRect& rect, const char* direction, bool enabled, QPainter& painter) const;
    void drawProgress(const QStyleOption& option, QPainter& painter) const;
    void drawMenuItem(const QStyleOption& option, QPainter& painter, const QWidget* widget) const;
    void drawMenuBarItem(const QStyleOption& option, QPainter& painter, const QWidget* widget) const;
    void drawHeaderSection(const QStyleOption& option, QPainter& painter) const;
    void drawScrollBar(const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const;
    void drawComboBox(const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const;
    void drawSpinBox(const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const;

    const Look& m_look;
};

} // namespace lab
