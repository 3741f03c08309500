#include "ui/export/figure.h"

#include "core/base/error.h"
#include "ui/export/exportable.h"
#include "ui/look/look.h"

#include <QCoreApplication>
#include <QImageWriter>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

/// Sizes are in pixels of this many to the inch, on the screen as in files.
constexpr int kDotsPerInch = 96;
constexpr double kPointsPerInch = 72;
/// No reader shows a longer page.
constexpr double kLongestPagePoints = 14400;

struct FigureText {
    Q_DECLARE_TR_FUNCTIONS(Figure)
};

Error sentence(const QString& text) {
    return Error(text.toStdString());
}

void paint(QPainter& painter, const Figure& figure) {
    painter.fillRect(QRect(QPoint(), figure.size), figure.background);
    painter.drawPicture(0, 0, figure.drawing);
}

void writePng(const Figure& figure, double scale, QIODevice& device) {
    QImage image = figureImage(figure, scale);
    image.setText(QStringLiteral("Title"), figure.title);
    image.setText(QStringLiteral("Description"), figure.caption);
    QImageWriter writer(&device, "png");
    if (!writer.write(image))
        throw sentence(writer.errorString());
}

void writeSvg(const Figure& figure, QIODevice& device) {
    QSvgGenerator generator;
    generator.setOutputDevice(&device);
    generator.setResolution(kDotsPerInch);
    generator.setSize(figure.size);
    generator.setViewBox(QRect(QPoint(), figure.size));
    generator.setTitle(figure.title);
    generator.setDescription(figure.caption);
    QPainter painter;
    if (!painter.begin(&generator))
        throw sentence(FigureText::tr("The drawing could not be begun."));
    paint(painter, figure);
    if (!painter.end())
        throw sentence(FigureText::tr("The drawing could not be ended."));
}

void writePdf(const Figure& figure, QIODevice& device) {
    QSizeF page = QSizeF(figure.size) * kPointsPerInch / kDotsPerInch;
    const double shrink = std::min(1.0, kLongestPagePoints / std::max(page.width(), page.height()));
    page *= shrink;
    QPdfWriter writer(&device);
    writer.setResolution(kDotsPerInch);
    writer.setPageSize(QPageSize(page, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(figure.title);
    writer.setCreator(QStringLiteral("Fastformer Lab ") + QStringLiteral(LAB_VERSION));
    QPainter painter;
    if (!painter.begin(&writer))
        throw sentence(FigureText::tr("The drawing could not be begun."));
    painter.scale(shrink, shrink);
    paint(painter, figure);
    if (!painter.end())
        throw sentence(FigureText::tr("The drawing could not be ended."));
}

} // namespace

Figure drawFigure(Exportable& view, const Look& look, const QString& caption) {
    const int margin = look.u(4);
    const QSize inner = view.exportSize().expandedTo(QSize(1, 1));
    const QFont font = look.font(Type::Axis);
    const QRect line = QFontMetrics(font).boundingRect(QRect(0, 0, inner.width(), 1 << 20),
                                                       Qt::TextWordWrap | Qt::AlignLeft, caption);
    const int below = caption.isEmpty() ? 0 : line.height() + look.u(2);
    Figure figure{QPicture(), inner + QSize(2 * margin, 2 * margin + below), look.colour(Role::Base),
                  view.exportTitle(), caption};
    QPainter painter(&figure.drawing);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(look.font(Type::Body));
    painter.save();
    view.paintExport(painter, QRect(QPoint(margin, margin), inner));
    painter.restore();
    painter.setFont(font);
    painter.setPen(look.colour(Role::Muted));
    painter.drawText(QRect(margin, margin + inner.height() + look.u(2), inner.width(), line.height()),
                     Qt::TextWordWrap | Qt::AlignLeft, caption);
    painter.end();
    return figure;
}

QImage figureImage(const Figure& figure, double scale) {
    const QSize pixels = (QSizeF(figure.size) * scale).toSize();
    if (std::max(pixels.width(), pixels.height()) > kLongestEdge)
        throw sentence(
            FigureText::tr("A picture of %1 × %2 pixels is too large; choose a smaller scale, SVG or PDF.")
                .arg(pixels.width())
                .arg(pixels.height()));
    QImage image(pixels, QImage::Format_RGB32);
    if (image.isNull())
        throw sentence(FigureText::tr("There is no memory for a picture of %1 × %2 pixels.")
                           .arg(pixels.width())
                           .arg(pixels.height()));
    image.setDotsPerMeterX(static_cast<int>(std::lround(scale * kDotsPerInch / 0.0254)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    image.setDevicePixelRatio(scale);
    image.fill(figure.background);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    paint(painter, figure);
    painter.end();
    image.setDevicePixelRatio(1);
    return image;
}

void writeFigure(const Figure& figure, FigureFormat format, double scale, QIODevice& device) {
    switch (format) {
    case FigureFormat::Png:
        return writePng(figure, scale, device);
    case FigureFormat::Svg:
        return writeSvg(figure, device);
    case FigureFormat::Pdf:
        return writePdf(figure, device);
    }
}

} // namespace lab
