#include "ui/bridge/lab_session.h"

#include "core/store/checkpoint_repository.h"
#include "core/store/snapshot_repository.h"
#include "core/store/unstored_failures.h"
#include "ui/bridge/process_memory.h"
#include "workbench/data_source.h"

#include <algorithm>
#include <filesystem>
#include <optional>

namespace lab {
namespace {

enum Lane { RunsLane = 1, RunLane, VitalsLane, ExamplesLane, SnapshotLane, ReferenceLane };

constexpr int kVitalsMs = 1000;
constexpr int kRetryMs = 2000; // a full disk is emptied by a person
constexpr std::size_t kSamples = 3;
constexpr std::size_t kProbeBytes = 64, kTooShort = 25; // a probe is to be short, and yet to say something

std::vector<RunView::Part> partsOf(const MetricRepository& metrics, std::int64_t run, int layers) {
    std::vector<std::string> names{"embedding"};
    for (int layer = 1; layer <= layers; ++layer)
        names.push_back("layer" + std::to_string(layer));
    names.emplace_back("head");
    std::vector<RunView::Part> parts;
    for (const std::string& name : names)
        if (auto gradient = metrics.series(run, "train", "gradient_norm." + name); !gradient.empty())
            parts.push_back({name, std::move(gradient), metrics.series(run, "train", "weight_norm." + name)});
    return parts;
}

RunView viewOf(LabFile& lab, std::int64_t run) {
    RunView view;
    view.run = RunRepository(lab).load(run);
    const MetricRepository metrics(lab);
    view.trainLoss = metrics.series(run, "train", "loss");
    view.trainAccuracy = metrics.series(run, "train", "accuracy");
    view.gradientNorm = metrics.series(run, "train", "gradient_norm");
    view.learningRate = metrics.series(run, "train", "learning_rate");
    view.tokens = metrics.series(run, "train", "tokens");
    view.seconds = metrics.series(run, "train", "seconds");
    view.parts = partsOf(metrics, run, view.run.config.model.layers);
    view.evaluations = metrics.evaluations(run);
    std::erase_if(view.evaluations, [](const EvaluationRow& row) { return row.split == "train"; });
    view.checkpoints = CheckpointRepository(lab).list(run);
    view.changes = settingChanges(lab, run);
    view.failure = lastFailure(lab, run);
    const SnapshotRepository snapshots(lab);
    view.probes = snapshots.probes(run);
    view.snapshots = snapshots.steps(run);
    if (!view.snapshots.empty())
        view.snapshot = snapshots.load(run, view.snapshots.back());
    return view;
}

ExampleSet examplesOf(LabFile& lab, std::int64_t run, RecordSplit preferred) {
    ExampleSet set;
    set.run = run;
    const RunRow row = RunRepository(lab).load(run).row;
    if (!row.dataset)
        return set;
    const DatasetRepository datasets(lab);
    for (const RecordSplit split :
         {preferred, RecordSplit::Test, RecordSplit::Validation, RecordSplit::Train}) {
        set.split = split;
        set.total = datasets.count(*row.dataset, split);
        if (set.total > 0)
            break;
    }
    set.records = datasets.records(*row.dataset, set.split, LabSession::kMostExamples);
    return set;
}

/// The first words of a text, at a blank or, where there is none, between two characters.
std::string beginning(const std::string& text) {
    if (text.size() <= kProbeBytes)
        return text;
    std::size_t end = text.rfind(' ', kProbeBytes);
    if (end == std::string::npos || end < kProbeBytes / 2)
        for (end = kProbeBytes; end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U;)
            --end;
    return text.substr(0, end);
}

/// The shortest text of each of the first classes that the model will not be trained on, to watch as probes.
std::vector<std::string> samplesOf(const Dataset& data) {
    std::vector<const Example*> shortest(std::min(data.labels.size(), kSamples), nullptr);
    for (const Example& example : data.examples) {
        const auto label = static_cast<std::size_t>(example.label);
        if (example.split == Split::Train || label >= shortest.size() || example.text.size() < kTooShort)
            continue;
        if (shortest[label] == nullptr || example.text.size() < shortest[label]->text.size())
            shortest[label] = &example;
    }
    std::vector<std::string> samples;
    for (const Example* example : shortest)
        if (example != nullptr)
            samples.push_back(beginning(example->text));
    return samples;
}

std::int64_t sizeOfLab(const std::string& path) {
    std::int64_t bytes = 0;
    for (const char* suffix : {"", "-wal"}) {
        std::error_code absent;
        const auto size = std::filesystem::file_size(path + suffix, absent);
        bytes += absent ? 0 : static_cast<std::int64_t>(size);
    }
    return bytes;
}

} // namespace

struct LabSession::State {
    explicit State(std::string wanted) : path(std::move(wanted)) {}
    LabFile& lab() {
        if (!file)
            file = std::make_unique<LabFile>(path);
        return *file;
    }
    /// Another connection has changed the file since its runs were listed.
    [[nodiscard]] bool outOfDate() const { return listedAt && file->changes() != *listedAt; }

