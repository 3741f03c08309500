// device_bench: each memory-bound kernel at 65,536 tokens × 256 beside a copy on the device, and training
// steps of the authors' model. Predicted: the bytes that must move, each input read once and each output
// written once, at the speed of that copy.
// device_bench FILE: only an epoch over texts of the lengths in FILE, one a line; their words are random.
#include "core/backend/devices.h"
#include "core/base/random.h"
#include "core/ops/ops.h"
#include "core/tasks/text_classifier.h"
#include "core/train/trainer.h"

#include <cuda_runtime.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace lab {
namespace {

constexpr std::int64_t kTokens = 65'536, kWidth = 256, kHeads = 16, kSequences = 256, kWords = 30'000;
constexpr double kTall = static_cast<double>(kTokens) * kWidth * sizeof(float),
                 kThin = kTall / kWidth * kHeads;

double secondsOf(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Median seconds of one call: rounds of many calls, because one alone is shorter than its launch. \p finish
/// waits for them.
double medianOf(const std::function<void()>& call, const std::function<void()>& finish) {
    constexpr int kRounds = 9, kCalls = 20;
    call();
    finish();
    std::vector<double> seconds;
    for (int round = 0; round < kRounds; ++round)
        seconds.push_back(secondsOf([&] {
                              for (int i = 0; i < kCalls; ++i)
                                  call();
                              finish();
                          }) /
                          kCalls);
    std::sort(seconds.begin(), seconds.end());
    return seconds[kRounds / 2];
}

void requireCopied(cudaError_t status) {
    if (status != cudaSuccess)
        throw std::runtime_error(
            fmt::format("the copy to compare with failed ({})", cudaGetErrorString(status)));
}

class Bench {
public:
    explicit Bench(Backend& backend) : m_backend(backend) {
        std::vector<std::int32_t> offsets;
        for (std::int32_t b = 0; b <= kSequences; ++b) // very unequal: one long text, the rest short
            offsets.push_back(b == kSequences ? static_cast<std::int32_t>(kTokens) : b * 100);
        m_segments = {upload(offsets), static_cast<std::int32_t>(kSequences),
                      static_cast<std::int32_t>(kTokens),
                      static_cast<std::int32_t>(kTokens - (kSequences - 1) * 100)};
        std::vector<std::int32_t> ids(kTokens);
        Random random(1);
        for (auto& id : ids)
            id = static_cast<std::int32_t>(random.below(kWords));
        m_ids = {upload(ids), kTokens};
        // Two runtimes of one process share the device's context, so the copy can use the backend's memory.
        m_backend.finish();
        m_copySpeed = 2 * kTall /
                      medianOf(
                          [this] {
                              cudaMemcpyAsync(m_out.data, m_x.data, static_cast<std::size_t>(kTall),
                                              cudaMemcpyDeviceToDevice);
                          },
                          [] { requireCopied(cudaStreamSynchronize(nullptr)); });
        fmt::print("device copy of {:.0f} MB: {:.0f} GB/s read and written\n", kTall / 1e6,
                   m_copySpeed / 1e9);
        fmt::print("{:<28}{:>10}{:>12}{:>12}{:>10}\n", "kernel", "MB", "predicted", "measured", "of copy");
    }

    void kernels() {
        const Dropout drop = ops::makeDropout(0.2F, 1, 2);
        row("linear with bias", 2 * kTall, [&] { m_backend.linear(m_x, m_square, m_row, m_out); });
        row("  its product alone", 2 * kTall, [&] { m_backend.linear(m_x, m_square, {}, m_out); });
        row("gelu", 2 * kTall, [&] { m_backend.unary(Unary::Gelu, m_x, m_out); });
        row("geluGrad", 3 * kTall, [&] { m_backend.unaryGrad(Unary::Gelu, m_x, m_y, m_z, m_out, kOver); });
        row("add", 3 * kTall, [&] { m_backend.add(m_x, m_y, m_out); });
        row("dropout", 2 * kTall, [&] { m_backend.dropout(m_x, drop, m_out, kOver); });
        row("addNorm", 4 * kTall, [&] {
            m_backend.addNorm({m_x, m_y, drop, m_row, m_row2, 1e-12F}, m_out, m_z, m_inverse);
        });
        row("addNormGrad", 4 * kTall, [&] {
            m_backend.addNormGrad(
                {m_x, m_y, m_inverse, m_row, drop, m_out, kOver, m_z, kOver, m_row2, kOver, m_row3, kOver});
        });
        row("columnSums", kTall, [&] { m_backend.columnSums(m_x, {}, m_row3, kOver); });
        row("gatherRows", 2 * kTall, [&] { m_backend.gatherRows(m_table, m_ids, m_out); });
        row("scatterAddRows", kTall + 2 * kTable, [&] { m_backend.scatterAddRows(m_x, m_ids, m_table); });
        row("segmentSoftmax", 2 * kThin,
            [&] { m_backend.segmentSoftmax(m_scores, m_segments, 0.25F, m_weights); });
        row("segmentSoftmaxGrad", 3 * kThin,
            [&] { m_backend.segmentSoftmaxGrad(m_weights, m_scores, m_segments, 0.25F, m_dScores, kOver); });
        row("segmentWeightedSum", kTall + kThin,
            [&] { m_backend.segmentWeightedSum(m_weights, m_x, m_segments, m_global, Accum::Overwrite); });
        row("segmentWeightedSumGradW", kTall + kThin,
            [&] { m_backend.segmentWeightedSumGradW(m_global, m_x, m_segments, m_dScores, kOver); });
        row("segmentWeightedSumGradX", kTall + kThin,
            [&] { m_backend.segmentWeightedSumGradX(m_global, m_weights, m_segments, m_out, kOver); });
        for (const bool gated : {false, true}) {
            const AdditiveAttention args{
                m_x, gated ? m_global : MutMat{}, m_scoreWeights, m_segments, kHeads, 0.25F};
            const std::string name = gated ? "gated additiveAttention" : "additiveAttention";
            row(name, kTall + 2 * kThin, [&] { m_backend.additiveAttention(args, m_weights, m_pooled); });
            row(name + "Grad", 2 * kTall + kThin, [&] {
                m_backend.additiveAttentionGrad({args, m_weights, m_pooled, m_global, m_dScores, m_sums,
                                                 m_out, kOver, gated ? m_dGate : MutMat{}, kOver,
                                                 m_dScoreWeights, kOver});
            });
        }
        row("segmentMul", 2 * kTall, [&] { m_backend.segmentMul(m_x, m_global, m_segments, m_out, kOver); });
        row("segmentSums (products)", 2 * kTall,
            [&] { m_backend.segmentSums(m_x, m_y, m_segments, m_global, kOver); });
        row("adam", 8 * kTable,
            [&] { m_backend.adam({}, flat(m_table), flat(m_table2), flat(m_table3), flat(m_table4)); });
        row("squaredNorm", kTable, [&] { static_cast<void>(m_backend.squaredNorm(m_table3)); });
    }

private:
    static constexpr Accum kOver = Accum::Overwrite;
    static constexpr double kTable = static_cast<double>(kWords) * kWidth * sizeof(float);

    MutMat matrix(std::int64_t rows, std::int64_t cols) {
        std::vector<float> values(static_cast<std::size_t>(rows * cols));
        Random random(7);
        for (float& value : values)
            value = static_cast<float>(random.bits()) / 4294967296.0F;
        const std::size_t bytes = values.size() * sizeof(float);
        auto* memory = static_cast<float*>(m_backend.allocate(bytes));
        m_backend.upload(memory, values.data(), bytes);
        return {memory, rows, cols};
    }
    std::int32_t* upload(const std::vector<std::int32_t>& values) {
        const std::size_t bytes = values.size() * sizeof(std::int32_t);
        auto* memory = static_cast<std::int32_t*>(m_backend.allocate(bytes));
        m_backend.upload(memory, values.data(), bytes);
        return memory;
    }
    static MutMat flat(MutMat m) { return {m.data, 1, m.size()}; }
    void row(const std::string& name, double bytes, const std::function<void()>& call) {
        const double seconds = medianOf(call, [this] { m_backend.finish(); }),
                     predicted = bytes / m_copySpeed;
        fmt::print("{:<28}{:>10.1f}{:>9.1f} us{:>9.1f} us{:>10.2f}\n", name, bytes / 1e6, 1e6 * predicted,
                   1e6 * seconds, predicted / seconds);
    }

    Backend& m_backend;
    Segments m_segments;
    Ids m_ids;
    double m_copySpeed = 0;
    MutMat m_x = matrix(kTokens, kWidth), m_y = matrix(kTokens, kWidth), m_z = matrix(kTokens, kWidth),
           m_out = matrix(kTokens, kWidth), m_scores = matrix(kTokens, kHeads),
           m_weights = matrix(kTokens, kHeads), m_dScores = matrix(kTokens, kHeads),
           m_inverse = matrix(kTokens, 1), m_row = matrix(1, kWidth), m_row2 = matrix(1, kWidth),
           m_row3 = matrix(1, kWidth), m_square = matrix(kWidth, kWidth),
           m_global = matrix(kSequences, kWidth), m_sums = matrix(kSequences * kHeads, kWidth),
           m_pooled = matrix(kSequences, kWidth), m_dGate = matrix(kSequences, kWidth),
           m_scoreWeights = matrix(kHeads, kWidth), m_dScoreWeights = matrix(kHeads, kWidth),
           m_table = matrix(kWords, kWidth), m_table2 = matrix(kWords, kWidth),
           m_table3 = matrix(kWords, kWidth), m_table4 = matrix(kWords, kWidth);
};

EncodedSplit randomTexts(const std::vector<int>& lengths) {
    EncodedSplit split;
    Random random(4);
    for (const int length : lengths) {
        std::vector<std::int32_t> tokens(static_cast<std::size_t>(length));
        for (auto& token : tokens)
            token = 1 + static_cast<std::int32_t>(random.below(kWords - 1));
        split.add(tokens, static_cast<std::int32_t>(random.below(4)));
    }
    return split;
}

/// The authors' model for texts of up to \p length tokens, with first weights.
class AuthorsModel {
public:
    AuthorsModel(Precision precision, int length) : m_backend(makeBackend({0, "cuda", precision})) {
        ModelConfig config;
        config.maxLength = std::max(config.maxLength, length);
        m_model = std::make_unique<TextClassifier>(*m_backend, config, kWords, 4);
        m_model->parameters().initialise(1, static_cast<double>(config.initRange));
    }
    TextClassifier& operator*() { return *m_model; }

private:
    std::unique_ptr<Backend> m_backend;
    std::unique_ptr<TextClassifier> m_model;
};

/// Milliseconds of a training step of the authors' model, as the PyTorch peer measures it.
void step(Precision precision, int batch, int length) {
    AuthorsModel model(precision, length);
    const EncodedSplit split = randomTexts(std::vector<int>(static_cast<std::size_t>(batch), length));
    TrainOptions options;
    options.steps = 1'000'000;
    options.batch = batch;
    Trainer trainer(*model, split, options);
    for (int i = 0; i < 5; ++i)
        trainer.step();
    std::vector<double> seconds;
    for (int i = 0; i < 20; ++i)
        seconds.push_back(trainer.step().seconds);
    std::sort(seconds.begin(), seconds.end());
    fmt::print("step {:>3} x {:<6} {:<5}{:>10.2f} ms\n", batch, length, toString(precision),
               1e3 * seconds[10]);
}

/// Seconds of the second epoch: batches of the first find the memory not yet there.
void epoch(Precision precision, const std::vector<int>& lengths) {
    AuthorsModel model(precision, *std::max_element(lengths.begin(), lengths.end()));
    const EncodedSplit split = randomTexts(lengths);
    TrainOptions options;
    options.epochs = 2;
    options.batch = 64;
    Trainer trainer(*model, split, options);
    while (trainer.stepsDone() < trainer.stepsPerEpoch())
        trainer.step();
    const double seconds = secondsOf([&] {
        while (!trainer.finished())
            trainer.step();
    });
    fmt::print("epoch {} texts {} tokens {} {:.3f} s\n", split.size(), split.tokenCount(),
               toString(precision), seconds);
}

std::vector<int> lengthsIn(const char* file) {
    std::ifstream in(file);
    std::vector<int> lengths;
    for (int length = 0; in >> length;)
        lengths.push_back(length);
    if (lengths.empty() || !in.eof())
        throw std::runtime_error(fmt::format("{} does not hold lengths, one a line", file));
    return lengths;
}

/// Largest error of a product's values, relative to the largest of them, against sums in double.
void productError(Precision precision) {
    constexpr std::int64_t kSide = 256;
    constexpr std::size_t kCells = kSide * kSide;
    const auto backend = makeBackend({0, "cuda", precision});
    auto* memory = static_cast<float*>(backend->allocate(3 * kCells * sizeof(float)));
    std::vector<float> a(kCells), b(kCells), c(kCells);
    Random random(9);
    for (std::size_t i = 0; i < kCells; ++i) {
        a[i] = static_cast<float>(random.uniform() - 0.5);
        b[i] = static_cast<float>(random.uniform() - 0.5);
    }
    backend->upload(memory, a.data(), kCells * sizeof(float));
    backend->upload(memory + kCells, b.data(), kCells * sizeof(float));
    const auto at = [&](std::size_t i) { return MutMat{memory + i * kCells, kSide, kSide}; };
    backend->gemm(Transpose::No, Transpose::Yes, at(0), at(1), at(2), Accum::Overwrite);
    backend->download(c.data(), memory + 2 * kCells, kCells * sizeof(float));
    backend->release(memory);
    double worst = 0, largest = 0;
    for (std::size_t cell = 0; cell < kCells; ++cell) {
        double sum = 0;
        for (std::size_t k = 0; k < kSide; ++k)
            sum += static_cast<double>(a[cell / kSide * kSide + k]) *
                   static_cast<double>(b[cell % kSide * kSide + k]);
        worst = std::max(worst, std::abs(static_cast<double>(c[cell]) - sum));
        largest = std::max(largest, std::abs(sum));
    }
    fmt::print("product {:<5}{:>34.1e} of its largest value\n", toString(precision), worst / largest);
}

void stepsAndKernels() {
    const auto backend = makeBackend({0, "cuda"});
    Bench(*backend).kernels();
    for (const Precision precision : {Precision::Fp32, Precision::Tf32, Precision::Bf16}) {
        productError(precision);
        step(precision, 64, 256);
        step(precision, 1, 65'536);
    }
}

} // namespace
} // namespace lab

int main(int argc, char** argv) {
    try {
        if (argc > 1)
            for (const lab::Precision precision : {lab::Precision::Fp32, lab::Precision::Bf16})
                lab::epoch(precision, lab::lengthsIn(argv[1]));
        else
            lab::stepsAndKernels();
    } catch (const std::exception& error) {
        fmt::print("{}\n", error.what());
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
