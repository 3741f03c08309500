#include "core/inspect/explainer.h"

#include "core/backend/device_array.h"
#include "core/backend/download.h"
#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr BatchReader::Limits kBatch{1024, 1024}; // a cancelled explanation waits for one batch at most

/// A matrix on the model's device: host values, or zeros.
class OnDevice {
public:
    OnDevice(Backend& backend, std::int64_t rows, std::int64_t cols)
        : m_memory(backend, rows * cols), m_rows(rows), m_cols(cols) {
        backend.fillZero(view());
    }
    OnDevice(Backend& backend, std::int64_t rows, std::int64_t cols, const std::vector<float>& values)
        : m_memory(backend, rows * cols), m_rows(rows), m_cols(cols) {
        backend.upload(m_memory.data(), values.data(), values.size() * sizeof(float));
    }
    [[nodiscard]] MutMat view() const { return {m_memory.data(), m_rows, m_cols}; }

private:
    DeviceArray<float> m_memory;
    std::int64_t m_rows, m_cols;
};

/// Σ_d a_id b_id for each token i.
std::vector<double> rowProducts(const std::vector<float>& a, const std::vector<float>& b,
                                std::size_t tokens) {
    std::vector<double> sums(tokens);
    const std::size_t width = tokens > 0 ? a.size() / tokens : 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sums[i / width] += double{a[i]} * double{b[i]};
    return sums;
}

void report(const Explainer::Progress& progress, std::int64_t done, std::int64_t total) {
    if (progress.stop.stop_requested())
        throw Cancelled();
    if (progress.tell)
        progress.tell(done, total);
}

} // namespace

Explainer::Explainer(const TextClassifier& model)
    : m_model(&model), m_reader(model, kBatch), m_builder(model.backend()), m_tape(model.backend()) {}

/// p(\p label) of each text of a batch that was read.
std::vector<double> Explainer::probabilitiesOf(const Tape& tape, Var logits, int label) const {
    const std::vector<float> values = downloaded(m_model->backend(), tape.value(logits));
    const auto classes = static_cast<std::size_t>(m_model->classes());
    std::vector<double> probabilities;
    for (std::size_t first = 0; first < values.size(); first += classes) {
        const auto row = values.begin() + static_cast<std::ptrdiff_t>(first);
        const double top = double{*std::max_element(row, row + static_cast<std::ptrdiff_t>(classes))};
        double sum = 0;
        for (std::size_t c = 0; c < classes; ++c)
            sum += std::exp(double{values[first + c]} - top);
        probabilities.push_back(std::exp(double{values[first + static_cast<std::size_t>(label)]} - top) /
                                sum);
    }
    return probabilities;
}

std::vector<double> Explainer::leaveOneOut(Tokens tokens, int label, std::int32_t empty,
                                           const Progress& progress) {
    check(!tokens.empty() && label >= 0 && label < m_model->classes(),
          "[leave one out] {} tokens, class {} of {}", tokens.size(), label, m_model->classes());
    const auto count = static_cast<std::int64_t>(tokens.size());
    const Var read = m_reader.readOne(tokens);
    const double whole = probabilitiesOf(m_reader.tape(), read, label).front();
    std::vector<double> changes;
    std::vector<std::int32_t> rest;
    m_reader.readAll(count, {[&](std::int64_t done) { report(progress, done, count); },
                             [&](BatchBuilder& batch, std::int64_t without) {
                                 rest.assign(tokens.begin(), tokens.end());
                                 rest.erase(rest.begin() + without);
                                 if (rest.empty())
                                     rest.push_back(empty);
                                 batch.add(rest);
                             },
                             [&](Tape& tape, Var logits, const PackedBatch&) {
                                 for (const double without : probabilitiesOf(tape, logits, label))
                                     changes.push_back(whole - without);
                             }});
    report(progress, count, count);
    return changes;
}

std::vector<float> Explainer::wordRows(Tokens tokens) const {
    const ConstMat table = m_model->parameters().value(m_model->wordTable());
    const auto width = static_cast<std::size_t>(table.cols);
    std::vector<float> rows(tokens.size() * width);
    for (std::size_t i = 0; i < tokens.size(); ++i)
        m_model->backend().download(rows.data() + i * width, table.data + tokens[i] * table.cols,
                                    width * sizeof(float));
    return rows;
}

Explainer::Point Explainer::differentiate(Tokens tokens, const std::vector<float>& rows, int label) {
    Backend& backend = m_model->backend();
    const auto count = static_cast<std::int64_t>(tokens.size());
    const std::int64_t width = static_cast<std::int64_t>(rows.size()) / count;
    const OnDevice words(backend, count, width, rows), gradient(backend, count, width);
    std::vector<float> chosen(static_cast<std::size_t>(m_model->classes()));
    chosen[static_cast<std::size_t>(label)] = 1;
    const OnDevice choice(backend, 1, m_model->classes(), chosen);
    m_builder.begin();
    m_builder.add(tokens);
    const PackedBatch batch = m_builder.finish();
    m_tape.clear();
    ForwardPass pass{m_tape, batch};
    pass.words = {words.view(), gradient.view()};
    const Var logits = m_model->forward(pass).logits;
    const float logit = downloaded(backend, m_tape.value(logits))[static_cast<std::size_t>(label)];
    m_tape.backward(ops::weightedSumAll(m_tape, logits, choice.view()));
    // The parameters had theirs as well: nobody wants them, and they must not pile up.
    if (const MutMat unwanted = m_model->parameters().gradients(); unwanted.size() > 0)
        backend.fillZero(unwanted);
    return {downloaded(backend, gradient.view()), double{logit}};
}

std::vector<double> Explainer::gradientTimesInput(Tokens tokens, int label) {
    check(!tokens.empty() && label >= 0 && label < m_model->classes(), "[gradient] {} tokens, class {} of {}",
          tokens.size(), label, m_model->classes());
    const std::vector<float> rows = wordRows(tokens);
    return rowProducts(rows, differentiate(tokens, rows, label).gradient, tokens.size());
}

Explainer::Integrated Explainer::integratedGradients(Tokens tokens, int label, int steps,
                                                     const Progress& progress) {
    check(!tokens.empty() && label >= 0 && label < m_model->classes() && steps > 0,
          "[integrated gradients] {} tokens, class {} of {}, {} steps", tokens.size(), label,
          m_model->classes(), steps);
    const std::vector<float> rows = wordRows(tokens);
    std::vector<float> part(rows.size());
    Integrated result;
    result.values.assign(tokens.size(), 0);
    for (int k = 0; k < steps; ++k) {
        report(progress, k, steps);
        const float at = (static_cast<float>(k) + 0.5F) / static_cast<float>(steps);
        std::transform(rows.begin(), rows.end(), part.begin(), [at](float x) { return at * x; });
        const auto products = rowProducts(rows, differentiate(tokens, part, label).gradient, tokens.size());
        for (std::size_t i = 0; i < products.size(); ++i)
            result.values[i] += products[i] / steps;
    }
    std::fill(part.begin(), part.end(), 0.0F);
    result.change = differentiate(tokens, rows, label).logit - differentiate(tokens, part, label).logit;
    report(progress, steps, steps);
    return result;
}

} // namespace lab
