#include "ui/models/study_model.h"

#include "ui/models/compare_model.h"
#include "ui/models/run_model.h"
#include "ui/words/encoder_names.h"
#include "ui/words/format.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lab {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kPercent = 100;

bool isWords(int column) {
    return column == StudyModel::EncoderColumn || column == StudyModel::SharingColumn;
}

bool sameModel(ModelConfig wanted, const ModelConfig& trained) {
    wanted.embeddingDim = trained.embeddingDim; // set by the file of word vectors
    return wanted == trained;
}

} // namespace

QString sharingTitle(Sharing sharing) {
    switch (sharing) {
    case Sharing::QueryValue:
        return StudyModel::tr("query = value");
    case Sharing::QueryValueHead:
        return StudyModel::tr("query = value + all heads");
    case Sharing::QueryValueLayer:
        return StudyModel::tr("query = value + all layers");
    case Sharing::None:
        break;
    }
    return StudyModel::tr("none");
}

void StudyModel::setStudy(const StudyResult& study) {
    beginResetModel();
    m_study = study;
    m_rows = study.rows;
    if (study.request)
        for (const RunConfig& run : studyRuns(*study.request))
            if (std::none_of(m_rows.begin(), m_rows.end(),
                             [&](const StudyRow& row) { return sameModel(run.model, row.model); }))
                m_rows.emplace_back().model = run.model;
    endResetModel();
}

double StudyModel::valueOf(const StudyRow& row, int column) const {
    if (column == SeedsColumn)
        return static_cast<double>(row.runs.size());
    if (column == PaperAccuracyColumn || column == PaperMacroF1Column)
        return !row.paper                      ? kNone
               : column == PaperAccuracyColumn ? row.paper->accuracy / kPercent
                                               : row.paper->macroF1 / kPercent;
    if (row.runs.empty())
        return kNone;
    switch (column) {
    case AccuracyColumn:
        return row.accuracy.mean;
    case MacroF1Column:
        return row.macroF1.mean;
    case AttentionColumn:
        return static_cast<double>(row.attentionParameters);
    case TotalColumn:
        return static_cast<double>(row.totalParameters);
    case SecondsColumn:
        return row.secondsPerEpoch.mean;
    default:
        return kNone;
    }
}

double StudyModel::deviationOf(const StudyRow& row, int column) const {
    if (row.paper && column == PaperAccuracyColumn)
        return row.paper->accuracyDeviation / kPercent;
    if (row.paper && column == PaperMacroF1Column)
        return row.paper->macroF1Deviation / kPercent;
    if (row.runs.size() < 2) // one run has none
        return kNone;
    return column == AccuracyColumn  ? row.accuracy.deviation
           : column == MacroF1Column ? row.macroF1.deviation
                                     : kNone;
}

QString StudyModel::textOf(const StudyRow& row, int column) const {
    const double value = valueOf(row, column);
    switch (column) {
    case EncoderColumn:
        return encoderTitle(row.model.encoder);
    case SharingColumn:
        return sharingTitle(row.model.sharing);
    case AttentionColumn:
    case TotalColumn:
        return std::isfinite(value) ? formatCount(std::llround(value)) : QStringLiteral("–");
    case SecondsColumn:
        return formatFixed(value, value < 10 ? 2 : 1);
    case SeedsColumn:
        return m_study.request ? tr("%1 of %2").arg(row.runs.size()).arg(m_study.request->seeds)
                               : QString::number(row.runs.size());
    default:
        return formatFixed(value * kPercent, 2);
    }
}

bool StudyModel::isBest(double value, int column) const {
    const bool high = column == AccuracyColumn || column == MacroF1Column;
    if ((!high && column != SecondsColumn) || !std::isfinite(value) || m_study.rows.size() < 2)
        return false;
    return std::none_of(m_rows.begin(), m_rows.end(), [&](const StudyRow& row) {
        const double other = valueOf(row, column);
        return high ? other > value : other < value;
    });
}

int StudyModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int StudyModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : Columns;
}

QVariant StudyModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const StudyRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    const double value = valueOf(row, column), deviation = deviationOf(row, column);
    const QString spread =
        std::isfinite(deviation) ? QStringLiteral("± ") + formatFixed(deviation * kPercent, 2) : QString();
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isWords(column) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return isWords(column) ? textOf(row, column) : QVariant();
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2 %3")
            .arg(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), textOf(row, column), spread)
            .trimmed();
    case MarkRole:
        return column == EncoderColumn ? QVariant(encoderMark(row.model.encoder)) : QVariant();
    case SortValueRole:
        return isWords(column)        ? QVariant(textOf(row, column))
               : std::isfinite(value) ? QVariant(value)
                                      : QVariant(-std::numeric_limits<double>::max());
    case SpreadRole:
        return spread;
    case BestRole:
        return isBest(value, column);
    case ForeignRole:
        return column == PaperAccuracyColumn || column == PaperMacroF1Column;
    default:
        return {};
    }
}

QVariant StudyModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= Columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isWords(section) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    const struct {
        QString title, tip;
    } heads[Columns] = {
        {tr("encoder"), tr("What stands in the attention slot")},
        {tr("sharing"), tr("Which parameters are tied")},
        {tr("accuracy, %"), tr("Mean and sample deviation over the seeds, of the split named above")},
        {tr("macro-F1, %"), tr("Mean and sample deviation over the seeds, of the split named above")},
        {tr("paper: accuracy"), tr("Wu and others, Fastformer (arXiv 2108.09084), table 4 and figure 4")},
        {tr("paper: macro-F1"), tr("Wu and others, Fastformer (arXiv 2108.09084), table 4 and figure 4")},
        {tr("attention"), tr("Parameters of the attention slots")},
        {tr("parameters"), tr("All parameters, with those of the words")},
        {tr("s / epoch"), tr("Time of one epoch")},
        {tr("seeds"), tr("Runs that have finished")}};
    if (role == Qt::DisplayRole)
        return heads[section].title;
    return role == Qt::ToolTipRole ? QVariant(heads[section].tip) : QVariant();
}

} // namespace lab
