// device_bench steps: training steps of the authors' model, and the error of a product, in each precision.
// device_bench kernels fp32|bf16: each memory-bound kernel at 65,536 tokens × 256 beside a copy on the
// device. Predicted: the bytes that must move, each input read once and each output written once, at the
// speed of that copy. device_bench epoch FILE: epochs over texts of the lengths in FILE, one a line; their
// words are random.
//
// Every figure is printed as soon as it is known, and what fails is said and left behind, so that a fault
// costs no more than it must. Exit code 1 when anything failed.
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
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
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

/// Runs \p work; false, and what it was and why on a line, when it throws.
bool attempt(const std::string& name, const std::function<void()>& work) {
    try {
        work();
        return true;
    } catch (const std::exception& error) {
        fmt::print("FAILED {}: {}\n", name, error.what());
        return false;
    }
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
    }
    ~ColdBench() { m_backend->release(m_memory); }
    ColdBench(const ColdBench&) = delete;
    ColdBench& operator=(const ColdBench&) = delete;

    /// Medians.
    struct Measured {
        double seconds;      ///< of one call
        double readingSpeed; ///< bytes a second of the reading between two calls
    };
    /// Rounds with and without the call take turns: the clocks may change while a list is measured.
    [[nodiscard]] Measured measure(const std::function<void()>& call) const {
        warmUp([&] { (void)round(call); });
        std::vector<double> with, without;
        for (int i = 0; i < kRounds; ++i) {
            without.push_back(round([] {}));
            with.push_back(round(call));
        }
        const double reading = medianOf(without);
        return {std::max(medianOf(with) - reading, 1e-9), static_cast<double>(kBytes) / reading};
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

    /// Seconds of one reading and one \p call, on average.
    [[nodiscard]] double round(const std::function<void()>& call) const {
        return secondsOf([&] {
                   for (int i = 0; i < kCalls; ++i) {
                       m_backend->columnSums(ConstMat{m_memory, kRows, kCols}, {},
                                             {m_memory + 2 * kRows * kCols, 1, kCols}, Accum::Overwrite);
                       call();
                   }
                   m_backend->finish();
               }) /
               kCalls;
    }

    Backend* m_backend;
    float* m_memory; ///< two matrices to copy, the first of them to read; a row for its sums
};

/// One line of \p row; false when it failed. Its ratio is that to the copy of \p copySpeed bytes a second.
bool kernel(const ColdBench& bench, const testing::KernelList::Row& row, const std::string& name,
            double copySpeed) {
    return attempt(name, [&] {
        const ColdBench::Measured measured = bench.measure(row.call);
        const double predicted = row.bytes / copySpeed;
        fmt::print("{:<36}{:>10.1f}{:>9.1f} us{:>9.1f} us{:>10.0f}{:>10.2f}\n", name, row.bytes / 1e6,
                   1e6 * predicted, 1e6 * measured.seconds, measured.readingSpeed / 1e9,
                   predicted / measured.seconds);
    });
}

bool kernels(Precision precision) {
    const std::string all = fmt::format("the kernels in {}", toString(precision));
    bool held = true;
    return attempt(all,
                   [&] {
                       const auto backend = makeBackend({0, "cuda", precision});
                       const testing::KernelList list(*backend,
                                                      {65'536, 256, 16, 256, kWords, backend->tallElement()});
                       const ColdBench bench(*backend);
                       const double before = bench.copySpeed();
                       fmt::print("device copy: {:.0f} GB/s read and written before the kernels\n",
                                  before / 1e9);
                       fmt::print("{:<36}{:>10}{:>12}{:>12}{:>10}{:>10}\n", "kernel", "MB", "predicted",
                                  "measured", "read GB/s", "of copy");
                       const char* suffix = backend->tallElement() == Element::F32 ? "" : ", 16 bits";
                       for (const testing::KernelList::Row& row : list.rows())
                           if (!kernel(bench, row, row.name + suffix, before)) {
                               held = false;
                               backend->finish(); // after a fault nothing works any more, and this says so
                           }
                       fmt::print("device copy: {:.0f} GB/s read and written after the kernels\n",
                                  bench.copySpeed() / 1e9);
                   }) &&
           held;
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

/// Seconds of an epoch, the median of three; before them as many as the clocks need, at least the first,
/// whose batches find the memory not yet there.
void epoch(Precision precision, const std::vector<int>& lengths) {
    AuthorsModel model(precision, *std::max_element(lengths.begin(), lengths.end()));
    const EncodedSplit split = randomTexts(lengths);
    TrainOptions options;
    options.epochs = 1'000;
    options.batch = 64;
    Trainer trainer(*model, split, options);
    const auto once = [&] {
        do
            trainer.step();
        while (!trainer.atEpochEnd());
    };
    warmUp(once);
    std::vector<double> seconds;
    for (int i = 0; i < 3; ++i)
        seconds.push_back(secondsOf(once));
    fmt::print("epoch {} texts {} tokens {} {:.4f} s, the median of {:.4f} to {:.4f}\n", split.size(),
               split.tokenCount(), toString(precision), medianOf(seconds),
               *std::min_element(seconds.begin(), seconds.end()),
               *std::max_element(seconds.begin(), seconds.end()));
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

bool steps() {
    bool held = true;
    for (const Precision precision : {Precision::Fp32, Precision::Bf16, Precision::Tf32}) {
        for (const auto& [batch, length] : {std::pair{64, 256}, {1, 65'536}})
            held &= attempt(fmt::format("step {} x {} {}", batch, length, toString(precision)),
                            [&] { step(precision, batch, length); });
        held &= attempt(fmt::format("product {}", toString(precision)), [&] { productError(precision); });
    }
    return held;
}

bool epochs(const char* file) {
    bool held = true;
    for (const Precision precision : {Precision::Fp32, Precision::Bf16})
        held &=
            attempt(fmt::format("epoch {}", toString(precision)), [&] { epoch(precision, lengthsIn(file)); });
    return held;
}

} // namespace
} // namespace lab

int main(int argc, char** argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ); // what stops the program loses no line
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    bool held = false;
    if (arguments.size() == 1 && arguments[0] == "steps")
        held = lab::steps();
    else if (arguments.size() == 2 && arguments[0] == "kernels" &&
             (arguments[1] == "fp32" || arguments[1] == "bf16"))
        held = lab::kernels(arguments[1] == "fp32" ? lab::Precision::Fp32 : lab::Precision::Bf16);
    else if (arguments.size() == 2 && arguments[0] == "epoch")
        held = lab::epochs(argv[2]);
    else
        fmt::print("say steps, kernels fp32, kernels bf16 or epoch FILE\n");
    return held ? EXIT_SUCCESS : EXIT_FAILURE;
}
