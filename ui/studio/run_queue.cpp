#include "ui/studio/run_queue.h"

#include "core/encoders/encoder.h"
#include "ui/models/compare_model.h"
#include "ui/models/run_model.h"
#include "ui/studio/occupation.h"
#include "ui/studio/studio.h"
#include "ui/words/core_sentences.h"
#include "ui/words/format.h"
#include "ui/words/setting_titles.h"
#include "workbench/run_comparison.h"

#include <QTimer>

#include <algorithm>
#include <cmath>
#include <map>

namespace lab {
namespace {

QString stateName(RunQueue::State state) {
    switch (state) {
    case RunQueue::State::Waiting:
        return RunQueue::tr("waits");
    case RunQueue::State::Running:
        return RunQueue::tr("trains");
    case RunQueue::State::Done:
        return RunQueue::tr("finished");
    case RunQueue::State::Stopped:
        return RunQueue::tr("stopped");
    case RunQueue::State::Failed:
        return RunQueue::tr("failed");
    case RunQueue::State::Cancelled:
        break;
    }
    return RunQueue::tr("cancelled");
}

RunConfig withoutSeed(RunConfig config) {
    config.train.seed = 0;
    return config;
}

/// Names of settings, no two of which are the same. Where several have one name, each says what differs
/// between them.
std::vector<QString> namesOf(const std::vector<RunConfig>& variants) {
    std::vector<QString> names;
    std::map<QString, std::vector<std::size_t>> alike;
    for (const RunConfig& config : variants) {
        names.push_back(settingName(config.model));
        alike[names.back()].push_back(names.size() - 1);
    }
    const SettingTitles titles;
    for (const auto& [name, places] : alike) {
        std::vector<const RunConfig*> configs;
        for (const std::size_t place : places)
            configs.push_back(&variants[place]);
        for (const DifferingSetting& setting : compareSettings(configs).differing)
            for (std::size_t i = 0; i < places.size(); ++i)
                names[places[i]] += QStringLiteral(" · ") + titles.of(setting.key) + u' ' +
                                    settingText(setting.key, setting.values[i]);
    }
    return names;
}

} // namespace

QString settingName(const ModelConfig& model) {
    const QString sharing = sharingShort(toString(model.sharing));
    if (model.encoder == "fastformer")
        return sharing;
    const QString encoder = QString::fromStdString(model.encoder);
    return builtinEncoders().find(model.encoder).sharings.size() > 1 ? encoder + u' ' + sharing : encoder;
}

std::vector<RunConfig> RunGrid::runs(const RunConfig& base) const {
    std::vector<RunConfig> list;
    for (int seed = 0; seed < seeds; ++seed)
        for (const std::string& encoder : encoders) {
            const auto& known = builtinEncoders().find(encoder).sharings;
            RunConfig config = base;
            config.train.seed = base.train.seed + static_cast<std::uint64_t>(seed);
            if (encoder != base.model.encoder)
                config.model.hyperparameters.clear(); // they are another encoder's
            config.model.encoder = encoder;
            bool any = false;
            for (const Sharing sharing : sharings) {
                if (std::find(known.begin(), known.end(), sharing) == known.end())
                    continue;
                config.model.sharing = sharing;
                list.push_back(config);
                any = true;
            }
            if (any)
                continue;
            config.model.sharing = known.empty() ? Sharing::None : known.front();
            list.push_back(config);
        }
    return list;
}

RunQueue::RunQueue(Studio& studio, QObject* parent) : QAbstractTableModel(parent), m_studio(studio) {
    TrainingSession& session = studio.session();
    connect(&session, &TrainingSession::preparedRun, this, [this](const PreparedEvent& event) {
        if (m_current < 0)
            return;
        m_entries[static_cast<std::size_t>(m_current)].run = event.run;
        tell(m_current);
    });
    connect(&session, &TrainingSession::finished, this, &RunQueue::finish);
    connect(&session, &TrainingSession::failed, this,
            [this](const QString& message, std::int64_t) { end(State::Failed, message); });
    connect(&session, &TrainingSession::cancelled, this, [this] {
        if (m_current >= 0 && !m_single)
            m_held = true; // stopped by hand, while it was still being prepared
        end(State::Cancelled);
    });
    connect(&studio.cost(), &CostSession::stateChanged, this, &RunQueue::startNext);
    connect(&studio.study(), &StudySession::stateChanged, this, &RunQueue::startNext);
}

void RunQueue::add(const std::vector<RunConfig>& runs) {
    if (runs.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(runs.size()) - 1);
    for (const RunConfig& config : runs)
        m_entries.emplace_back().config = config;
    sortOut();
    endInsertRows();
    emit dataChanged(index(0, RunColumn), index(rowCount() - 1, RunColumn)); // others may be named anew
    m_held = false;
    m_show = true;
    emit changed();
    startNext();
}

std::optional<std::int64_t> RunQueue::groupOf(const Entry& entry) const {
    for (const Entry& other : m_entries) {
        if (&other == &entry)
            break;
        if (other.run != 0 && other.variant == entry.variant)
            return other.run;
    }
    return std::nullopt;
}

void RunQueue::sortOut() {
    std::vector<RunConfig> variants;
    for (Entry& entry : m_entries) {
        const RunConfig config = withoutSeed(entry.config);
        const auto known = std::find(variants.begin(), variants.end(), config);
        entry.variant = static_cast<int>(known - variants.begin());
        if (known == variants.end())
            variants.push_back(config);
    }
    const std::vector<QString> names = namesOf(variants);
    for (Entry& entry : m_entries)
        entry.setting = names[static_cast<std::size_t>(entry.variant)];
}

void RunQueue::startNext() {
    if (m_current >= 0 || m_held || m_studio.session().active() ||
        !whatHinders(m_studio, Work::Run).isEmpty())
        return;
    const auto next = std::find_if(m_entries.begin(), m_entries.end(),
                                   [](const Entry& entry) { return entry.state == State::Waiting; });
    if (next == m_entries.end())
        return;
    const auto group = groupOf(*next);
    const auto repeat = std::count_if(m_entries.begin(), next, [&](const Entry& other) {
        return other.run != 0 && other.variant == next->variant;
    });
    m_current = static_cast<int>(next - m_entries.begin());
    m_single = false;
    next->state = State::Running;
    m_studio.trainQueued(next->config, group, static_cast<int>(repeat), std::exchange(m_show, false));
    tell(m_current);
}

void RunQueue::finish(const RunResult& result) {
    if (m_current < 0)
        return end(State::Done);
    if (result.stopped) {
        if (!m_single)
            m_held = true;
        return end(State::Stopped);
    }
    const Evaluation& quality = result.test.examples > 0 ? result.test : result.validation;
    m_entries[static_cast<std::size_t>(m_current)].accuracy = quality.accuracy;
    end(State::Done);
}

/// Also of a run begun by hand, which had to end before the next of the queue.
void RunQueue::end(State state, const QString& error) {
    if (const int row = std::exchange(m_current, -1); row >= 0) {
        m_entries[static_cast<std::size_t>(row)].state = state;
        m_entries[static_cast<std::size_t>(row)].error = error;
        tell(row);
    }
    QTimer::singleShot(0, this, &RunQueue::startNext); // after everyone has heard of the end
}

void RunQueue::tell(int row) {
    emit dataChanged(index(row, 0), index(row, Columns - 1));
    emit changed();
}

bool RunQueue::held() const {
    return m_held && std::any_of(m_entries.begin(), m_entries.end(),
                                 [](const Entry& entry) { return entry.state == State::Waiting; });
}

bool RunQueue::open() const {
    return std::any_of(m_entries.begin(), m_entries.end(), [](const Entry& entry) {
        return entry.state == State::Waiting || entry.state == State::Running;
    });
}

void RunQueue::goOn() {
    m_held = false;
    emit changed();
    startNext();
}

void RunQueue::cancel(int row) {
    if (row < 0 || row >= rowCount())
        return;
    Entry& entry = m_entries[static_cast<std::size_t>(row)];
    if (entry.state == State::Waiting) {
        entry.state = State::Cancelled;
        tell(row);
    } else if (row == m_current) {
        m_single = true;
        m_studio.session().stop();
    }
}

void RunQueue::cancelAll() {
    for (int row = 0; row < rowCount(); ++row)
        if (m_entries[static_cast<std::size_t>(row)].state == State::Waiting)
            cancel(row);
    cancel(m_current);
}

void RunQueue::clear() {
    beginResetModel();
    std::vector<Entry> kept;
    int current = -1;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].state != State::Waiting && m_entries[i].state != State::Running)
            continue;
        if (static_cast<int>(i) == m_current)
            current = static_cast<int>(kept.size());
        kept.push_back(m_entries[i]);
    }
    m_entries = std::move(kept);
    m_current = current;
    sortOut();
    endResetModel();
    emit changed();
}

