#include "ui/views/attention/agreement_list.h"

#include "ui/look/look.h"
#include "ui/words/format.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr double kRow = 5.5, kBar = 15.5, kValue = 10; // units of the look

} // namespace

AgreementList::AgreementList(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setAccessibleName(tr("Agreement with leave-one-out"));
    connect(&look, &Look::changed, this, [this] { updateGeometry(), update(); });
}

void AgreementList::setRows(std::vector<Row> rows) {
    m_rows = std::move(rows);
    QStringList spoken;
    for (const Row& row : m_rows)
        spoken << row.name + u' ' + formatFixed(row.value, 2);
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize AgreementList::sizeHint() const {
    return {m_look.u(56), m_look.u(kRow) * std::max(static_cast<int>(m_rows.size()), 1) + m_look.u(1)};
}

void AgreementList::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintExport(painter, rect());
}

void AgreementList::paintExport(QPainter& painter, const QRect& place) {
    painter.setFont(m_look.font(Type::Body));
    const int side = m_look.u(3.5), value = m_look.u(kValue), bar = m_look.u(kBar);
    QRect line(place.left() + side, place.top(), place.width() - 2 * side, m_look.u(kRow));
    for (const Row& row : m_rows) {
        const QRect groove(line.right() + 1 - value - bar, line.center().y() - m_look.u(0.75), bar,
                           m_look.u(1.5));
        painter.setPen(m_look.colour(Role::Text));
        const QRect name(line.left(), line.top(), groove.left() - line.left() - m_look.u(1), line.height());
        painter.drawText(name, Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(row.name, Qt::ElideRight, name.width()));
        painter.fillRect(groove, m_look.colour(Role::Track));
        if (std::isfinite(row.value)) {
            constexpr double kAgainst = 0.15; // place on the signed map: orange
            const int length = static_cast<int>(std::lround(std::min(std::abs(row.value), 1.0) * bar));
            painter.fillRect(QRect(groove.left(), groove.top(), length, groove.height()),
                             row.value >= 0
                                 ? m_look.colour(Role::Muted)
                                 : QColor::fromRgb(m_look.theme().map(MapKind::Signed).at(kAgainst)));
        }
        painter.drawText(QRect(line.right() + 1 - value, line.top(), value, line.height()),
                         Qt::AlignVCenter | Qt::AlignRight, formatFixed(row.value, 2));
        line.translate(0, m_look.u(kRow));
    }
}

QString AgreementList::exportTitle() const {
    return tr("Agreement with leave-one-out");
}

NumberTable AgreementList::exportNumbers() const {
    NumberTable numbers;
    numbers.columns = {QStringLiteral("name"), QStringLiteral("rank_correlation")};
    for (const Row& row : m_rows)
        numbers.rows.push_back({row.key, std::isfinite(row.value) ? QVariant(row.value) : QVariant()});
    return numbers;
}

} // namespace lab
