#include "ui/models/compare_model.h"

#include "ui/models/run_model.h"
#include "ui/words/format.h"
#include "ui/words/setting_titles.h"
#include "workbench/paper_figures.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lab {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kPercent = 100;

/// "[0.8, 0.1, 0.1]" and "["title","text"]" as a reader writes them.
QString listText(const QString& json) {
    QStringList parts;
    for (const QJsonValue& each : QJsonDocument::fromJson(json.toUtf8()).array())
        parts.push_back(each.isString() ? each.toString() : QString::number(each.toDouble()));
    return parts.join(QStringLiteral(", "));
}

} // namespace

QString settingText(const std::string& key, const std::string& value) {
    if (value.empty())
        return QStringLiteral("–");
    const QString text = QString::fromStdString(value);
    if (key == "data")
        return dataName(text);
    if (key == "scores")
        return value == "per_head" ? CompareModel::tr("per head") : CompareModel::tr("across heads");
    if (key == "interaction")
        return value == "add"      ? CompareModel::tr("sum")
               : value == "concat" ? CompareModel::tr("concat")
                                   : CompareModel::tr("product");
    if (value == "true" || value == "false")
        return value == "true" ? CompareModel::tr("yes") : CompareModel::tr("no");
    if (value.front() == '[')
        return listText(text);
    if (key != "sharing")
        return text;
    return value == "query_value"         ? CompareModel::tr("query = value")
           : value == "query_value_head"  ? CompareModel::tr("query = value + all heads")
           : value == "query_value_layer" ? CompareModel::tr("query = value + all layers")
                                          : CompareModel::tr("none");
}

bool CompareModel::View::operator==(const View& other) const {
    return moment.kind == other.moment.kind && moment.at == other.moment.at &&
           moment.axis == other.moment.axis && reference == other.reference &&
           allSettings == other.allSettings && paper == other.paper;
}

void CompareModel::setEntries(const std::vector<ComparedEntry>& entries, const View& view) {
    beginResetModel();
    m_entries = entries;
    m_columns.clear();
    build(view);
    endResetModel();
}

CompareModel::Column& CompareModel::add(Kind kind, const QString& title, const QString& key,
                                        const QString& tip) {
    Column column;
    column.kind = kind;
    column.title = title;
    column.key = key;
    column.tip = tip;
    column.texts.resize(m_entries.size(), QStringLiteral("–"));
    column.spreads.resize(m_entries.size());
    column.values.resize(m_entries.size(), kNone);
    m_columns.push_back(std::move(column));
    return m_columns.back();
}

void CompareModel::build(const View& view) {
    std::vector<const RunConfig*> configs;
    for (const ComparedEntry& entry : m_entries)
        configs.push_back(&entry.runs.front()->config);
    m_settings = compareSettings(configs);
    Column& name = add(Kind::Name, tr("Group"), QStringLiteral("name"));
    for (std::size_t row = 0; row < m_entries.size(); ++row)
        name.texts[row] = m_entries[row].name;
    addSettings(m_settings.differing);
    if (view.allSettings)
        addSettings(m_settings.equal);
    addChanges();
    addNumbers(view);
    if (view.paper)
        addPaper();
}

void CompareModel::addSettings(const std::vector<DifferingSetting>& settings) {
    const SettingTitles titles;
    for (const DifferingSetting& setting : settings) {
        Column& column = add(Kind::Setting, titles.of(setting.key), QString::fromStdString(setting.key));
        for (std::size_t row = 0; row < m_entries.size(); ++row) {
            column.texts[row] = settingText(setting.key, setting.values[row]);
            bool number = false;
            const double value = QString::fromStdString(setting.values[row]).toDouble(&number);
            column.values[row] = number ? value : kNone;
        }
    }
}

/// A run that was changed on the way is alone in its row.
void CompareModel::addChanges() {
    const auto changesOf = [](const ComparedEntry& entry) { return entry.runs.front()->changes; };
    if (std::all_of(m_entries.begin(), m_entries.end(),
                    [&](const ComparedEntry& entry) { return changesOf(entry).empty(); }))
        return;
    Column& column = add(Kind::Setting, tr("Changed on the way"), QStringLiteral("changes"),
                         tr("Such a run was trained unlike others with its settings and is in no group"));
    for (std::size_t row = 0; row < m_entries.size(); ++row) {
        QStringList texts;
        for (const ActionRow& change : changesOf(m_entries[row])) {
            const QString values = QString::fromStdString(change.detail), step = formatCount(change.step);
            texts << (change.kind == "learning_rate" ? tr("LR %1 after step %2").arg(values, step)
                      : change.kind == "dropout"     ? tr("dropout %1 after step %2").arg(values, step)
                                                     : tr("end %1 after step %2").arg(values, step));
        }
        if (!texts.isEmpty())
            column.texts[row] = texts.join(QStringLiteral("; "));
    }
}

