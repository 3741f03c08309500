#pragma once

#include "core/inspect/attention_map.h"
#include "core/tasks/batch_reader.h"
#include "core/train/encoded_split.h"
#include "core/train/events.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace lab {

/// Runs a classifier forward: quality of a split, or one text with everything it attends to. No dropout.
/// Keeps its memory between calls. One thread at a time; the model must outlive it.
class Evaluator {
public:
    explicit Evaluator(const TextClassifier& model);

    /// Loss, accuracy, macro-F1 and confusion of a split; all zero for an empty one. Where the device has no
    /// room for several texts at once it goes on with half as many: texts do not see each other, so only the
    /// rounding of the mean loss may differ.
    /// \throws Cancelled between two batches once \p stop is requested; OutOfDeviceMemory when one text alone
    /// has no room.
    Evaluation evaluate(const EncodedSplit& split, const std::stop_token& stop = {});

    /// Class probabilities, logits and, if asked for, weights of one text of ≥ 1 token: `layers` and `pool`,
    /// and for a text of at most \p mapsUpTo tokens `maps`, which take tokens² values a layer and head.
    /// `tokens` of the result is left to the caller.
    AttentionMap read(std::span<const std::int32_t> tokens, bool withAttention = true,
                      std::int32_t mapsUpTo = 0);

private:
    struct Sums {
        double loss = 0;
        std::int64_t right = 0;
        std::vector<std::int64_t> confusion; ///< [classes, classes]
    };
    void addBatch(Sums& sums, Tape& tape, Var logits, const PackedBatch& batch);
    std::vector<float> download(ConstMat m) const;

    const TextClassifier* m_model;
    BatchReader m_reader;
};

/// Mean over the classes that occur, as truth or as prediction, of F1 = 2tp / (2tp + fp + fn).
/// \p confusion [classes, classes], row = truth.
double macroF1(std::span<const std::int64_t> confusion, std::int64_t classes);

} // namespace lab
