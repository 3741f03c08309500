#include "core/train/evaluator.h"

#include "core/base/error.h"
#include "core/inspect/rival_attention.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace lab {
namespace {
constexpr std::int64_t kSequencesPerBatch = 64;
constexpr std::int64_t kTokensPerBatch = 2048; // bounds the memory of one forward pass
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

Evaluator::Evaluator(const TextClassifier& model)
    : m_model(&model), m_builder(model.backend()), m_textsAtOnce(kSequencesPerBatch) {
    m_tape.emplace(model.backend(), false);
}

std::vector<float> Evaluator::download(ConstMat m) const {
    std::vector<float> host(static_cast<std::size_t>(m.size()));
    m_model->backend().download(host.data(), m.data, host.size() * sizeof(float));
    return host;
}

/// Fills the builder with texts from \p first on and returns how many.
std::int64_t Evaluator::pack(const EncodedSplit& split, std::int64_t first) {
    m_builder.begin();
    std::int64_t next = first;
    for (; next < split.size() && next - first < m_textsAtOnce &&
           (next == first || m_builder.tokens() < kTokensPerBatch);
         ++next)
        m_builder.add(split.tokens(next), split.label(next));
    return next - first;
}

/// Reads what is packed; changes \p sums only when all of it was read.
void Evaluator::addBatch(Sums& sums) {
    const PackedBatch batch = m_builder.finish();
    m_tape->clear();
    const Var logits = m_model->forward({*m_tape, batch}).logits;
    const ops::Loss crossEntropy = ops::crossEntropy(*m_tape, logits, batch.labels);
    const double loss = static_cast<double>(download(m_tape->value(crossEntropy.loss)).front());
    const std::vector<float> probabilities = download(crossEntropy.probabilities);
    const std::int64_t classes = m_model->classes();
    const auto labels = m_builder.labels();
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
    for (std::int64_t next = 0; next < split.size();) {
        if (stop.stop_requested())
            throw Cancelled();
        const std::int64_t count = pack(split, next);
        try {
            addBatch(sums);
            next += count;
        } catch (const OutOfDeviceMemory&) {
            m_tape.emplace(m_model->backend(), false); // a block of the size that failed helps nobody
            if (count == 1)
                throw;
            m_textsAtOnce = count / 2;
        }
    }
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
    m_builder.begin();
    m_builder.add(tokens);
    const PackedBatch batch = m_builder.finish();
    m_tape->clear();
    AttentionTrace trace;
    const Var logits =
        m_model->forward({*m_tape, batch, false, 0, 0, withAttention ? &trace : nullptr}).logits;
    AttentionMap map;
    map.logits = download(m_tape->value(logits));
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
        const ConstMat weights = m_tape->value(entry.weights);
        map.layers.push_back({entry.layer, entry.kind, static_cast<int>(weights.cols), download(weights)});
    }
    addRivalAttention(trace, m_model->backend(), static_cast<std::int32_t>(tokens.size()), mapsUpTo, map);
    map.pool = download(m_tape->value(trace.pool));
    return map;
}

} // namespace lab
