#include "core/train/trainer.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/encoders/model_check.h"
#include "core/train/optimiser.h"
#include "core/train/part_norms.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <utility>

namespace lab {
namespace {

/// Streams of the run's seed; parameters use 0, 1, 2 …
constexpr std::uint64_t kOrderStream = 0x6F72'6465'7200'0000; // "order"

} // namespace

Trainer::Trainer(TextClassifier& model, const EncodedSplit& train, const TrainOptions& options)
    : m_model(&model),
      m_train(&train),
      m_options(options),
      m_builder(model.backend()),
      m_tape(model.backend()) {
    requireValid(options);
    check(train.size() > 0, "[trainer] there are no training examples");
    m_stepsPerEpoch = (train.size() + options.batch - 1) / options.batch;
    m_totalSteps =
        options.steps > 0
            ? options.steps
            : std::max<std::int64_t>(1, std::llround(options.epochs * static_cast<double>(m_stepsPerEpoch)));
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

void Trainer::pack() {
    shuffle(m_stepsDone / m_stepsPerEpoch);
    const std::int64_t first = m_stepsDone % m_stepsPerEpoch * m_options.batch;
    const std::int64_t last = std::min<std::int64_t>(first + m_options.batch, m_train->size());
    m_builder.begin();
    for (std::int64_t i = first; i < last; ++i) {
        const std::int32_t example = m_order[static_cast<std::size_t>(i)];
        m_builder.add(m_train->tokens(example), m_train->label(example));
    }
    m_batch = m_builder.finish();
}

double Trainer::batchAccuracy(ConstMat probabilities) {
    m_host.resize(static_cast<std::size_t>(probabilities.size()));
    m_model->backend().download(m_host.data(), probabilities.data, m_host.size() * sizeof(float));
    std::int64_t right = 0;
    for (std::int64_t r = 0; r < probabilities.rows; ++r) {
        const float* row = m_host.data() + r * probabilities.cols;
        right += std::max_element(row, row + probabilities.cols) - row ==
                 m_builder.labels()[static_cast<std::size_t>(r)];
    }
    return static_cast<double>(right) / static_cast<double>(probabilities.rows);
}

void Trainer::requireFinite(float loss) const {
    if (std::isfinite(loss))
        return;
    const std::string culprit = m_tape.firstNonFinite().value_or("CrossEntropy");
    throw TrainingError(
        fmt::format("the loss of step {} is not finite: {} was the first op to give such a value; "
                    "lower --lr or set --clip-norm",
                    m_stepsDone + 1, culprit));
}

StepEvent Trainer::step(bool norms) {
    const auto start = std::chrono::steady_clock::now();
    pack();
    m_tape.clear();
    const std::int64_t step = m_stepsDone + 1;
    const ForwardPass pass{m_tape, m_batch, true, m_options.seed, static_cast<std::uint64_t>(step), nullptr};
    const ops::Loss loss = ops::crossEntropy(m_tape, m_model->forward(pass).logits, m_batch.labels);
    float value = 0;
    m_model->backend().download(&value, m_tape.value(loss.loss).data, sizeof value);
    requireFinite(value);
    m_tape.backward(loss.loss);

    StepEvent event;
    event.step = step;
    event.epoch = static_cast<double>(step) / static_cast<double>(m_stepsPerEpoch);
    event.loss = static_cast<double>(value);
    event.accuracy = batchAccuracy(loss.probabilities);
    if (norms)
        event.norms = partNorms(m_model->parameters());
    event.learningRate = learningRateAt(m_options, step, m_totalSteps);
    event.gradientNorm = updateParameters(m_model->parameters(), m_options, step, event.learningRate);
    event.tokens = m_builder.tokens();
    m_stepsDone = step;
    event.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return event;
}

} // namespace lab
