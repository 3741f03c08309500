#include "workbench/predictor.h"

#include "core/base/error.h"
#include "core/inspect/attention_statistics.h"
#include "core/inspect/explainer.h"
#include "core/inspect/rank_correlation.h"
#include "core/tasks/text_classifier.h"
#include "core/train/evaluator.h"
#include "workbench/load_weights.h"
#include "workbench/memory_advice.h"
#include "workbench/model_export.h"

#include <algorithm>

namespace lab {

namespace {

/// Work on a backend ends soon after a request while this lives.
class StopsBackend {
public:
    StopsBackend(Backend& backend, std::stop_token stop) : m_backend(&backend) {
        backend.stopOn(std::move(stop));
    }
    ~StopsBackend() { m_backend->stopOn({}); }
    StopsBackend(const StopsBackend&) = delete;
    StopsBackend& operator=(const StopsBackend&) = delete;

private:
    Backend* m_backend;
};

/// "a, b, c", of many the first few.
std::string someOf(const std::vector<std::string>& names) {
    constexpr std::size_t kMost = 8;
    const auto shown = static_cast<std::ptrdiff_t>(std::min(names.size(), kMost));
    const std::string list = fmt::format("{}", fmt::join(names.begin(), names.begin() + shown, ", "));
    return names.size() > kMost ? fmt::format("{} and {} more", list, names.size() - kMost) : list;
}

/// What \p work gives; where the device has no room for it, the error says what helps.
template <class Work> auto withAdvice(const Work& work) {
    try {
        return work();
    } catch (const OutOfDeviceMemory& error) {
        adviseReading(error);
    }
}

} // namespace

struct Predictor::Impl {
    Impl(ModelFile file, const std::string& source, const DeviceChoice& choice)
        : config(std::move(file.config)),
          labels(std::move(file.labels)),
          trainedOn(std::move(file.trainedOn)),
          backend(withAdvice([&] { return makeBackend(choice); })),
          pipeline(config.text.tokenizer, Vocabulary::fromTokens(std::move(file.vocabulary)),
                   config.model.maxLength) {
        if (labels.size() < 2)
            throw DataError(
                fmt::format("{}: a model needs at least two labels, it has {}", source, labels.size()));
        model = withAdvice([&] {
            return std::make_unique<TextClassifier>(*backend, config.model, pipeline.vocabulary().size(),
                                                    static_cast<std::int64_t>(labels.size()), true);
        });
        loadWeights(model->parameters(), file.tensors, source);
        evaluator = std::make_unique<Evaluator>(*model);
    }

    Explanation explain(const std::string& text, const ExplainOrder& order);

