#include "ui/views/attention/head_table.h"

#include "ui/look/look.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/section_header.h"
#include "ui/words/format.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

enum Column { HeadColumn, BitsColumn, TokensColumn, Columns };

} // namespace

QString headName(const HeadStatistics& head) {
    return QStringLiteral("%1  L%2 · %3").arg(kindSymbol(head.kind)).arg(head.layer + 1).arg(head.head + 1);
}

HeadTable::HeadTable(const Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_baseline(new LookLabel(look, Type::Secondary, Role::Muted, {}, this)),
      m_table(new QTableWidget(0, Columns, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new SectionHeader(look, tr("Heads"), SectionHeader::Place::Properties, this));
    m_baseline->setContentsMargins(look.u(3.5), 0, look.u(3.5), look.u(1));
    column->addWidget(m_baseline);
    m_table->setObjectName(QStringLiteral("headTable"));
    m_table->setAccessibleName(tr("Heads"));
    m_table->setHorizontalHeaderLabels({tr("head"), tr("bits"), tr("tokens")});
    m_table->horizontalHeaderItem(HeadColumn)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeaderItem(BitsColumn)->setToolTip(tr("Entropy of the head's weights"));
    m_table->horizontalHeaderItem(TokensColumn)
        ->setToolTip(tr("Effective number of tokens, 2 to the power of the entropy"));
    m_table->horizontalHeader()->setSectionResizeMode(HeadColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(BitsColumn, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(TokensColumn, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(look.u(6));
    m_table->verticalHeader()->setMinimumSectionSize(look.u(5));
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setFont(look.font(Type::Secondary));
    m_table->setAutoFillBackground(false);
    m_table->viewport()->setBackgroundRole(QPalette::Window);
    auto* inset = new QHBoxLayout;
    inset->setContentsMargins(look.u(2), 0, look.u(2), 0);
    inset->addWidget(m_table);
    column->addLayout(inset, 1);
    connect(m_table, &QTableWidget::currentCellChanged, this, [this](int row, int, int before, int) {
        if (row != before)
            emit currentChanged(row);
    });
}

void HeadTable::setStatistics(const std::vector<HeadStatistics>& statistics, int tokens) {
    const QSignalBlocker quiet(m_table);
    m_statistics = statistics;
    const int before = m_table->currentRow();
    const int rows = static_cast<int>(statistics.size());
    m_table->setRowCount(rows);
    for (int row = 0; row < rows; ++row) {
        const HeadStatistics& head = statistics[static_cast<std::size_t>(row)];
        const QString texts[] = {headName(head), formatFixed(head.entropy, 2),
                                 formatFixed(head.effectiveTokens, 1)};
        for (int c = 0; c < Columns; ++c) {
            auto* item = m_table->item(row, c);
            if (item == nullptr) {
                item = new QTableWidgetItem;
                m_table->setItem(row, c, item);
            }
            item->setText(texts[c]);
            item->setTextAlignment(c == HeadColumn ? Qt::AlignLeft | Qt::AlignVCenter
                                                   : Qt::AlignRight | Qt::AlignVCenter);
        }
    }
    if (rows > 0)
        m_table->setCurrentCell(std::clamp(before, 0, rows - 1), 0);
    m_baseline->setText(tokens > 0 ? tr("uniform: %1 bits, %2 tokens")
                                         .arg(formatFixed(std::log2(static_cast<double>(tokens)), 2))
                                         .arg(formatCount(tokens))
                                   : QString());
}

void HeadTable::setCurrent(int row) {
    if (row >= 0 && row < m_table->rowCount())
        m_table->setCurrentCell(row, 0);
}

int HeadTable::current() const {
    return m_table->currentRow();
}

QString HeadTable::exportTitle() const {
    return tr("Heads");
}

QSize HeadTable::exportSize() const {
    return {m_look.u(80), m_look.u(6) * (m_table->rowCount() + 2)};
}

void HeadTable::paintExport(QPainter& painter, const QRect& place) {
    const int line = m_look.u(6), left = place.left() + m_look.u(3), right = place.left() + m_look.u(77);
    const auto row = [&](int y, const QString(&texts)[Columns]) {
        for (int c = 0; c < Columns; ++c) {
            const int end = right - (TokensColumn - c) * m_look.u(20);
            painter.drawText(QRect(QPoint(left, y), QPoint(c == HeadColumn ? right : end, y + line)),
                             Qt::AlignVCenter | (c == HeadColumn ? Qt::AlignLeft : Qt::AlignRight), texts[c]);
        }
    };
    painter.setFont(m_look.font(Type::Secondary));
    painter.setPen(m_look.colour(Role::Muted));
    row(place.top(), {tr("head"), tr("bits"), tr("tokens")});
    painter.fillRect(QRect(left, place.top() + line, right - left, Look::kLine), m_look.colour(Role::Edge));
    painter.setPen(m_look.colour(Role::Text));
    int y = place.top() + line;
    for (const HeadStatistics& head : m_statistics) {
        row(y, {headName(head), formatFixed(head.entropy, 2), formatFixed(head.effectiveTokens, 1)});
        y += line;
    }
    painter.setPen(m_look.colour(Role::Muted));
    painter.drawText(QRect(left, y, right - left, line), Qt::AlignVCenter, m_baseline->text());
}

NumberTable HeadTable::exportNumbers() const {
    NumberTable numbers;
    numbers.columns = {QStringLiteral("kind"), QStringLiteral("layer"), QStringLiteral("head"),
                       QStringLiteral("entropy_bits"), QStringLiteral("effective_tokens")};
    for (const HeadStatistics& head : m_statistics)
        numbers.rows.push_back(
            {QString::fromStdString(head.kind), head.layer, head.head, head.entropy, head.effectiveTokens});
    return numbers;
}

} // namespace lab
