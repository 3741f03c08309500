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

/// Repeats \p pass for the visit's time and returns the seconds of each.
template <class Pass>
std::vector<double> repeat(const CostVisit& visit, const std::stop_token& stop, const Pass& pass) {
    using Clock = std::chrono::steady_clock;
    std::vector<double> seconds;
    double sum = 0;
    for (bool warm = false;
         seconds.empty() || (sum < visit.seconds && std::ssize(seconds) < visit.mostRepeats);) {
        if (stop.stop_requested())
            throw Cancelled();
        const auto begin = Clock::now();
        pass();
        const double took = std::chrono::duration<double>(Clock::now() - begin).count();
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

} // namespace

CostSamples measureCost(Backend& backend, const CostSpot& spot, const CostVisit& visit,
                        const std::stop_token& stop) {
    ModelConfig config = spot.model;
    config.positions = false;
    TextClassifier model(backend, config, kCostWords, kCostClasses, true);
    model.parameters().initialise(visit.seed, static_cast<double>(config.initRange));
    BatchBuilder builder(backend);
    const PackedBatch batch = randomBatch(builder, spot, visit.seed);
    CostSamples samples;
    {
        Tape tape(backend, false);
        samples.inference = repeat(visit, stop, [&] {
            tape.clear();
            const Var logits = model.forward({tape, batch}).logits;
            std::vector<float> out(
                static_cast<std::size_t>(spot.sequences * kCostClasses)); // waits for the device
            backend.download(out.data(), tape.value(logits).data, out.size() * sizeof(float));
        });
    }
    Tape tape(backend);
    std::uint64_t step = 0;
    samples.training = repeat(visit, stop, [&] {
        tape.clear();
        const ForwardPass pass{tape, batch, true, visit.seed, ++step, nullptr};
        const ops::Loss loss = ops::crossEntropy(tape, model.forward(pass).logits, batch.labels);
        tape.backward(loss.loss);
        float value = 0;
        backend.download(&value, tape.value(loss.loss).data, sizeof value);
    });
    const std::int64_t weights = model.parameters().count() + model.parameters().gradients().size();
    samples.peakBytes =
        static_cast<std::int64_t>(tape.memory()) + weights * static_cast<std::int64_t>(sizeof(float));
    return samples;
}

} // namespace lab