    std::string path;
    std::unique_ptr<LabFile> file;
    std::optional<std::int64_t> listedAt; ///< see LabFile::changes
};

LabSession::LabSession(const QString& path, QObject* parent)
    : QObject(parent), m_path(path), m_state(std::make_shared<State>(path.toStdString())) {
    m_vitals.setInterval(kVitalsMs);
    connect(&m_vitals, &QTimer::timeout, this, &LabSession::watchVitals);
    m_retry.setSingleShot(true);
    m_retry.setInterval(kRetryMs);
    connect(&m_retry, &QTimer::timeout, this, &LabSession::refreshRuns);
}

LabSession::~LabSession() = default;

void LabSession::refreshRuns() {
    m_lab.run(
        [this, state = m_state](const std::stop_token&) -> Worker::Continuation {
            RunRepository runs(state->lab());
            state->listedAt = state->lab().changes(); // first: what changes from now on may be missed
            const bool stored = state->lab().readOnly() || storeFailures(state->lab());
            if (stored && !state->lab().readOnly()) // else the list is told as far as it can be read
                runs.stopDeadRuns();
            return [this, stored, tree = buildRunTree(runs.list(RunRepository::Listed::All))] {
                if (!stored)
                    m_retry.start();
                emit runsListed(tree);
            };
        },
        [this](const QString& message) { emit runsFailed(message); }, RunsLane);
}

void LabSession::loadRun(std::int64_t run) {
    m_lab.run(
        [this, run, state = m_state](const std::stop_token&) -> Worker::Continuation {
            return [this, view = viewOf(state->lab(), run)] { emit runLoaded(view); };
        },
        [this, run](const QString& message) { emit runFailed(run, message); }, RunLane);
}

void LabSession::loadReference(std::int64_t run) {
    m_lab.run(
        [this, run, state = m_state](const std::stop_token&) -> Worker::Continuation {
            return [this, view = viewOf(state->lab(), run)] { emit referenceLoaded(view); };
        },
        [this, run](const QString& message) { emit runFailed(run, message); }, ReferenceLane);
}

void LabSession::loadSnapshot(std::int64_t run, std::int64_t step) {
    m_lab.run(
        [this, run, step, state = m_state](const std::stop_token&) -> Worker::Continuation {
            return [this, run, snapshot = SnapshotRepository(state->lab()).load(run, step)] {
                emit snapshotLoaded(run, snapshot);
            };
        },
        [this, run](const QString& message) { emit runFailed(run, message); }, SnapshotLane);
}

void LabSession::loadExamples(std::int64_t run, RecordSplit preferred) {
    m_lab.run(
        [this, run, preferred, state = m_state](const std::stop_token&) -> Worker::Continuation {
            return [this, set = examplesOf(state->lab(), run, preferred)] { emit examplesLoaded(set); };
        },
        [this, run](const QString& message) { emit examplesFailed(run, message); }, ExamplesLane);
}

void LabSession::describe(const DataConfig& data, const TextConfig& text) {
    m_data.run(
        [this, data, text, path = m_state->path](const std::stop_token& stop) -> Worker::Continuation {
            const LoadControl control{{}, stop};
            const Dataset set = loadData(data, path, control);
            DataView view{data,        set.name,      set.labels, lab::describe(set, text, control),
                          set.skipped, samplesOf(set)};
            return [this, view = std::move(view)] { emit described(view); };
        },
        [this, data](const QString& message) { emit describeFailed(data, message); });
}

void LabSession::watchVitals() {
    m_vitals.start();
    m_lab.run(
        [this, state = m_state](const std::stop_token&) -> Worker::Continuation {
            return
                [this, memory = residentMemory(), size = sizeOfLab(state->path), old = state->outOfDate()] {
                    emit vitals(memory, size);
                    if (old)
                        emit outOfDate();
                };
        },
        {}, VitalsLane);
}

} // namespace lab
