#pragma once

#include "core/backend/device_array.h"
#include "core/config/run_config.h"
#include "core/tasks/text_classifier.h"
#include "core/train/encoded_split.h"
#include "core/train/events.h"

#include <cstdint>
#include <vector>

namespace lab {

/// Updates of one epoch over \p texts training texts.
std::int64_t stepsPerEpoch(const TrainOptions& options, std::int64_t texts);
/// Updates of a whole training with \p options over \p texts training texts.
std::int64_t totalSteps(const TrainOptions& options, std::int64_t texts);

/// Trains a classifier step by step.
///
/// Everything random is a pure function of (seed, epoch) or (seed, step): the order of the examples and the
/// dropout masks. A trainer that is told to go on after step n therefore does what one that came there by
/// itself would do. Plain C++: no threads, no printing, no storage. The model and the data must outlive it.
class Trainer {
public:
    /// \throws ConfigError for impossible options; std::invalid_argument without examples.
    Trainer(TextClassifier& model, const EncodedSplit& train, const TrainOptions& options);

    [[nodiscard]] std::int64_t stepsPerEpoch() const { return m_stepsPerEpoch; }
    [[nodiscard]] std::int64_t totalSteps() const { return m_totalSteps; }
    [[nodiscard]] std::int64_t stepsDone() const { return m_stepsDone; }
    [[nodiscard]] bool finished() const { return m_stepsDone >= m_totalSteps; }
    /// True right after the last step of an epoch.
    [[nodiscard]] bool atEpochEnd() const { return m_stepsDone > 0 && m_stepsDone % m_stepsPerEpoch == 0; }
    [[nodiscard]] const TrainOptions& options() const { return m_options; }

    /// Goes on as if \p steps steps were done; weights and moments must be those of that moment.
    void resumeAfter(std::int64_t steps) { m_stepsDone = steps; }

    /// From the next step on; with a schedule this is its peak. \p rate must be positive.
    void setLearningRate(double rate) { m_options.learningRate = rate; }

    /// From the next step on at most \p texts (at least 1) of a batch are computed at once, which needs less
    /// memory. An update is still that of the whole batch, the mean over its texts; dropout masks differ from
    /// part to part.
    void setTextsAtOnce(int texts);
    [[nodiscard]] int textsAtOnce() const { return m_textsAtOnce; }

    /// One batch: forward, loss, backward, update.
    /// \throws TrainingError when the loss or a gradient is not finite, naming the op that made it; the
    /// weights are those before the step. \param norms measure the norm of each part of the model, too; the
    /// result is the same.
    StepEvent step(bool norms = false);

    /// Bytes of activations and gradients of the largest step so far.
    [[nodiscard]] std::size_t memory() const { return m_tape.memory(); }

private:
    void shuffle(std::int64_t epoch);
    /// Some of the batch's texts, as places in the order of the epoch.
    struct Part {
        std::int64_t first, last;
        std::uint64_t number; ///< 0, 1, … within the batch
        double share;         ///< of the batch's texts
        bool completes;       ///< the gradients are whole after it
    };
    void pack(const Part& part);
    void learn(const Part& part, StepEvent& event);
    [[nodiscard]] std::int64_t rightAnswers(std::int64_t classes) const;
    void requireFinite(float loss);

    TextClassifier* m_model;
    const EncodedSplit* m_train;
    TrainOptions m_options;
    int m_textsAtOnce;
    std::int64_t m_stepsPerEpoch = 0, m_totalSteps = 0, m_stepsDone = 0;
    std::int64_t m_shuffledEpoch = -1;
    std::vector<std::int32_t> m_order;
    std::vector<float> m_probabilities; ///< [texts, classes] of the part before
    DeviceArray<double> m_deviceNorm;   ///< Σg²
    double m_squaredNorm = 0;
    BatchBuilder m_builder;
    PackedBatch m_batch;
    Tape m_tape;
};

} // namespace lab
