#pragma once

#include "core/config/run_config.h"
#include "core/store/lab_file.h"
#include "core/store/process.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace lab {

enum class RunStatus { Preparing, Running, Paused, Stopped, Finished, Failed };
const char* toString(RunStatus status);

/// Quality on one split; NaN = not measured.
struct SplitQuality {
    double loss = std::numeric_limits<double>::quiet_NaN();
    double accuracy = std::numeric_limits<double>::quiet_NaN();
    double macroF1 = std::numeric_limits<double>::quiet_NaN();
};

/// Quality after one step.
struct RunQuality {
    std::int64_t step = 0;
    SplitQuality train, validation, test;
};

/// What lists show of a run without reading its time series; NaN = not measured.
struct RunSummary {
    double epochs = 0;
    double seconds = 0; ///< training alone
    double tokensPerSecond = std::numeric_limits<double>::quiet_NaN();
    std::int64_t peakBytes = 0; ///< weights, gradients, moments and activations of the largest step; 0 = not
                                ///< recorded
    RunQuality best;            ///< at the highest validation accuracy
    RunQuality last;
};

/// What is known of a run when it starts.
struct NewRun {
    std::string name;
    RunConfig config;
    std::vector<std::string> labels;        ///< class names in the order of the outputs
    std::optional<std::int64_t> dataset;    ///< DatasetRepository
    std::optional<std::int64_t> vocabulary; ///< VocabularyRepository
    std::optional<std::int64_t> parent;     ///< the run it is branched from …
    std::int64_t parentStep = 0;            ///< … after this step
    std::optional<std::int64_t> group;      ///< repeats: the id of the first of them
    int repeat = 0;                         ///< 0, 1, … within the group
    std::int64_t totalSteps = 0;
    std::int64_t attentionParameters = 0, totalParameters = 0;
};

/// A run in a list.
struct RunRow {
    std::int64_t id = 0;
    std::string name;
    RunStatus status = RunStatus::Preparing;
    std::string error; ///< why it failed
    std::string encoder, sharing, data;
    std::uint64_t seed = 0;
    std::string device;
    std::optional<std::int64_t> dataset, vocabulary, parent, group;
    std::int64_t parentStep = 0;
    int repeat = 0;
    int colour = 0; ///< slot, for life; views take it modulo their palette
    std::vector<std::string> tags;
    std::string note;
    std::string trashed;        ///< when it went to the trash, UTC, ISO 8601; empty = it is not there
    std::uint64_t settings = 0; ///< equal for runs that differ in the seed alone; 0 = not known
    bool changed = false;       ///< it was not trained by its settings alone: see kCourseChanges
    std::int64_t steps = 0, totalSteps = 0;
    std::int64_t attentionParameters = 0, totalParameters = 0;
    ProcessId process;            ///< who trains or trained it
    std::string created, updated; ///< UTC, ISO 8601
    RunSummary summary;
};

/// A run whole, but for what the other repositories hold.
struct StoredRun {
    RunRow row;
    RunConfig config;
    std::vector<std::string> labels;
};

/// Whether \p run claims to be at work and its process lives, as far as can be told. A process of this
/// machine is looked for; one of another machine counts as gone when the run was not stored for an hour, or a
/// day while it is paused: one that trains is stored several times a second.
bool isBeingTrained(const RunRow& run);

/// Runs and their summaries. Errors and threads: see LabFile; a run that does not exist is a StoreError.
class RunRepository {
public:
    explicit RunRepository(LabFile& lab) : m_connection(lab.connection()) {}

    /// A run in the state Preparing that belongs to this process.
    std::int64_t create(const NewRun& run);
    void rename(std::int64_t id, const std::string& name);
    void setStatus(std::int64_t id, RunStatus status);
    /// The run failed with this sentence.
    void setError(std::int64_t id, const std::string& message);
    void setSteps(std::int64_t id, std::int64_t steps);
    void setTotalSteps(std::int64_t id, std::int64_t totalSteps);
    /// Other training settings; with them it belongs among other runs.
    void setTrainOptions(std::int64_t id, const TrainOptions& train);
    void setColour(std::int64_t id, int slot);
    /// In the given order, without blanks at the ends, without empty and repeated ones.
    void setTags(std::int64_t id, const std::vector<std::string>& tags);
    void setNote(std::int64_t id, const std::string& note);
    /// \throws StoreError when a living process is training it (see isBeingTrained).
    void requireIdle(std::int64_t id) const;
    /// Lists leave a run in the trash out; nothing of it is lost until remove() or emptyTrash().
    /// \throws StoreError when a living process is training it.
    void trash(std::int64_t id);
    void restore(std::int64_t id);
    /// Removes every run in the trash; returns their ids.
    std::vector<std::int64_t> emptyTrash();
    void updateSummary(std::int64_t id, const RunSummary& summary);
    /// This process goes on with a run that has ended: state Preparing, no error. Once that is stored, the
    /// caller forgets a failure that was not (see UnstoredFailures).
    /// \throws StoreError when another living process is training it.
    void takeOver(std::int64_t id);
    /// Sets a run back to the state after \p step: later metrics, evaluations, snapshots and kept checkpoints
    /// are removed, so that going on does not double them, and later actions are marked as undone.
    void rewind(std::int64_t id, std::int64_t step);
    /// Removes the run and all that belongs to it alone; its children stay and lose their parent.
    void remove(std::int64_t id);
    /// Runs that claim to be at work but whose process is gone become Stopped. Returns their ids.
    std::vector<std::int64_t> stopDeadRuns();

    enum class Listed { Kept, Trashed, All };
    /// Newest first. 10,000 runs take well under 200 ms.
    [[nodiscard]] std::vector<RunRow> list(Listed which = Listed::Kept) const;
    [[nodiscard]] std::optional<StoredRun> find(std::int64_t id) const;
    [[nodiscard]] StoredRun load(std::int64_t id) const;
    /// Ids of the runs that were branched from this one.
    [[nodiscard]] std::vector<std::int64_t> children(std::int64_t id) const;

    /// For copies from another lab: stores \p run as it is, with its times and state, under a new id and
    /// without parent and group; one that is at work there is stopped here; \p run's data set and vocabulary
    /// are ids of this lab.
    std::int64_t insertCopy(const StoredRun& run);

private:
    /// UPDATE with the given assignments. \throws StoreError when there is no such run.
    template <class... Values> void set(std::int64_t id, const char* assignments, const Values&... values);

    Connection& m_connection;
};

} // namespace lab
