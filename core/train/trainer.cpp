#include "core/train/trainer.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/encoders/model_check.h"
#include "core/train/optimiser.h"
#include "core/train/part_norms.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numeric>
#include <utility>

namespace lab {
namespace {

/// Streams of the run's seed; parameters use 0, 1, 2 …
constexpr std::uint64_t kOrderStream = 0x6F72'6465'7200'0000; // "order"

} // namespace

std::int64_t stepsPerEpoch(const TrainOptions& options, std::int64_t texts) {
    return (texts + options.batch - 1) / options.batch;
}

std::int64_t totalSteps(const TrainOptions& options, std::int64_t texts) {
    if (options.steps > 0)
        return options.steps;
    const auto perEpoch = static_cast<double>(stepsPerEpoch(options, texts));
    return std::max<std::int64_t>(1, std::llround(options.epochs * perEpoch));
}

Trainer::Trainer(TextClassifier& model, const EncodedSplit& train, const TrainOptions& options)
    : m_model(&model),
      m_train(&train),
      m_options(options),
      m_textsAtOnce(options.batch),
      m_deviceNorm(model.backend(), 1),
      m_builder(model.backend()),
      m_tape(model.backend()) {
    requireValid(options);
    check(train.size() > 0, "[trainer] there are no training examples");
    m_stepsPerEpoch = lab::stepsPerEpoch(options, train.size());
    m_totalSteps = lab::totalSteps(options, train.size());
    m_order.resize(static_cast<std::size_t>(train.size()));
}

void Trainer::shuffle(std::int64_t epoch) {
    if (epoch == m_shuffledEpoch)
        return;
    std::iota(m_order.begin(), m_order.end(), 0);
    m_shuffledEpoch = epoch;
    if (!m_options.shuffle)
        return;
    Random random(m_options.seed, kOrderStream + static_cast<std::uint64_t>(epoch));
    for (std::size_t i = m_order.size(); i > 1; --i)
        std::swap(m_order[i - 1], m_order[random.below(static_cast<std::uint32_t>(i))]);
}

void Trainer::setTextsAtOnce(int texts) {
    check(texts >= 1, "[trainer] at least one text has to be computed at once, not {}", texts);
    m_textsAtOnce = std::min(texts, m_options.batch);
}

void Trainer::pack(const Part& part) {
    m_builder.begin();
    for (std::int64_t i = part.first; i < part.last; ++i) {
        const std::int32_t example = m_order[static_cast<std::size_t>(i)];
        m_builder.add(m_train->tokens(example), m_train->label(example));
    }
    m_batch = m_builder.finish();
}

std::int64_t Trainer::rightAnswers(std::int64_t classes) const {
    std::int64_t right = 0;
    const float* row = m_probabilities.data();
    for (const std::int32_t label : m_builder.labels()) {
        right += std::max_element(row, row + classes) - row == label;
        row += classes;
    }
    return right;
}

void Trainer::requireFinite(float loss) {
    if (std::isfinite(loss))
        return;
    m_model->backend().fillZero(m_model->parameters().gradients()); // so that a later attempt starts clean
    const std::string culprit = m_tape.firstNonFinite().value_or("CrossEntropy");
    throw TrainingError(
        fmt::format("the loss of step {} is not finite: {} was the first op to give such a value; "
                    "lower --lr or set --clip-norm",
                    m_stepsDone + 1, culprit));
}

/// Forward, loss and backward; gradients of the parts add up to that of the batch.
void Trainer::learn(const Part& part, StepEvent& event) {
    constexpr std::uint64_t kNextPart = 0x9E37'79B9'7F4A'7C15; // keys of neighbouring seeds stay apart
    pack(part);
    m_tape.clear();
    const ForwardPass pass{m_tape,
                           m_batch,
                           true,
                           m_options.seed + part.number * kNextPart,
                           static_cast<std::uint64_t>(event.step),
                           nullptr};
    const ops::Loss loss = ops::crossEntropy(m_tape, m_model->forward(pass).logits, m_batch.labels);
    // Reading results waits for the device, so the device gets all of its work first, and all are read at
    // once.
    m_tape.backward(loss.loss, static_cast<float>(part.share));
    Backend& backend = m_model->backend();
    if (part.completes)
        backend.squaredNorm(m_model->parameters().gradients(), m_deviceNorm.data());
    float value = 0;
    m_probabilities.resize(static_cast<std::size_t>(loss.probabilities.size()));
    const std::array results{
        Download{&value, m_tape.value(loss.loss).data, sizeof value},
        Download{m_probabilities.data(), loss.probabilities.data, m_probabilities.size() * sizeof(float)},
        Download{&m_squaredNorm, m_deviceNorm.data(), sizeof m_squaredNorm}};
    backend.download(std::span(results).first(part.completes ? 3 : 2));
    requireFinite(value);
    event.loss += static_cast<double>(value) * part.share;
    event.accuracy += static_cast<double>(rightAnswers(loss.probabilities.cols));
    event.tokens += m_builder.tokens();
}

StepEvent Trainer::step(bool norms) {
    const auto start = std::chrono::steady_clock::now();
    shuffle(m_stepsDone / m_stepsPerEpoch);
    const std::int64_t first = m_stepsDone % m_stepsPerEpoch * m_options.batch,
                       last = std::min<std::int64_t>(first + m_options.batch, m_train->size());
    const auto texts = static_cast<double>(last - first);
    StepEvent event;
    event.step = m_stepsDone + 1;
    event.epoch = static_cast<double>(event.step) / static_cast<double>(m_stepsPerEpoch);
    std::uint64_t number = 0;
    for (std::int64_t from = first; from < last; from += m_textsAtOnce) {
        const std::int64_t to = std::min<std::int64_t>(from + m_textsAtOnce, last);
        learn({from, to, number++, static_cast<double>(to - from) / texts, to == last}, event);
    }
    event.accuracy /= texts;
    if (norms)
        event.norms = partNorms(m_model->parameters());
    event.learningRate = learningRateAt(m_options, event.step, m_totalSteps);
    event.gradientNorm =
        updateParameters(m_model->parameters(), m_options, event.step, event.learningRate, m_squaredNorm);
    m_stepsDone = event.step;
    event.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return event;
}

} // namespace lab
