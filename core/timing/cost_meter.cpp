#include "core/timing/cost_meter.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/tasks/text_classifier.h"

#include <chrono>

namespace lab {
namespace {

PackedBatch randomBatch(BatchBuilder& builder, const CostSpot& spot, std::uint64_t seed) {
    Random random(seed);
    std::vector<std::int32_t> tokens(static_cast<std::size_t>(spot.length));
    builder.begin();
    for (std::int64_t i = 0; i < spot.sequences; ++i) {
        for (std::int32_t& token : tokens)
            token = 1 + static_cast<std::int32_t>(random.below(kCostWords - 1));
        builder.add(tokens, static_cast<std::int32_t>(random.below(kCostClasses)));
    }
    return builder.finish();
}

/// The kernels obey \p stop while this lives.
class StopGuard {
public:
    StopGuard(Backend& backend, const std::stop_token& stop) : m_backend(&backend) { backend.stopOn(stop); }
    ~StopGuard() { m_backend->stopOn({}); }
    StopGuard(const StopGuard&) = delete;
    StopGuard& operator=(const StopGuard&) = delete;

private:
    Backend* m_backend;
};

/// Model and batch of one spot.
class Bench {
public:
    Bench(Backend& backend, const CostSpot& spot, const CostVisit& visit, const std::stop_token& stop)
        : m_stop(stop),
          m_guard(backend, stop),
          m_model(backend, withoutPositions(spot.model), kCostWords, kCostClasses, true),
          m_builder(backend),
          m_seed(visit.seed) {
        m_model.parameters().initialise(visit.seed, static_cast<double>(spot.model.initRange));
        m_batch = randomBatch(m_builder, spot, visit.seed);
    }

    void infer(Tape& tape) {
        tape.clear();
        const Var logits = m_model.forward({tape, m_batch}).logits;
        finish(tape, logits);
    }
    void train(Tape& tape) {
        tape.clear();
        const ForwardPass pass{tape, m_batch, true, m_seed, ++m_step, nullptr};
        const ops::Loss loss = ops::crossEntropy(tape, m_model.forward(pass).logits, m_batch.labels);
        tape.backward(loss.loss);
        finish(tape, loss.loss);
    }
    [[nodiscard]] std::int64_t weightBytes() const {
        const ParameterStore& parameters = m_model.parameters();
        return parameters.valueBytes() +
               parameters.gradients().size() * static_cast<std::int64_t>(sizeof(float));
    }

private:
    static ModelConfig withoutPositions(ModelConfig model) {
        model.positions = false;
        return model;
    }
    /// Waits for the device.
    void finish(Tape& tape, Var result) const {
        const ConstMat value = tape.value(result);
        std::vector<float> out(static_cast<std::size_t>(value.size()));
        tape.backend().download(out.data(), value.data, out.size() * sizeof(float));
        if (m_stop.stop_requested())
            throw Cancelled();
    }

    std::stop_token m_stop;
    StopGuard m_guard;
    TextClassifier m_model;
    BatchBuilder m_builder;
    PackedBatch m_batch;
    std::uint64_t m_seed, m_step = 0;
};

template <class Pass> double secondsOf(const Pass& pass) {
    const auto begin = std::chrono::steady_clock::now();
    pass();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Repeats \p pass for the visit's time and returns the seconds of each.
template <class Pass> std::vector<double> repeat(const CostVisit& visit, const Pass& pass) {
    std::vector<double> seconds;
    double sum = 0;
    for (bool warm = false;
         seconds.empty() || (sum < visit.seconds && std::ssize(seconds) < visit.mostRepeats);) {
        const double took = secondsOf(pass);
        if (!warm && took < visit.longestWarmUp) {
            warm = true;
            continue;
        }
        warm = true;
        seconds.push_back(took);
        sum += took;
    }
    return seconds;
}

/// The parts of one pass; of the first one where that is too long to be a warm-up.
template <class Pass> PartSeconds partsOf(Tape& tape, const CostVisit& visit, const Pass& pass) {
    for (bool warm = false;; warm = true) {
        PassProfile profile(tape.backend());
        tape.watch(&profile);
        const double took = secondsOf(pass);
        profile.end();
        tape.watch(nullptr);
        if (warm || took >= visit.longestWarmUp)
            return profile.seconds();
    }
}

} // namespace

CostSamples measureCost(Backend& backend, const CostSpot& spot, const CostVisit& visit,
                        const std::stop_token& stop) {
    Bench bench(backend, spot, visit, stop);
    CostSamples samples;
    {
        Tape tape(backend, false);
        samples.inference = repeat(visit, [&] { bench.infer(tape); });
    }
    Tape tape(backend);
    samples.training = repeat(visit, [&] { bench.train(tape); });
    samples.peakBytes = static_cast<std::int64_t>(tape.memory()) + bench.weightBytes();
    return samples;
}

CostBreakdown measureBreakdown(Backend& backend, const CostSpot& spot, const CostVisit& visit,
                               const std::stop_token& stop) {
    Bench bench(backend, spot, visit, stop);
    CostBreakdown breakdown;
    {
        Tape tape(backend, false);
        breakdown.inference = partsOf(tape, visit, [&] { bench.infer(tape); });
    }
    Tape tape(backend);
    breakdown.training = partsOf(tape, visit, [&] { bench.train(tape); });
    return breakdown;
}

} // namespace lab
