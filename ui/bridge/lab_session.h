#pragma once

#include "core/store/checkpoint_repository.h"
#include "core/store/dataset_repository.h"
#include "core/store/metric_repository.h"
#include "core/store/run_repository.h"
#include "datasets/reader.h"
#include "datasets/statistics.h"
#include "ui/bridge/run_tree.h"
#include "ui/bridge/worker.h"
#include "workbench/run_failure.h"
#include "workbench/setting_change.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lab {

/// Everything the window shows of a stored run.
struct RunView {
    StoredRun run;
    std::vector<MetricPoint> trainLoss, trainAccuracy, gradientNorm, learningRate; ///< of each step
    std::vector<MetricPoint> tokens, seconds;                                      ///< of each step alone
    struct Part {
        std::string name; ///< "embedding", "layer1", …, "head"
        std::vector<MetricPoint> gradient, weight;
    };
    std::vector<Part> parts;                 ///< norms at evaluations; none for older runs
    std::vector<EvaluationRow> evaluations;  ///< of the validation and the test split
    std::vector<CheckpointInfo> checkpoints; ///< see CheckpointRepository::list
    std::vector<SettingChange> changes;      ///< while it trained, in order
    RunFailure failure;                      ///< of a failed run
    std::vector<std::string> probes;
    std::vector<std::int64_t> snapshots;   ///< their steps, ascending
    std::optional<SnapshotEvent> snapshot; ///< the last one
};

/// What a data set holds, with what is needed to count a model's parameters for it.
struct DataView {
    DataConfig config;
    std::string name;
    std::vector<std::string> labels;
    DataStatistics statistics;
    std::vector<SkippedRows> skipped;
    std::vector<std::string> samples; ///< a few short texts of the test or validation split
};

/// Texts of a run's data that it was not trained on.
struct ExampleSet {
    std::int64_t run = 0;
    RecordSplit split = RecordSplit::Test; ///< the wanted one; test, validation or train where it is empty
    std::int64_t total = 0;                ///< records of the split
    std::vector<StoredRecord> records;     ///< the first of them, see LabSession::kMostExamples
};

/// Reads the lab file and sources of data for the window, on a thread of its own with its own connection.
/// Every function returns at once; the answer comes as a signal. GUI thread.
class LabSession : public QObject {
    Q_OBJECT
public:
    /// \p path is opened (and created) on the first request.
    explicit LabSession(const QString& path, QObject* parent = nullptr);
    ~LabSession() override;

    [[nodiscard]] const QString& path() const { return m_path; }

    /// Runs of dead processes are marked as stopped first, and runs of this one as failed whose failure the
    /// lab file would not take before; while it does not, this is tried again.
    void refreshRuns();
    void loadRun(std::int64_t run);
    /// The same for a run that is looked at beside the one on show.
    void loadReference(std::int64_t run);
    /// Attention of the probes after \p step; a newer request replaces one that waits.
    void loadSnapshot(std::int64_t run, std::int64_t step);
    /// Texts to inspect with a run, at most kMostExamples: of \p preferred, or of another split where it is
    /// empty.
    void loadExamples(std::int64_t run, RecordSplit preferred = RecordSplit::Test);
    static constexpr std::int64_t kMostExamples = 5000;
    /// Reads a data set whole and counts it. \p text decides how it is cut into tokens.
    void describe(const DataConfig& data, const TextConfig& text);
    /// Memory of this process and size of the lab file, now and once a second from now on; and whether
    /// anybody has changed the file since its runs were listed.
    void watchVitals();

signals:
    /// Those in the trash included.
    void runsListed(const lab::RunTreePtr& tree);
    void runLoaded(const lab::RunView& view);
    void referenceLoaded(const lab::RunView& view);
    void snapshotLoaded(std::int64_t run, const lab::SnapshotEvent& snapshot);
    void examplesLoaded(const lab::ExampleSet& set);
    void examplesFailed(std::int64_t run, const QString& message);
    void described(const lab::DataView& view);
    void vitals(std::int64_t memoryBytes, std::int64_t labBytes);
    /// Another connection has changed the lab file since its runs were listed: this window's own work,
    /// another window or the command line. Once a second until they are listed again.
    void outOfDate();
    void runsFailed(const QString& message);
    void runFailed(std::int64_t run, const QString& message);
    void describeFailed(const lab::DataConfig& data, const QString& message);

private:
    struct State;
    QString m_path;
    std::shared_ptr<State> m_state; ///< the connection, used by the lab thread alone
    QTimer m_vitals, m_retry;
    Worker m_lab;  ///< last: their threads use the state
    Worker m_data; ///< reading a large data set must not keep lists waiting
};

} // namespace lab
