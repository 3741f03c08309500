#pragma once

#include <QColor>
#include <QImage>
#include <QPicture>
#include <QSize>
#include <QString>

class QIODevice;

namespace lab {

class Exportable;
class Look;

enum class FigureFormat { Png, Svg, Pdf };

/// A view drawn for export, with its caption below. It holds drawing commands, not pixels, so that it can be
/// made into a file of any kind and size, on any thread.
struct Figure {
    QPicture drawing;
    QSize size; ///< device-independent pixels
    QColor background;
    QString title, caption;
};

/// Draws \p view in the colours and the type of the window. GUI thread.
Figure drawFigure(Exportable& view, const Look& look, const QString& caption);

/// Largest edge of a picture made of pixels.
inline constexpr int kLongestEdge = 32000;

/// \p scale pixels for each device-independent one. \throws Error when the picture would be too large.
QImage figureImage(const Figure& figure, double scale);
/// Writes the figure; in SVG and PDF lines stay lines and text stays text. \p scale counts for PNG alone.
/// \throws Error with one sentence.
void writeFigure(const Figure& figure, FigureFormat format, double scale, QIODevice& device);

} // namespace lab
