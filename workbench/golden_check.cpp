#include "workbench/golden_check.h"

#include "core/base/error.h"
#include "core/encoders/model_check.h"
#include "core/store/config_json.h"
#include "core/store/safetensors.h"
#include "core/tasks/text_classifier.h"
#include "core/train/optimiser.h"
#include "workbench/load_weights.h"
#include "workbench/memory_advice.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace lab {
namespace {

/// The tensors of a golden file and the model that they describe.
class Replay {
public:
    Replay(const std::string& path, const DeviceChoice& choice)
        : m_path(path), m_file(readSafetensors(path)), m_backend(makeBackend(choice)) {
        const auto config = m_file.metadata.find("config");
        if (config == m_file.metadata.end())
            throw DataError(fmt::format("{}: the metadata hold no config; is this a golden file?", path));
        m_config = normalized(modelConfigFromGolden(config->second, path));
        const NamedTensor& words = need("weight.word_embedding.weight");
        const NamedTensor& head = need("weight.dense_linear.weight");
        if (words.shape.size() != 2 || head.shape.size() != 2)
            throw DataError(fmt::format("{}: the word table and the last layer must be matrices", path));
        m_model = std::make_unique<TextClassifier>(*m_backend, m_config, words.shape[0], head.shape[0]);
        requireFinite();
        loadWeights(m_model->parameters(), m_file, path, "weight.");
        readLayout();
    }

    std::vector<TensorError> compareOnce(double tolerance);
    std::vector<TensorError> compareTrajectory(double tolerance);
    [[nodiscard]] bool isTrajectory() const { return m_file.find("output.losses") != nullptr; }

private:
    const NamedTensor& need(const std::string& name) const {
        if (const NamedTensor* tensor = m_file.find(name))
            return *tensor;
        throw DataError(fmt::format("{}: the tensor {} is missing; is this a golden file?", m_path, name));
    }
    void requireFinite() const {
        if (const auto bad = firstNonFinite(m_file))
            throw DataError(fmt::format("{}: tensor \"{}\" holds a value that is not finite at position {}",
                                        m_path, bad->tensor, bad->index));
    }
    void readLayout();
    PackedBatch pack(BatchBuilder& builder, std::size_t first, std::size_t last) const;
    std::vector<float> download(ConstMat m) const {
        std::vector<float> host(static_cast<std::size_t>(m.size()));
        m_backend->download(host.data(), m.data, host.size() * sizeof(float));
        return host;
    }
    void compare(const std::string& name, const std::vector<float>& ours, double tolerance);
    void compareTraces(const AttentionTrace& trace, const Tape& tape, double tolerance);
    void compareGradients(double tolerance);
    std::vector<TensorError> takeErrors();

    std::string m_path;
    TensorFile m_file;
    std::unique_ptr<Backend> m_backend;
    ModelConfig m_config;
    std::unique_ptr<TextClassifier> m_model;
    std::vector<std::int32_t> m_ids, m_offsets, m_labels;
    std::vector<TensorError> m_errors;
};

void Replay::readLayout() {
    m_ids = need("input.ids").ids;
    m_offsets = need("input.offsets").ids;
    m_labels = need("input.labels").ids;
    const std::int64_t words = need("weight.word_embedding.weight").shape[0];
    const bool layout = m_offsets.size() == m_labels.size() + 1 && m_offsets.front() == 0 &&
                        std::is_sorted(m_offsets.begin(), m_offsets.end()) &&
                        m_offsets.back() == static_cast<std::int32_t>(m_ids.size());
    const auto inRange = [](std::int64_t bound) {
        return [=](std::int32_t id) { return id >= 0 && id < bound; };
    };
    if (!layout)
        throw DataError(
            fmt::format("{}: input.offsets do not divide input.ids into the labelled sequences", m_path));
    if (!std::all_of(m_ids.begin(), m_ids.end(), inRange(words)))
        throw DataError(
            fmt::format("{}: input.ids hold a token outside the vocabulary of {}", m_path, words));
    if (!std::all_of(m_labels.begin(), m_labels.end(), inRange(m_model->classes())))
        throw DataError(
            fmt::format("{}: input.labels hold a class outside 0 … {}", m_path, m_model->classes() - 1));
    for (std::size_t i = 0; i + 1 < m_offsets.size(); ++i)
        if (m_offsets[i + 1] - m_offsets[i] > m_config.maxLength)
            throw DataError(
                fmt::format("{}: sequence {} is longer than max_len {}", m_path, i + 1, m_config.maxLength));
}

PackedBatch Replay::pack(BatchBuilder& builder, std::size_t first, std::size_t last) const {
    builder.begin();
    for (std::size_t i = first; i < last; ++i) {
        const auto from = static_cast<std::size_t>(m_offsets[i]),
                   to = static_cast<std::size_t>(m_offsets[i + 1]);
        builder.add({m_ids.data() + from, to - from}, m_labels[i]);
    }
    return builder.finish();
}

void Replay::compare(const std::string& name, const std::vector<float>& ours, double tolerance) {
    constexpr double kZeroTolerance = 1e-6;
    const NamedTensor* golden = m_file.find(name);
    if (golden == nullptr)
        return;
    if (golden->values.size() != ours.size())
        throw DataError(fmt::format("{}: {} holds {} values, this model makes {}", m_path, name,
                                    golden->values.size(), ours.size()));
    double largest = 0, worst = 0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        const double expected = static_cast<double>(golden->values[i]);
        largest = std::max(largest, std::abs(expected));
        const double difference = std::abs(static_cast<double>(ours[i]) - expected);
        worst = std::isnan(difference) ? INFINITY : std::max(worst, difference);
    }
    // In double the gradients of the inert score biases are rounding dust, not exactly 0.
    const bool zero = largest < 1e-9;
    const double relative = zero ? 0 : worst / largest;
    m_errors.push_back({name, worst, relative, zero ? worst <= kZeroTolerance : relative <= tolerance});
}