std::vector<RunQueue::Result> RunQueue::results() const {
    std::vector<Result> results;
    for (const Entry& entry : m_entries) {
        if (std::any_of(results.begin(), results.end(),
                        [&](const Result& r) { return r.variant == entry.variant; }))
            continue;
        Result result{entry.variant, entry.setting, 0, 0, {}};
        std::vector<double> values;
        for (const Entry& other : m_entries)
            if (other.variant == entry.variant) {
                ++result.all;
                if (std::isfinite(other.accuracy))
                    values.push_back(other.accuracy);
            }
        result.finished = static_cast<int>(values.size());
        result.accuracy = spreadOf(values);
        results.push_back(result);
    }
    return results;
}

int RunQueue::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int RunQueue::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : Columns;
}

QVariant RunQueue::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == RunColumn ? tr("run") : section == StateColumn ? tr("state") : tr("accuracy");
}

QVariant RunQueue::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole && index.column() == AccuracyColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && !entry.error.isEmpty())
        return coreSentence(entry.error);
    if (role != Qt::DisplayRole && (role != Qt::ToolTipRole || index.column() != RunColumn)) // a long name
        return {};
    switch (index.column()) {
    case RunColumn: {
        const QString name = tr("%1 · s%2").arg(entry.setting).arg(entry.config.train.seed);
        return entry.run != 0 ? QString::number(entry.run) + u' ' + name : name;
    }
    case StateColumn:
        return stateName(entry.state);
    default:
        return formatFixed(entry.accuracy, 3);
    }
}

} // namespace lab
