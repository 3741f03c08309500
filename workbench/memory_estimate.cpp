#include "workbench/memory_estimate.h"

#include "core/backend/dry_backend.h"
#include "core/base/error.h"
#include "core/encoders/model_check.h"
#include "core/tasks/text_classifier.h"

#include <limits>

namespace lab {
namespace {

/// The layout of a batch whose ids nobody reads.
PackedBatch layoutOf(std::int64_t texts, std::int64_t tokens) {
    const std::int64_t rows = texts * tokens;
    if (rows > std::numeric_limits<std::int32_t>::max())
        throw ConfigError(
            fmt::format("--batch: {} texts of {} tokens are too many for one step", texts, tokens));
    return {{nullptr, rows},
            {nullptr, static_cast<std::int32_t>(texts), static_cast<std::int32_t>(rows),
             static_cast<std::int32_t>(tokens), true},
            {nullptr, texts}};
}

} // namespace

MemoryEstimate trainingMemory(const RunConfig& config, std::int64_t vocabulary, std::int64_t classes,
                              std::int64_t tokens) {
    requireValid(config.model);
    requireValid(config.train);
    DryBackend backend(tallElementOf(config.precision));
    TextClassifier model(backend, normalized(config.model), vocabulary, classes,
                         config.text.freezeEmbeddings);
    const ParameterStore& parameters = model.parameters();
    constexpr auto kBytes = static_cast<std::int64_t>(sizeof(float));
    MemoryEstimate memory;
    memory.gradients = parameters.gradients().size() * kBytes;
    memory.moments = 2 * memory.gradients;
    memory.weights = static_cast<std::int64_t>(backend.bytes()) - memory.gradients - memory.moments;

    Tape tape(backend);
    const PackedBatch batch =
        layoutOf(config.train.batch, std::min<std::int64_t>(tokens, config.model.maxLength));
    const ForwardPass pass{tape, batch, true, 0, 1, nullptr};
    tape.backward(ops::crossEntropy(tape, model.forward(pass).logits, batch.labels).loss);
    tape.clear(); // joins the blocks into the one that every later step uses
    memory.activations = static_cast<std::int64_t>(tape.memory());
    return memory;
}

} // namespace lab
