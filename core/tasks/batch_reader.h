#pragma once

#include "core/tasks/text_classifier.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace lab {

/// Runs a classifier forward, without dropout, over many texts in batches or over one text. Keeps its memory
/// between calls. Where the device has no room for several texts at once it goes on with half as many, from
/// then on: texts do not see each other. One thread at a time; the model must outlive it.
class BatchReader {
public:
    /// A batch ends before it holds more than \p texts texts and once it holds \p tokens tokens.
    struct Limits {
        std::int64_t texts, tokens;
    };
    BatchReader(const TextClassifier& model, Limits limits);

    struct Work {
        std::function<void(std::int64_t done)> before;                   ///< before each batch; may throw
        std::function<void(BatchBuilder& batch, std::int64_t text)> add; ///< may be asked again for a text
        /// Takes the values of a batch that was read from the tape. Must change nothing of its own where
        /// that throws: its texts are then read again, fewer at once.
        std::function<void(Tape& tape, Var logits, const PackedBatch& batch)> take;
    };
    /// Reads texts 0 … \p texts − 1 in their order.
    /// \throws OutOfDeviceMemory when one text alone has no room.
    void readAll(std::int64_t texts, const Work& work);

    /// Logits [1, classes] of one text, on tape(), with its attention in \p trace where one is given.
    Var readOne(std::span<const std::int32_t> tokens, AttentionTrace* trace = nullptr);

    /// What was read last.
    [[nodiscard]] Tape& tape() { return *m_tape; }
    [[nodiscard]] std::span<const std::int32_t> labels() const { return m_builder.labels(); }

private:
    std::int64_t pack(std::int64_t first, std::int64_t texts, const Work& work);
    void giveMemoryBack();

    const TextClassifier* m_model;
    Limits m_limits; ///< texts: also what the device turned out to have room for
    BatchBuilder m_builder;
    std::optional<Tape> m_tape; ///< always there; made anew to give its memory back
};

} // namespace lab
