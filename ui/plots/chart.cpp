#include "ui/plots/chart.h"

#include "ui/export/share_button.h"
#include "ui/look/look.h"
#include "ui/plots/plot_header.h"
#include "ui/plots/qcp.h"
#include "ui/words/format.h"

#include <QHBoxLayout>
#include <QPicture>
#include <QResizeEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr int kRedrawMs = 66;

/// Tick numbers as everywhere in the window.
class NumberTicker : public QCPAxisTicker {
protected:
    /// Quarters of a power of ten need a digit more than a label has where the axis shows a narrow range.
    double getTickStep(const QCPRange& range) override {
        const double step = QCPAxisTicker::getTickStep(range);
        double power = 0;
        const bool quarters = getMantissa(step, &power) == 2.5;
        const double largest = std::max(std::abs(range.lower), std::abs(range.upper));
        double wanted = quarters && step < largest / 100 ? 2 * power : step;
        constexpr int kFew = 3; // a narrow axis: its few numbers must not run into one another
        while (tickCount() <= kFew && range.size() / wanted > tickCount() + 1)
            wanted *= 2;
        return wanted;
    }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        return formatTick(std::abs(tick) < 1e-12 ? 0 : tick);
    }
};

} // namespace

Chart::Chart(const Look& look, const QString& title, QWidget* parent)
    : QWidget(parent), m_look(look), m_title(title) {
    setAccessibleName(title);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_header = new PlotHeader(look, title, this);
    column->addWidget(m_header);
    auto* row = new QHBoxLayout(m_header);
    row->setContentsMargins(0, 0, look.u(3), 0);
    row->addStretch();
    row->addWidget(new ShareButton(look, this, m_header));
    createCanvas();
    column->addWidget(m_canvas, 1);
    connect(m_canvas, &QCustomPlot::afterReplot, this, [this] { // labels have left the axis another width
        if (m_canvas->axisRect()->width() != m_fitted)
            schedule();
    });
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(kRedrawMs);
    connect(&m_redraw, &QTimer::timeout, this, &Chart::flush);
    connect(&look, &Look::changed, this, &Chart::applyTheme);
}

void Chart::createCanvas() {
    m_canvas = new QCustomPlot(this);
    m_canvas->setNoAntialiasingOnDrag(true);
    m_canvas->setMouseTracking(true);
    m_canvas->setFocusPolicy(Qt::NoFocus);
    m_canvas->setMinimumHeight(m_look.u(24));
    m_canvas->addLayer(QStringLiteral("cursor"), nullptr, QCustomPlot::limAbove);
    m_canvas->layer(QStringLiteral("cursor"))->setMode(QCPLayer::lmBuffered);
    for (QCPAxis* each : {m_canvas->xAxis, m_canvas->yAxis}) {
        each->setTicker(QSharedPointer<QCPAxisTicker>(new NumberTicker));
        each->setSubTicks(false);
        each->setTickLength(0, m_look.u(1));
        each->setTickLabelPadding(m_look.u(1));
    }
    m_canvas->yAxis->ticker()->setTickCount(4);
    m_canvas->xAxis->grid()->setVisible(false);
    m_canvas->yAxis->setTickLength(0, 0);
    m_canvas->yAxis->setBasePen(Qt::NoPen);
    m_canvas->yAxis->grid()->setZeroLinePen(Qt::NoPen);
    m_canvas->axisRect()->setMinimumMargins(QMargins(m_look.u(9), m_look.u(2), m_look.u(5), m_look.u(6)));
    m_canvas->legend->setBrush(Qt::NoBrush);
    m_canvas->legend->setBorderPen(Qt::NoPen);
    m_canvas->legend->setRowSpacing(0);
    m_canvas->legend->setMargins(QMargins(0, 0, 0, 0));
    m_canvas->legend->setIconSize(m_look.u(4.5), m_look.u(3));
}

void Chart::applyTheme() {
    const QFont font = m_look.font(Type::Axis);
    m_canvas->setBackground(QBrush(m_look.colour(Role::Base)));
    for (QCPAxis* axis : {m_canvas->xAxis, m_canvas->yAxis}) {
        axis->setTickLabelFont(font);
        axis->setTickLabelColor(m_look.colour(Role::Muted));
        axis->setTickPen(QPen(m_look.colour(Role::Edge), m_look.line()));
    }
    m_canvas->xAxis->setBasePen(QPen(m_look.colour(Role::Edge), m_look.line()));
    m_canvas->yAxis->grid()->setPen(QPen(m_look.colour(Role::Grid), m_look.line()));
    m_canvas->legend->setFont(font);
    m_canvas->legend->setTextColor(m_look.colour(Role::Muted));
    restyle();
    schedule();
}

void Chart::schedule() {
    if (!m_redraw.isActive())
        m_redraw.start();
}

/// Large type or a narrow chart has room for fewer numbers.
void Chart::fitTicks() {
    const int number =
        QFontMetrics(m_look.font(Type::Axis)).horizontalAdvance(formatCount(88'888)) + m_look.u(4);
    m_fitted = m_canvas->axisRect()->width();
    m_canvas->xAxis->ticker()->setTickCount(std::clamp(m_fitted / number, 2, 6));
}

void Chart::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    schedule();
}

void Chart::flush() {
    m_redraw.stop();
    fitTicks();
    draw();
}

void Chart::setHeaderMargin(int width) {
    m_header->setContentsMargins(0, 0, width, 0);
}

QSize Chart::exportSize() const {
    return {m_look.u(200), m_look.u(100)};
}

void Chart::paintExport(QPainter& painter, const QRect& place) {
    flush();
    // The library draws with a painter of its own; a picture carries its lines and texts to ours unchanged.
    QPicture picture;
    {
        QCPPainter recorder(&picture);
        m_canvas->toPainter(&recorder, place.width(), place.height());
    }
    painter.drawPicture(place.topLeft(), picture);
}

} // namespace lab
