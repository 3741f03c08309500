#include "ui/views/data/length_histogram.h"

#include "ui/look/look.h"
#include "ui/words/format.h"

#include <QPainter>

#include <algorithm>

namespace lab {
namespace {

constexpr std::int64_t kMostBins = 48;

} // namespace

LengthHistogram::LengthHistogram(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setObjectName(QStringLiteral("lengthHistogram"));
    setAccessibleName(exportTitle());
    connect(&look, &Look::changed, this, [this] { update(); });
}

void LengthHistogram::setData(const DataStatistics& statistics, std::int64_t maxLength,
                              const QString& caption) {
    m_lengths = statistics.lengths;
    m_maxLength = maxLength;
    m_longest = statistics.maxTokens;
    m_caption = caption;
    // A few very long texts are not to press all the others into the first bar.
    const std::int64_t shown = std::max<std::int64_t>(
        1, std::min(statistics.maxTokens, std::max(3 * statistics.p95Tokens, maxLength + maxLength / 4)));
    m_step = std::max<std::int64_t>(1, (shown + kMostBins - 1) / kMostBins);
    m_bins.assign(static_cast<std::size_t>(shown / m_step + 1), 0);
    for (const auto& entry : m_lengths)
        m_bins[std::min(static_cast<std::size_t>(entry.tokens / m_step), m_bins.size() - 1)] += entry.texts;
    setAccessibleDescription(tr("median %1, 95 % within %2, longest %3 tokens")
                                 .arg(statistics.medianTokens)
                                 .arg(statistics.p95Tokens)
                                 .arg(statistics.maxTokens));
    setToolTip(accessibleDescription());
    update();
}

QSize LengthHistogram::sizeHint() const {
    return {m_look.u(80), m_look.u(34)};
}

QSize LengthHistogram::minimumSizeHint() const {
    return {m_look.u(50), m_look.u(26)};
}

NumberTable LengthHistogram::exportNumbers() const {
    NumberTable table{{QStringLiteral("tokens"), QStringLiteral("texts")}, {}};
    for (const auto& entry : m_lengths)
        table.rows.push_back(
            {QVariant::fromValue<qlonglong>(entry.tokens), QVariant::fromValue<qlonglong>(entry.texts)});
    return table;
}

void LengthHistogram::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    draw(painter, rect());
}

void LengthHistogram::draw(QPainter& painter, const QRect& place) const {
    painter.setFont(m_look.font(Type::Axis));
    const int line = painter.fontMetrics().height();
    const QRect plot = place.adjusted(0, line + m_look.u(1), 0, -line - m_look.u(1));
    if (m_bins.empty() || plot.height() <= 0)
        return;
    const auto most =
        static_cast<double>(std::max<std::int64_t>(1, *std::max_element(m_bins.begin(), m_bins.end())));
    const double width = static_cast<double>(plot.width()) / static_cast<double>(m_bins.size());
    for (std::size_t i = 0; i < m_bins.size(); ++i) {
        if (m_bins[i] == 0)
            continue;
        const double height = std::max(1.0, plot.height() * static_cast<double>(m_bins[i]) / most);
        const bool cut = m_maxLength > 0 && static_cast<std::int64_t>(i) * m_step >= m_maxLength;
        painter.fillRect(QRectF(plot.left() + static_cast<double>(i) * width, plot.bottom() + 1 - height,
                                std::max(1.0, width - 1), height),
                         m_look.colour(cut ? Role::Warning : Role::Faint));
    }
    drawAxis(painter, plot);
}

void LengthHistogram::drawAxis(QPainter& painter, const QRect& plot) const {
    painter.fillRect(QRect(plot.left(), plot.bottom() + 1, plot.width(), 1), m_look.colour(Role::Edge));
    const auto end = static_cast<std::int64_t>(m_bins.size()) * m_step;
    const QRect below(plot.left(), plot.bottom() + 1 + m_look.u(0.5), plot.width(),
                      painter.fontMetrics().height());
    painter.setPen(m_look.colour(Role::Muted));
    painter.drawText(below, Qt::AlignLeft, QStringLiteral("0"));
    painter.drawText(below, Qt::AlignHCenter, tr("tokens"));
    painter.drawText(below, Qt::AlignRight,
                     formatCount(end) + (m_longest > end ? QStringLiteral("+") : QString()));
    if (m_maxLength <= 0 || m_maxLength >= end)
        return;
    const int x = plot.left() + static_cast<int>(static_cast<double>(plot.width()) *
                                                 static_cast<double>(m_maxLength) / static_cast<double>(end));
    painter.fillRect(QRect(x, plot.top(), 1, plot.height()), m_look.colour(Role::Accent));
    const QString text = tr("maximum length %1").arg(formatCount(m_maxLength));
    const int room = painter.fontMetrics().horizontalAdvance(text);
    const int left = std::clamp(x - room / 2, plot.left(), std::max(plot.left(), plot.right() - room));
    painter.setPen(m_look.colour(Role::Accent));
    painter.drawText(QPoint(left, plot.top() - m_look.u(0.75)), text);
}

} // namespace lab
