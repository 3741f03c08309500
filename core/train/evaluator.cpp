#include "core/train/evaluator.h"

#include "core/base/error.h"
#include "core/inspect/rival_attention.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace lab {
namespace {
constexpr BatchReader::Limits kBatch{64, 2048}; // bounds the memory of one forward pass
} // namespace

double macroF1(std::span<const std::int64_t> confusion, std::int64_t classes) {
    double sum = 0;
    std::int64_t present = 0;
    for (std::int64_t c = 0; c < classes; ++c) {
        std::int64_t truth = 0, predicted = 0;
        for (std::int64_t other = 0; other < classes; ++other) {
            truth += confusion[static_cast<std::size_t>(c * classes + other)];
            predicted += confusion[static_cast<std::size_t>(other * classes + c)];
        }
        if (truth + predicted == 0)
            continue;
        ++present;
        const auto hits = static_cast<double>(confusion[static_cast<std::size_t>(c * classes + c)]);
        sum += 2 * hits / static_cast<double>(truth + predicted);
    }
    return present > 0 ? sum / static_cast<double>(present) : 0;
}

Evaluator::Evaluator(const TextClassifier& model) : m_model(&model), m_reader(model, kBatch) {}

std::vector<float> Evaluator::download(ConstMat m) const {
    std::vector<float> host(static_cast<std::size_t>(m.size()));
    m_model->backend().download(host.data(), m.data, host.size() * sizeof(float));
    return host;
}

/// Changes \p sums only when all of the batch was read.
void Evaluator::addBatch(Sums& sums, Tape& tape, Var logits, const PackedBatch& batch) {
    const ops::Loss crossEntropy = ops::crossEntropy(tape, logits, batch.labels);
    const double loss = static_cast<double>(download(tape.value(crossEntropy.loss)).front());
    const std::vector<float> probabilities = download(crossEntropy.probabilities);
    const std::int64_t classes = m_model->classes();
    const auto labels = m_reader.labels();
    sums.loss += loss * static_cast<double>(labels.size());
    for (std::size_t r = 0; r < labels.size(); ++r) {
        const auto row = probabilities.begin() + static_cast<std::int64_t>(r) * classes;
        const auto guess = std::max_element(row, row + classes) - row;
        ++sums.confusion[static_cast<std::size_t>(labels[r] * classes + guess)];
        sums.right += labels[r] == guess;
    }
}

Evaluation Evaluator::evaluate(const EncodedSplit& split, const std::stop_token& stop) {
    const auto start = std::chrono::steady_clock::now();
    const std::int64_t classes = m_model->classes();
    Sums sums;
    sums.confusion.assign(static_cast<std::size_t>(classes * classes), 0);
    m_reader.readAll(
        split.size(),
        {[&](std::int64_t) {
             if (stop.stop_requested())
                 throw Cancelled();
         },
         [&](BatchBuilder& batch, std::int64_t text) { batch.add(split.tokens(text), split.label(text)); },
         [&](Tape& tape, Var logits, const PackedBatch& batch) { addBatch(sums, tape, logits, batch); }});
    Evaluation result;
    result.examples = split.size();
    if (split.size() > 0) {
        result.loss = sums.loss / static_cast<double>(split.size());
        result.accuracy = static_cast<double>(sums.right) / static_cast<double>(split.size());
        result.macroF1 = macroF1(sums.confusion, classes);
    }
    result.confusion = std::move(sums.confusion);
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

AttentionMap Evaluator::read(std::span<const std::int32_t> tokens, bool withAttention,
                             std::int32_t mapsUpTo) {
    check(!tokens.empty(), "[evaluator] a text without tokens cannot be read");
    AttentionTrace trace;
    const Var logits = m_reader.readOne(tokens, withAttention ? &trace : nullptr);
    const Tape& tape = m_reader.tape();
    AttentionMap map;
    map.logits = download(tape.value(logits));
    const auto top = std::max_element(map.logits.begin(), map.logits.end());
    map.label = static_cast<int>(top - map.logits.begin());
    double sum = 0;
    for (const float x : map.logits)
        sum += std::exp(static_cast<double>(x - *top));
    for (const float x : map.logits)
        map.probabilities.push_back(static_cast<float>(std::exp(static_cast<double>(x - *top)) / sum));
    if (!withAttention)
        return map;
    for (const auto& entry : trace.layers) {
        const ConstMat weights = tape.value(entry.weights);
        map.layers.push_back({entry.layer, entry.kind, static_cast<int>(weights.cols), download(weights)});
    }
    addRivalAttention(trace, m_model->backend(), static_cast<std::int32_t>(tokens.size()), mapsUpTo, map);
    map.pool = download(tape.value(trace.pool));
    return map;
}

} // namespace lab
