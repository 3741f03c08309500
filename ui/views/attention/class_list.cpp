#include "ui/views/attention/class_list.h"

#include "ui/look/look.h"
#include "ui/views/attention/class_bars.h"
#include "ui/words/format.h"

#include <QPainter>

#include <algorithm>

namespace lab {
namespace {

constexpr int kMostRows = 5;
constexpr double kRow = 5.25, kName = 13, kValue = 18, kLogit = 10; // units of the look

} // namespace

ClassList::ClassList(const Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_winner(look.colour(Role::Accent)) {
    setAccessibleName(tr("Prediction"));
    connect(&look, &Look::changed, this, [this] { updateGeometry(), update(); });
}

QString ClassList::nameOf(int index) const {
    return index < m_names.size() ? m_names[index] : QString::number(index + 1);
}

void ClassList::setPrediction(const QStringList& names, const std::vector<float>& probabilities,
                              const std::vector<float>& logits) {
    m_names = names;
    m_probabilities = probabilities;
    m_logits = logits;
    QStringList spoken, tip;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        spoken << nameOf(static_cast<int>(i)) + u' ' + formatFixed(double{probabilities[i]}, 2);
        tip << tr("%1: probability %2, logit %3")
                   .arg(nameOf(static_cast<int>(i)), formatFixed(double{probabilities[i]}, 4),
                        i < logits.size() ? formatFixed(double{logits[i]}, 3) : QString());
    }
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    setToolTip(tip.join(u'\n'));
    updateGeometry();
    update();
}

void ClassList::setRunColour(const QColor& colour) {
    m_winner = colour;
    update();
}

QSize ClassList::sizeHint() const {
    const int rows = std::clamp(static_cast<int>(m_probabilities.size()), 1, kMostRows) + 1 +
                     (static_cast<int>(m_probabilities.size()) > kMostRows ? 1 : 0);
    return {m_look.u(56), m_look.u(kRow) * rows};
}

void ClassList::drawRow(QPainter& painter, const QRect& line, int index, bool wins) const {
    const double share = double{m_probabilities[static_cast<std::size_t>(index)]};
    const int name = m_look.u(kName), value = m_look.u(kValue), logit = m_look.u(kLogit);
    painter.setFont(m_look.font(wins ? Type::Strong : Type::Body));
    painter.setPen(m_look.colour(wins ? Role::Text : Role::Muted));
    painter.drawText(QRect(line.left(), line.top(), name, line.height()), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(nameOf(index), Qt::ElideRight, name - m_look.u(1)));
    const QRect bar(line.left() + name, line.center().y() - m_look.u(1.25) + 1,
                    line.width() - name - value - logit, m_look.u(2.5));
    painter.fillRect(bar, m_look.colour(Role::Grid));
    painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * share, bar.height()),
                     wins ? m_winner : m_look.colour(Role::Faint));
    painter.drawText(QRect(line.right() + 1 - value, line.top(), value, line.height()),
                     Qt::AlignVCenter | Qt::AlignRight, formatFixed(share, 2));
    if (static_cast<std::size_t>(index) >= m_logits.size())
        return;
    painter.setFont(m_look.font(Type::Secondary));
    painter.setPen(m_look.colour(Role::Muted));
    painter.drawText(QRect(bar.right() + 1, line.top(), logit, line.height()),
                     Qt::AlignVCenter | Qt::AlignRight,
                     formatFixed(double{m_logits[static_cast<std::size_t>(index)]}, 2));
}

void ClassList::paintEvent(QPaintEvent*) {
    if (m_probabilities.empty())
        return;
    QPainter painter(this);
    QRect line(0, 0, width(), m_look.u(kRow));
    painter.setFont(m_look.font(Type::Secondary));
    painter.setPen(m_look.colour(Role::Muted));
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, tr("Prediction"));
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, tr("probability"));
    painter.drawText(line.adjusted(0, 0, -m_look.u(kValue), 0), Qt::AlignVCenter | Qt::AlignRight,
                     tr("logit"));
    line.translate(0, line.height());
    const auto best =
        std::max_element(m_probabilities.begin(), m_probabilities.end()) - m_probabilities.begin();
    const auto shown = shownClasses(m_probabilities, kMostRows);
    for (const int index : shown) {
        drawRow(painter, line, index, index == best);
        line.translate(0, line.height());
    }
    if (const auto rest = static_cast<int>(m_probabilities.size() - shown.size()); rest > 0) {
        painter.setFont(m_look.font(Type::Secondary));
        painter.setPen(m_look.colour(Role::Muted));
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, QStringLiteral("+ %1").arg(rest));
    }
}

} // namespace lab