void CompareModel::addSpread(Kind kind, const QString& title, const QString& key, const QString& tip,
                             const std::vector<std::vector<double>>& values) {
    Column& column = add(kind, title, key, tip);
    column.higherIsBetter = true;
    for (std::size_t row = 0; row < values.size(); ++row) {
        const SeedSpread spread = seedSpreadOf(values[row]);
        column.values[row] = spread.mean;
        if (spread.count > 0)
            column.texts[row] = formatFixed(spread.mean * kPercent, 2);
        if (spread.count > 1)
            column.spreads[row] = QStringLiteral("± ") + formatFixed(spread.deviation * kPercent, 2);
    }
}

void CompareModel::addNumbers(const View& view) {
    Column& size = add(Kind::Parameters, tr("Attention parameters"), QStringLiteral("attention_parameters"));
    std::vector<std::vector<double>> accuracy, macroF1, validation;
    for (std::size_t row = 0; row < m_entries.size(); ++row) {
        const auto& runs = m_entries[row].runs;
        size.values[row] = static_cast<double>(runs.front()->row.attentionParameters);
        size.texts[row] = formatCount(runs.front()->row.attentionParameters);
        for (auto* list : {&accuracy, &macroF1, &validation})
            list->emplace_back();
        for (const ComparedRunPtr& run : runs) {
            accuracy.back().push_back(run->row.summary.last.test.accuracy);
            macroF1.back().push_back(run->row.summary.last.test.macroF1);
            if (const auto point = pointAt(*run, view.moment))
                validation.back().push_back(point->accuracy);
        }
    }
    addSpread(Kind::Test, tr("Test accuracy ± sd"), QStringLiteral("test_accuracy"),
              tr("After the last step, in percent; deviation over the seeds"), accuracy);
    addSpread(Kind::TestF1, tr("Test macro-F1 ± sd"), QStringLiteral("test_macro_f1"),
              tr("After the last step, in percent; deviation over the seeds"), macroF1);
    addSpread(Kind::Validation, tr("Validation ± sd"), QStringLiteral("validation_accuracy"),
              tr("Validation accuracy in percent at the moment chosen above"), validation);
    addCost();
    const auto test = std::find_if(m_columns.begin(), m_columns.end(),
                                   [](const Column& column) { return column.kind == Kind::Test; });
    addDelta(view, Column(*test));
}

void CompareModel::addCost() {
    const auto meanOf = [](const ComparedEntry& entry, const auto& value) {
        std::vector<double> values;
        for (const ComparedRunPtr& run : entry.runs)
            values.push_back(value(*run));
        return seedSpreadOf(values).mean;
    };
    Column& speed =
        add(Kind::Speed, tr("s / epoch"), QStringLiteral("seconds_per_epoch"), tr("Time of one epoch"));
    for (std::size_t row = 0; row < m_entries.size(); ++row) {
        speed.values[row] =
            meanOf(m_entries[row], [](const ComparedRun& run) { return run.secondsPerEpoch(); });
        speed.texts[row] = formatFixed(speed.values[row], 1);
    }
    Column& memory =
        add(Kind::Memory, tr("Memory"), QStringLiteral("peak_bytes"),
            tr("What the largest training step held: weights, gradients, Adam's moments and activations. "
               "Runs of older versions did not record it."));
    for (std::size_t row = 0; row < m_entries.size(); ++row) {
        memory.values[row] = meanOf(m_entries[row], [](const ComparedRun& run) {
            return run.row.summary.peakBytes > 0 ? static_cast<double>(run.row.summary.peakBytes) : kNone;
        });
        if (std::isfinite(memory.values[row]))
            memory.texts[row] = formatBytes(std::llround(memory.values[row]));
    }
}

