#include "ui/views/data/data_summary.h"

#include "ui/look/look.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/data/length_histogram.h"
#include "ui/words/core_sentences.h"
#include "ui/words/format.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

enum Column { ClassColumn, TrainColumn, ValidationColumn, TestColumn, AllColumn, ShareColumn, Columns };

QString percent(double share) {
    return formatFixed(100 * share, share > 0 && share < 0.1 ? 1 : 0) + QStringLiteral("\u00A0%");
}

QString sentences(const std::vector<SkippedRows>& rows, const QString& pattern) {
    QStringList lines;
    for (const SkippedRows& row : rows)
        lines << pattern.arg(formatCount(row.count), coreSentence(QString::fromStdString(row.reason)),
                             formatCount(row.firstRow));
    return lines.join(u'\n');
}

/// Of the parts that there are.
QString lackingWords(const DataStatistics& numbers) {
    const double validation = numbers.unknownShare[1], test = numbers.unknownShare[2];
    const bool validates = !std::isnan(validation), tests = !std::isnan(test);
    if (validates && tests)
        return DataSummary::tr(
                   "Training lacks %1 of the words of the validation part and %2 of the test part.")
            .arg(percent(validation), percent(test));
    if (validates)
        return DataSummary::tr("Training lacks %1 of the words of the validation part.")
            .arg(percent(validation));
    return tests ? DataSummary::tr("Training lacks %1 of the words of the test part.").arg(percent(test))
                 : QString();
}

} // namespace

DataSummary::DataSummary(const Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_split(new LookLabel(look, Type::Strong, Role::Text, {}, this)),
      m_facts(new LookLabel(look, Type::Secondary, Role::Muted, {}, this)),
      m_warnings(new LookLabel(look, Type::Secondary, Role::Warning, {}, this)),
      m_classes(new QTableWidget(0, Columns, this)),
      m_lengths(new LengthHistogram(look, this)) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(look.u(4), look.u(2), look.u(4), look.u(2));
    grid->setHorizontalSpacing(look.u(6));
    grid->setVerticalSpacing(look.u(1.5));
    m_split->setObjectName(QStringLiteral("splitCounts"));
    m_split->setWordWrap(true);
    m_facts->setObjectName(QStringLiteral("dataFacts"));
    m_facts->setWordWrap(true);
    m_warnings->setObjectName(QStringLiteral("dataWarnings"));
    m_warnings->setWordWrap(true);
    m_classes->setObjectName(QStringLiteral("classBalance"));
    m_classes->setAccessibleName(tr("Texts by class and part"));
    m_classes->setHorizontalHeaderLabels(
        {tr("class"), tr("train"), tr("validation"), tr("test"), tr("all"), tr("share")});
    m_classes->verticalHeader()->hide();
    m_classes->verticalHeader()->setDefaultSectionSize(look.u(6));
    m_classes->setShowGrid(false);
    m_classes->setFrameShape(QFrame::NoFrame);
    m_classes->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_classes->setSelectionMode(QAbstractItemView::SingleSelection);
    m_classes->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_classes->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_classes->horizontalHeader()->setSectionResizeMode(ClassColumn, QHeaderView::Stretch);
    for (int column = 0; column < Columns; ++column)
        m_classes->horizontalHeaderItem(column)->setTextAlignment(
            (column == ClassColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    grid->addWidget(m_split, 0, 0, 1, 2);
    grid->addWidget(m_classes, 1, 0, 2, 1);
    grid->addWidget(m_lengths, 1, 1);
    auto* words = new QVBoxLayout;
    words->setSpacing(look.u(1.5));
    words->addWidget(m_facts);
    words->addWidget(m_warnings);
    words->addStretch(1);
    grid->addLayout(words, 2, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(2, 1);
}

void DataSummary::setReport(const Report& report, int maxLength, const QString& caption) {
    const DataStatistics& numbers = report.statistics;
    m_split->setText(tr("%1 texts: %2 to train, %3 to validate, %4 to test")
                         .arg(formatCount(numbers.examples), formatCount(numbers.splits[0]),
                              formatCount(numbers.splits[1]), formatCount(numbers.splits[2])));
    fillClasses(numbers);
    m_lengths->setData(numbers, maxLength, caption);
    tellFacts(report, maxLength);
}

void DataSummary::fillClasses(const DataStatistics& statistics) {
    const int rows = static_cast<int>(statistics.classes.size());
    m_classes->setRowCount(rows);
    for (int row = 0; row < rows; ++row) {
        const auto& entry = statistics.classes[static_cast<std::size_t>(row)];
        const double share = statistics.examples == 0 ? 0
                                                      : static_cast<double>(entry.count) /
                                                            static_cast<double>(statistics.examples);
        const QString cells[] = {
            QString::fromStdString(entry.label), formatCount(entry.bySplit[0]), formatCount(entry.bySplit[1]),
            formatCount(entry.bySplit[2]),       formatCount(entry.count),      percent(share)};
        for (int column = 0; column < Columns; ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setTextAlignment((column == ClassColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
            m_classes->setItem(row, column, item);
        }
    }
    // All of a few classes; more of them scroll.
    m_classes->setMinimumHeight(m_look.u(6) * (std::min(rows, 5) + 1) + m_look.u(2));
}

void DataSummary::tellFacts(const Report& report, int maxLength) {
    const DataStatistics& numbers = report.statistics;
    QStringList facts;
    facts << tr("Tokens: median %1, 95 % of the texts within %2, longest %3.")
                 .arg(formatCount(numbers.medianTokens), formatCount(numbers.p95Tokens),
                      formatCount(numbers.maxTokens));
    facts << tr("The maximum length of %1 tokens cuts %2 of the texts.")
                 .arg(formatCount(maxLength), percent(numbers.shareLongerThan(maxLength)));
    facts << tr("Vocabulary: %1 words.").arg(formatCount(numbers.vocabulary));
    if (const QString lacking = lackingWords(numbers); !lacking.isEmpty())
        facts << lacking;
    if (!report.repaired.empty())
        facts << sentences(report.repaired, tr("Repaired: %1 × %2, first in row %3."));
    m_facts->setText(facts.join(u'\n'));
    QStringList warnings;
    if (numbers.leakedTexts > 0)
        warnings << tr("%1 test texts also stand in another part: the test measures them too well.")
                        .arg(formatCount(numbers.leakedTexts));
    if (numbers.repeatedTexts > 0)
        warnings << tr("%1 texts repeat an earlier one.").arg(formatCount(numbers.repeatedTexts));
    if (!report.skipped.empty())
        warnings << sentences(report.skipped, tr("Skipped: %1 × %2, first in row %3."));
    m_warnings->setText(warnings.join(u'\n'));
    m_warnings->setVisible(!warnings.isEmpty());
}

void DataSummary::setStale(bool stale) {
    setEnabled(!stale);
}

std::vector<Exportable*> DataSummary::exportables() const {
    return {m_lengths};
}

} // namespace lab
