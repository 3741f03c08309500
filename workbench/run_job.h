#pragma once

#include "core/config/run_config.h"
#include "core/inspect/attention_map.h"
#include "core/store/checkpoint_repository.h"
#include "core/text/word_vectors.h"
#include "core/train/events.h"
#include "core/train/precision_error.h"
#include "workbench/run_control.h"
#include "workbench/run_failure.h"
#include "workbench/setting_change.h"

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace lab {

/// Where a branch leaves its parent: a run of the same lab file and a step after which it keeps a checkpoint.
struct BranchPoint {
    std::int64_t run = 0, step = 0;

    bool operator==(const BranchPoint&) const = default;
};

/// What is to be trained and where it is kept.
struct RunJob {
    RunConfig config;
    std::string labPath;             ///< the lab file; created when absent
    std::string name;                ///< shown in lists; empty = made from the config
    std::vector<std::string> probes; ///< texts whose attention is recorded as snapshots
    std::int64_t snapshotEvery = 20; ///< steps between snapshots, of which the first is taken before step 1
                                     ///< (untrained); a continued run keeps to the distance that it has
    std::optional<std::int64_t>
        continueRun;                    ///< a stored run to go on with; config is then taken from it, but
                                        ///< train.epochs/steps here say how far to go (0 = to its own end)
    std::optional<BranchPoint> branch;  ///< a new run that goes on from there with config's training settings
                                        ///< and dropout; data, text and the model's shape are the parent's
    std::vector<SettingChange> changes; ///< to be made again, each after its step: a replay
    std::string initFile;               ///< safetensors with start weights, empty = random
    std::string exportFile;             ///< write the final weights as a model file, empty = do not
    std::optional<std::int64_t> group;  ///< repeats: the id of the first run of the group
    int repeat = 0;                     ///< 0, 1, … within the group
    int threads = 0;                    ///< 0 = all processor cores
    std::string continueOn = "auto";    ///< a continued run: cpu | cuda; auto = where it was, or else the
                                        ///< processor
    bool fewerTextsForRoom = false; ///< a continued run whose last step had no room on the GPU: half as many
                                    ///< texts at once, unless it goes on on the processor
    int textsAtOnce = 0; ///< a continued run: computes at most so many texts of a batch at once from here
                         ///< on (see Trainer::setTextsAtOnce); 0 = as before
};

/// What a run took from its file of word vectors.
struct WordsFound {
    std::int64_t found = 0; ///< words of the training texts that have a vector there
    std::int64_t words = 0; ///< all of them
    std::vector<WordVectorNote> notes;

    bool operator==(const WordsFound&) const = default;
};

/// "120 of 300 words found; last line cut off (line 400); repeated word × 3 (the first in line 7)"
std::string toText(const WordsFound& embeddings);

/// Sent once, when data, vocabulary and model stand and before the first step.
struct PreparedEvent {
    std::int64_t run = 0; ///< id in the lab file
    RunConfig config;
    std::vector<std::string> labels;
    std::int64_t trainExamples = 0, validationExamples = 0, testExamples = 0;
    std::int64_t vocabulary = 0;
    std::int64_t totalSteps = 0;
    std::int64_t stepsPerEpoch = 0;
    std::int64_t firstStep = 0; ///< steps already done (a continued run or a branch)
    double learningRate = 0,
           dropout = 0; ///< in force now; a continued run may have changed those of its config
    std::int64_t attentionParameters = 0, totalParameters = 0;
    std::optional<WordsFound> embeddings; ///< none without a file of word vectors, and where a run goes on
};

/// A stage of the preparation, for a progress line: "reading ag_news.csv", share 0..1 (negative = unknown).
struct ProgressEvent {
    std::string stage;
    double share = -1;
};

/// The answer to RunControl::requestReading.
struct ReadingEvent {
    std::uint64_t number = 0;
    std::int64_t step = 0; ///< updates done
    std::string text;
    AttentionMap map;
    std::string problem = {}; ///< why it could not be read, with a way on; the map is empty then
};

/// A checkpoint that stays has been stored.
struct CheckpointEvent {
    std::int64_t step = 0;  ///< updates done
    std::int64_t bytes = 0; ///< its size in the lab file
};

/// What the reduced precision of a run changes, measured before its first and after its last step; never sent
/// for float32, nor where the device has no room to compute both.
struct PrecisionEvent {
    std::int64_t step = 0; ///< updates done
    Precision precision = Precision::Fp32;
    PrecisionError error; ///< on texts of the training part

    bool operator==(const PrecisionEvent&) const = default;
};

/// "bf16 beside fp32 after step 12, 32 texts: logits differ by 0.42 %, gradients by 1.1 %, the loss
/// by 3.1e-04"
std::string toText(const PrecisionEvent& event);

/// All that a run tells while it works; a RunFailure just before it ends with an exception, posted from the
/// training thread.
using RunEvent = std::variant<ProgressEvent, PreparedEvent, StepEvent, EvaluationEvent, SnapshotEvent,
                              ReadingEvent, SettingChange, CheckpointEvent, PrecisionEvent, RunFailure>;
using RunEventSink = std::function<void(const RunEvent&)>;

/// How a run ended.
struct RunResult {
    std::int64_t run = 0;
    bool stopped = false; ///< ended by the person before its last step
    std::int64_t steps = 0;
    double epochs = 0;
    double seconds = 0;         ///< training alone, without preparation
    double tokensPerSecond = 0; ///< real tokens over the time of the steps
    std::int64_t attentionParameters = 0, totalParameters = 0;
    std::int64_t peakBytes = 0;              ///< see RunSummary
    std::vector<CheckpointInfo> checkpoints; ///< that the run holds now
    Evaluation train, validation,
        test; ///< train: running means of the last epoch; splits without examples stay 0
    std::optional<PrecisionEvent> precision; ///< what was measured last
    std::optional<WordsFound> embeddings;    ///< as in PreparedEvent
    struct Epoch {
        int epoch = 0;
        std::int64_t step = 0;
        double trainLoss = 0, trainAccuracy = 0, seconds = 0;
        Evaluation validation;
    };
    std::vector<Epoch> history;
};

/// Prepares, trains, evaluates and records one run; returns when it has ended. Call it on a thread of its own
/// in a window. Everything is in the lab file when it returns or throws; a killed run loses at most a second.
/// \throws ConfigError, DataError, StoreError, DeviceError, TrainingError (the run is then kept as "failed").
/// \throws Cancelled when stopped during the preparation (no run is kept).
RunResult runTraining(const RunJob& job, RunControl& control, const RunEventSink& sink);

} // namespace lab