void Replay::compareTraces(const AttentionTrace& trace, const Tape& tape, double tolerance) {
    for (const auto& entry : trace.layers)
        compare(fmt::format("trace.{}.{}", entry.layer, entry.kind), download(tape.value(entry.weights)),
                tolerance);
    compare("output.pool_weight", download(tape.value(trace.pool)), tolerance);
}

void Replay::compareGradients(double tolerance) {
    for (const NamedTensor& gradient : m_model->parameters().exportGradients())
        compare("grad." + gradient.name, gradient.values, tolerance);
}

std::vector<TensorError> Replay::compareOnce(double tolerance) {
    BatchBuilder builder(*m_backend);
    const PackedBatch batch = pack(builder, 0, m_labels.size());
    Tape tape(*m_backend);
    AttentionTrace trace;
    const auto output = m_model->forward({tape, batch, false, 0, 0, &trace});
    const auto loss = ops::crossEntropy(tape, output.logits, batch.labels);
    compare("output.logits", download(tape.value(output.logits)), tolerance);
    compare("output.loss", download(tape.value(loss.loss)), tolerance);
    compare("output.hidden", download(tape.value(ops::cast(tape, output.hidden, Element::F32))), tolerance);
    compareTraces(trace, tape, tolerance);
    tape.backward(loss.loss);
    compareGradients(tolerance);
    return takeErrors();
}

/// What was compared; a golden result that this build does not make counts as failed.
std::vector<TensorError> Replay::takeErrors() {
    for (const NamedTensor& golden : m_file.tensors) {
        const bool result = golden.name.starts_with("output.") || golden.name.starts_with("trace.") ||
                            golden.name.starts_with("grad.");
        const bool compared = std::any_of(m_errors.begin(), m_errors.end(),
                                          [&](const TensorError& e) { return e.tensor == golden.name; });
        if (result && !compared)
            m_errors.push_back({golden.name, INFINITY, INFINITY, false});
    }
    return std::move(m_errors);
}

std::vector<TensorError> Replay::compareTrajectory(double tolerance) {
    const std::vector<std::int32_t> batches = need("input.batches").ids;
    if (batches.empty() || batches.back() != static_cast<std::int32_t>(m_labels.size()) ||
        !std::is_sorted(batches.begin(), batches.end()))
        throw DataError(fmt::format("{}: input.batches do not divide the sequences", m_path));
    BatchBuilder builder(*m_backend);
    Tape tape(*m_backend);
    std::vector<float> losses;
    for (std::size_t step = 0; step + 1 < batches.size(); ++step) {
        const PackedBatch batch = pack(builder, static_cast<std::size_t>(batches[step]),
                                       static_cast<std::size_t>(batches[step + 1]));
        tape.clear();
        const auto output = m_model->forward({tape, batch});
        const auto loss = ops::crossEntropy(tape, output.logits, batch.labels);
        losses.push_back(download(tape.value(loss.loss)).front());
        tape.backward(loss.loss);
        updateParameters(m_model->parameters(), TrainOptions{}, static_cast<std::int64_t>(step) + 1, 1e-3,
                         squaredGradientNorm(m_model->parameters()));
    }
    compare("output.losses", losses, tolerance);
    return takeErrors();
}

} // namespace

GoldenReport checkGolden(const std::string& path, double tolerance, const DeviceChoice& choice) {
    GoldenReport report{path, {}, false};
    try {
        Replay replay(path, choice);
        report.tensors =
            replay.isTrajectory() ? replay.compareTrajectory(tolerance) : replay.compareOnce(tolerance);
    } catch (const OutOfDeviceMemory& error) {
        adviseReading(error);
    }
    report.passed = !report.tensors.empty() && std::all_of(report.tensors.begin(), report.tensors.end(),
                                                           [](const TensorError& e) { return e.passed; });
    return report;
}

} // namespace lab
