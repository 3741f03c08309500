#include "core/train/precision_error.h"

#include "core/backend/download.h"
#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace lab {
namespace {

constexpr std::int64_t kTexts = 32, kTokens = 4096; // enough to average over, and soon read

/// What one pass gives, on the host.
struct Pass {
    std::int64_t texts = 0;
    double loss = 0;
    std::vector<float> logits, gradients;
};

Pass read(TextClassifier& model, const EncodedSplit& split) {
    Backend& backend = model.backend();
    BatchBuilder builder(backend);
    builder.begin();
    Pass pass;
    while (pass.texts < std::min(kTexts, split.size()) && builder.tokens() < kTokens) {
        builder.add(split.tokens(pass.texts), split.label(pass.texts));
        ++pass.texts;
    }
    const PackedBatch batch = builder.finish();
    Tape tape(backend);
    const Var logits = model.forward({tape, batch}).logits;
    const Var loss = ops::crossEntropy(tape, logits, batch.labels).loss;
    tape.backward(loss);
    pass.logits = downloaded(backend, tape.value(logits));
    pass.loss = double{downloaded(backend, tape.value(loss)).front()};
    pass.gradients = downloaded(backend, model.parameters().gradients());
    return pass;
}

Pass readAndForget(TextClassifier& model, const EncodedSplit& split) {
    const auto forget = [&] { model.backend().fillZero(model.parameters().gradients()); };
    try {
        Pass pass = read(model, split);
        forget();
        return pass;
    } catch (const OutOfDeviceMemory&) {
        forget();
        throw;
    }
}

double distance(const std::vector<float>& of, const std::vector<float>& from) {
    double between = 0, length = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        between += std::pow(double{of[i]} - double{from[i]}, 2);
        length += std::pow(double{from[i]}, 2);
    }
    return length > 0 ? std::sqrt(between / length) : 0;
}

} // namespace

PrecisionError precisionError(TextClassifier& model, TextClassifier& exact, const EncodedSplit& split) {
    check(split.size() > 0, "[precision] there are no texts to read");
    exact.parameters().importValues({{}, model.parameters().exportValues()});
    const Pass ours = readAndForget(model, split), theirs = readAndForget(exact, split);
    return {ours.texts, distance(ours.logits, theirs.logits), distance(ours.gradients, theirs.gradients),
            std::abs(ours.loss - theirs.loss)};
}

} // namespace lab
