#include "tests/bench/benchmarks.h"

#include "core/base/random.h"
#include "core/encoders/encoder.h"
#include "core/tasks/text_classifier.h"
#include "core/train/trainer.h"

#include <memory>
#include <string>
#include <vector>

namespace lab::bench {
namespace {

constexpr std::int64_t kWords = 20'000, kClasses = 4;

struct StepCase {
    std::string name;
    std::vector<std::int32_t> lengths; ///< of one batch
};

std::vector<StepCase> stepCases() {
    StepCase news{"64 texts of about 50 tokens", {}}, packed{"16384 tokens in 64 texts", {}};
    Random random(3);
    for (int i = 0; i < 64; ++i) {
        news.lengths.push_back(20 + static_cast<std::int32_t>(random.below(61)));
        packed.lengths.push_back(256);
    }
    return {news, packed, {"one text of 65536 tokens", {65'536}}};
}

/// FLOPs of the products of one training step: forward, and twice that backward.
double stepFlops(const ModelConfig& config, const EncodedSplit& split) {
    const EncoderSpec& encoder = builtinEncoders().find(config.encoder);
    const double d = config.dim, wide = config.ffn;
    double forward = 0;
    for (std::int64_t i = 0; i < split.size(); ++i) {
        const auto tokens = static_cast<std::int64_t>(split.tokens(i).size());
        const double frame = 2 * d * d + 4 * d * wide; // output projection, feed-forward
        forward +=
            config.layers * (encoder.forwardFlops(config, tokens) + static_cast<double>(tokens) * frame);
        forward += static_cast<double>(tokens) * 2 * d * d; // pooling
    }
    return 3 * forward;
}

/// Steps on one batch, over and over.
void trainOn(benchmark::State& state, const StepCase& stepCase, const Bounds& bounds) {
    ModelConfig config; // the authors' quick start
    EncodedSplit split;
    Random random(4);
    for (const std::int32_t length : stepCase.lengths) {
        std::vector<std::int32_t> tokens(static_cast<std::size_t>(length));
        for (auto& token : tokens)
            token = 1 + static_cast<std::int32_t>(random.below(kWords - 1));
        split.add(tokens, static_cast<std::int32_t>(random.below(kClasses)));
        config.maxLength = std::max(config.maxLength, static_cast<int>(length));
    }
    const auto backend = makeCpuBackend();
    TextClassifier model(*backend, config, kWords, kClasses);
    model.parameters().initialise(1, static_cast<double>(config.initRange));
    TrainOptions options;
    options.steps = 1'000'000;
    options.batch = static_cast<int>(split.size());
    Trainer trainer(model, split, options);
    trainer.step(); // the arena settles
    trainer.step();
    const double seconds = measure(state, [&] { trainer.step(); });
    report(state, {stepFlops(config, split), 0}, bounds, seconds);
    state.counters["tokens/s"] = static_cast<double>(split.tokenCount()) / seconds;
    state.counters["activations MB"] = static_cast<double>(trainer.memory()) / 1e6;
}

} // namespace

void registerTrainingSteps(const Bounds& bounds) {
    for (const StepCase& stepCase : stepCases())
        benchmark::RegisterBenchmark(("step/" + stepCase.name).c_str(),
                                     [=](benchmark::State& state) { trainOn(state, stepCase, bounds); })
            ->UseRealTime()
            ->Unit(benchmark::kMillisecond);
}

} // namespace lab::bench
