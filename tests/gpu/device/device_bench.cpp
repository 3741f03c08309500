// device_bench: each memory-bound kernel at 65,536 tokens × 256, of 32 and of 16 bits a value, beside a copy
// on the device, and training steps of the authors' model. Predicted: the bytes that must move, each input
// read once and each output written once, at the speed of that copy. device_bench FILE: only an epoch over
// texts of the lengths in FILE, one a line; their words are random.
#include "core/backend/devices.h"
#include "core/base/random.h"
#include "core/tasks/text_classifier.h"
#include "core/train/trainer.h"
#include "tests/gpu/kernel_list.h"

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

constexpr std::int64_t kWords = 30'000;

double secondsOf(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double medianOf(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Repeats \p work until a GPU that was idle has had the time to raise its clocks.
void warmUp(const std::function<void()>& work) {
    constexpr double kSeconds = 0.3;
    for (double spent = 0; spent < kSeconds;)
        spent += secondsOf(work);
}

void requireCopied(cudaError_t status) {
    if (status != cudaSuccess)
        throw std::runtime_error(
            fmt::format("the copy to compare with failed ({})", cudaGetErrorString(status)));
}

/// Measures calls that find their operands in the device's memory and not in its cache: between any two calls
/// a matrix is read that is several times larger than the largest cache (72 MB). Reading leaves nothing there
/// that has to be written back, and while it lasts the next call is issued, so launches cost nothing either.
class ColdBench {
public:
    explicit ColdBench(Backend& backend) : m_backend(&backend) {
        m_memory = static_cast<float*>(backend.allocate(2 * kBytes + kCols * sizeof(float)));
        backend.fill({m_memory, 2 * kRows + 1, kCols}, 1);
        warmUp([this] { (void)rounds([] {}, 1); });
        m_reading = rounds([] {}, kRounds);
    }
    ~ColdBench() { m_backend->release(m_memory); }
    ColdBench(const ColdBench&) = delete;
    ColdBench& operator=(const ColdBench&) = delete;

    /// Median seconds of one call.
    [[nodiscard]] double secondsPerCall(const std::function<void()>& call) const {
        warmUp([&] { (void)rounds(call, 1); });
        return std::max(rounds(call, kRounds) - m_reading, 1e-9);
    }

    /// Bytes a second, read and written, of copies from one matrix of this size to another.
    [[nodiscard]] double copySpeed() const {
        m_backend->finish();
        // Two runtimes of one process share the device's context, so the copy can use the backend's memory.
        const auto copies = [this] {
            for (int i = 0; i < kCalls; ++i)
                cudaMemcpyAsync(m_memory + kRows * kCols, m_memory, kBytes, cudaMemcpyDeviceToDevice);
            requireCopied(cudaStreamSynchronize(nullptr));
        };
        warmUp(copies);
        std::vector<double> seconds;
        for (int round = 0; round < kRounds; ++round)
            seconds.push_back(secondsOf(copies) / kCalls);
        return 2 * static_cast<double>(kBytes) / medianOf(seconds);
    }

private:
    static constexpr std::int64_t kRows = 262'144, kCols = 256;
    static constexpr std::size_t kBytes = sizeof(float) * kRows * kCols; // 268 MB
    static constexpr int kRounds = 9, kCalls = 20;

    /// Median seconds of one reading and one \p call.
    [[nodiscard]] double rounds(const std::function<void()>& call, int count) const {
        std::vector<double> seconds;
        for (int round = 0; round < count; ++round)
            seconds.push_back(secondsOf([&] {
                                  for (int i = 0; i < kCalls; ++i) {
                                      m_backend->columnSums(ConstMat{m_memory, kRows, kCols}, {},
                                                            {m_memory + 2 * kRows * kCols, 1, kCols},
                                                            Accum::Overwrite);
                                      call();
                                  }
                                  m_backend->finish();
                              }) /
                              kCalls);
        return medianOf(seconds);
    }

    Backend* m_backend;
    float* m_memory; ///< two matrices to copy, the first of them to read; a row for its sums
    double m_reading = 0;
};

void kernels(Backend& backend) {
    const testing::KernelList list(backend, {65'536, 256, 16, 256, kWords, backend.tallElement()});
    const ColdBench bench(backend);
    const double before = bench.copySpeed();
    std::vector<double> seconds;
    for (const testing::KernelList::Row& row : list.rows())
        seconds.push_back(bench.secondsPerCall(row.call));
    const double after = bench.copySpeed(), speed = std::max(before, after);
    fmt::print("device copy: {:.0f} GB/s read and written before the kernels, {:.0f} GB/s after them\n",
               before / 1e9, after / 1e9);
    const char* suffix = backend.tallElement() == Element::F32 ? "" : ", 16 bits";
    fmt::print("{:<36}{:>10}{:>12}{:>12}{:>10}\n", "kernel", "MB", "predicted", "measured", "of copy");
    for (std::size_t i = 0; i < seconds.size(); ++i) {
        const testing::KernelList::Row& row = list.rows()[i];
        const double predicted = row.bytes / speed;
        fmt::print("{:<36}{:>10.1f}{:>9.1f} us{:>9.1f} us{:>10.2f}\n", row.name + suffix, row.bytes / 1e6,
                   1e6 * predicted, 1e6 * seconds[i], predicted / seconds[i]);
    }
}

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
    warmUp([&] {
        for (int i = 0; i < 5; ++i)
            trainer.step();
    });
    std::vector<double> seconds;
    for (int i = 0; i < 20; ++i)
        seconds.push_back(trainer.step().seconds);
    fmt::print("step {:>3} x {:<6} {:<5}{:>10.2f} ms\n", batch, length, toString(precision),
               1e3 * medianOf(seconds));
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
    for (const Precision precision : {Precision::Fp32, Precision::Bf16})
        kernels(*makeBackend({0, "cuda", precision}));
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