    RunConfig config;
    std::vector<std::string> labels;
    std::string trainedOn;
    std::optional<StoredWeights> weights;
    std::unique_ptr<Backend> backend;
    TextPipeline pipeline;
    std::unique_ptr<TextClassifier> model;
    std::unique_ptr<Evaluator> evaluator;
};

Predictor::Predictor(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Predictor::~Predictor() = default;

std::unique_ptr<Predictor> Predictor::fromRun(const std::string& labPath, std::int64_t run, Weights which,
                                              const DeviceChoice& choice) {
    const WeightChoice wanted{which == Weights::Best ? WeightChoice::Kind::Best : WeightChoice::Kind::Last};
    return fromNearest(labPath, run, wanted, choice);
}

std::unique_ptr<Predictor> Predictor::fromStep(const std::string& labPath, std::int64_t run,
                                               std::int64_t step, const DeviceChoice& choice) {
    return std::unique_ptr<Predictor>(new Predictor(
        std::make_unique<Impl>(modelFileOfStep(labPath, run, step), fmt::format("run {}", run), choice)));
}

std::unique_ptr<Predictor> Predictor::fromNearest(const std::string& labPath, std::int64_t run,
                                                  const WeightChoice& choice, const DeviceChoice& device) {
    StoredModel model = modelOfRun(labPath, run, choice);
    auto impl = std::make_unique<Impl>(std::move(model.file), fmt::format("run {}", run), device);
    impl->weights = model.weights;
    return std::unique_ptr<Predictor>(new Predictor(std::move(impl)));
}

std::unique_ptr<Predictor> Predictor::fromModelFile(const std::string& path, const DeviceChoice& choice) {
    return std::unique_ptr<Predictor>(
        new Predictor(std::make_unique<Impl>(readModelFile(path), path, choice)));
}

const RunConfig& Predictor::config() const {
    return m_impl->config;
}
const std::vector<std::string>& Predictor::labels() const {
    return m_impl->labels;
}
const std::string& Predictor::trainedOn() const {
    return m_impl->trainedOn;
}
const std::optional<StoredWeights>& Predictor::weights() const {
    return m_impl->weights;
}

AttentionMap Predictor::read(const std::string& text, std::int32_t mapsUpTo) {
    return std::move(readAll({text}, true, mapsUpTo).front());
}

std::vector<AttentionMap> Predictor::readAll(const std::vector<std::string>& texts, bool withAttention,
                                             std::int32_t mapsUpTo) {
    std::vector<AttentionMap> maps;
    maps.reserve(texts.size());
    for (const std::string& text : texts) {
        TextPipeline::Encoded encoded = m_impl->pipeline.encode(text);
        maps.push_back(
            withAdvice([&] { return m_impl->evaluator->read(encoded.ids, withAttention, mapsUpTo); }));
        m_impl->pipeline.name(maps.back(), std::move(encoded));
    }
    return maps;
}

const char* toString(Explanation::Method method) {
    switch (method) {
    case Explanation::Method::Gradient:
        return "gradient";
    case Explanation::Method::Integrated:
        return "integrated";
    case Explanation::Method::LeaveOneOut:
        break;
    }
    return "leave-one-out";
}

Explanation Predictor::explain(const std::string& text, const ExplainOrder& order) {
    return withAdvice([&] { return m_impl->explain(text, order); });
}

Explanation Predictor::Impl::explain(const std::string& text, const ExplainOrder& order) {
    constexpr int kSteps = 64; // of integrated gradients: the sum is then within a few per cent
    const TextPipeline::Encoded encoded = pipeline.encode(text);
    const AttentionMap map = evaluator->read(encoded.ids);
    const auto classes = static_cast<int>(labels.size());
    check(order.label < classes, "[explain] class {} of {}", order.label, classes);
    Explanation result{order.method, order.label >= 0 ? order.label : map.label, encoded.tokens, {}, 0, {}};
    const StopsBackend stops(*backend, order.stop);
    const auto explainer = [&] { return Explainer(*model); }; // each gives its memory back when it is done
    const Explainer::Progress progress{order.progress, order.stop};
    if (order.method == Explanation::Method::Gradient) {
        result.values = explainer().gradientTimesInput(encoded.ids, result.label);
    } else if (order.method == Explanation::Method::Integrated) {
        auto integrated = explainer().integratedGradients(encoded.ids, result.label, kSteps, progress);
        result.values = std::move(integrated.values);
        result.change = integrated.change;
    } else {
        const std::int32_t unknown = pipeline.encode({}).ids.front();
        result.values = explainer().leaveOneOut(encoded.ids, result.label, unknown, progress);
        const auto add = [&](const std::string& name, const std::vector<double>& other) {
            result.agreement.push_back({name, rankCorrelation(other, result.values)});
        };
        for (const auto& [kind, values] : meanWeights(map))
            add(kind, values);
        add("pool", {map.pool.begin(), map.pool.end()});
        add("gradient", explainer().gradientTimesInput(encoded.ids, result.label));
    }
    return result;
}

Evaluation Predictor::evaluate(const Dataset& data, Split split, const std::stop_token& stop) {
    std::vector<std::int32_t> classOf;
    for (const std::string& label : data.labels) {
        const auto found = std::find(m_impl->labels.begin(), m_impl->labels.end(), label);
        if (found == m_impl->labels.end())
            throw DataError(
                fmt::format("{} has the class \"{}\", but this model knows {}; give data with these "
                            "classes, or name the column that holds them",
                            data.name, label, someOf(m_impl->labels)));
        classOf.push_back(static_cast<std::int32_t>(found - m_impl->labels.begin()));
    }
    Dataset translated{data.name, data.format, m_impl->labels, {}, {}, {}};
    for (const Example& example : data.examples)
        if (example.split == split)
            translated.examples.push_back(
                {example.text, classOf[static_cast<std::size_t>(example.label)], split});
    const EncodedSplit texts = m_impl->pipeline.encode(translated, split, stop);
    return withAdvice([&] { return m_impl->evaluator->evaluate(texts, stop); });
}

} // namespace lab