void CompareModel::addDelta(const View& view, const Column& accuracy) {
    if (view.reference < 0 || view.reference >= static_cast<int>(m_entries.size()))
        return;
    const auto reference = static_cast<std::size_t>(view.reference);
    Column& delta =
        add(Kind::Delta, tr("Δ to %1").arg(m_entries[reference].name), QStringLiteral("delta_accuracy"),
            tr("Test accuracy above or below the reference row's, in percent"));
    for (std::size_t row = 0; row < m_entries.size(); ++row) {
        delta.values[row] = accuracy.values[row] - accuracy.values[reference];
        if (row == reference || !std::isfinite(delta.values[row]))
            continue;
        const double percent = delta.values[row] * kPercent;
        delta.texts[row] = percent >= 0 ? QStringLiteral("▴ +") + formatFixed(percent, 2)
                                        : QStringLiteral("▾ ") + formatFixed(percent, 2);
    }
}

void CompareModel::addPaper() {
    std::vector<std::optional<PaperFigure>> figures;
    for (const ComparedEntry& entry : m_entries) {
        const ComparedRun& run = *entry.runs.front();
        const auto data = paperDataOf(run.format, run.classes);
        figures.push_back(data ? paperFigureOf(*data, run.config.model) : std::nullopt);
    }
    if (std::none_of(figures.begin(), figures.end(), [](const auto& figure) { return figure.has_value(); }))
        return;
    const QString tip = tr("Wu and others, Fastformer (arXiv 2108.09084), table 4 and figure 4");
    const auto fill = [&](Kind kind, const QString& title, const QString& key, double PaperFigure::*value,
                          double PaperFigure::*deviation) {
        Column& column = add(kind, title, key, tip);
        for (std::size_t row = 0; row < figures.size(); ++row) {
            if (!figures[row])
                continue;
            column.values[row] = *figures[row].*value / kPercent;
            column.texts[row] = formatFixed(*figures[row].*value, 2);
            if (std::isfinite(*figures[row].*deviation))
                column.spreads[row] = QStringLiteral("± ") + formatFixed(*figures[row].*deviation, 2);
        }
    };
    fill(Kind::PaperAccuracy, tr("Paper: accuracy"), QStringLiteral("paper_accuracy"), &PaperFigure::accuracy,
         &PaperFigure::accuracyDeviation);
    fill(Kind::PaperF1, tr("Paper: macro-F1"), QStringLiteral("paper_macro_f1"), &PaperFigure::macroF1,
         &PaperFigure::macroF1Deviation);
}

QStringList CompareModel::keys() const {
    QStringList keys;
    for (const Column& column : m_columns)
        keys << column.key;
    return keys;
}

int CompareModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int CompareModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

bool CompareModel::isBest(const Column& column, std::size_t row) const {
    if (!column.higherIsBetter || !std::isfinite(column.values[row]) || m_entries.size() < 2)
        return false;
    return std::none_of(column.values.begin(), column.values.end(),
                        [&](double value) { return value > column.values[row]; });
}

QVariant CompareModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Column& column = m_columns[static_cast<std::size_t>(index.column())];
    const auto row = static_cast<std::size_t>(index.row());
    const bool words = column.kind == Kind::Name || column.kind == Kind::Setting;
    switch (role) {
    case Qt::DisplayRole:
        return column.texts[row];
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((words ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2 %3")
            .arg(column.title, column.texts[row], column.spreads[row])
            .trimmed();
    case MarkRole:
        return column.kind == Kind::Name ? QVariant(m_entries[row].colour) : QVariant();
    case AsideRole:
        return column.kind == Kind::Name ? QVariant(m_entries[row].aside) : QVariant();
    case SortValueRole:
        return std::isfinite(column.values[row]) ? QVariant(column.values[row])
               : words                           ? QVariant(column.texts[row])
                                                 : QVariant(-std::numeric_limits<double>::max());
    case SpreadRole:
        return column.spreads[row];
    case BestRole:
        return isBest(column, row);
    case ForeignRole:
        return column.kind == Kind::PaperAccuracy || column.kind == Kind::PaperF1;
    case ShareRole: {
        const double most = *std::max_element(column.values.begin(), column.values.end());
        return column.kind == Kind::Parameters && most > 0 ? QVariant(column.values[row] / most) : QVariant();
    }
    default:
        return {};
    }
}

QVariant CompareModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Column& column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::ToolTipRole)
        return column.tip;
    const bool words = column.kind == Kind::Name || column.kind == Kind::Setting;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((words ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

} // namespace lab
