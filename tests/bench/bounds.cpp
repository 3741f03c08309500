#include "tests/bench/bounds.h"

#include <Eigen/Core>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <functional>
#include <thread>
#include <vector>

namespace lab::bench {
namespace {

double secondsOf(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Shortest of several runs of \p work on every processor at once; \p work(thread) has no shared data.
double shortest(unsigned threads, const std::function<void(unsigned)>& work) {
    constexpr int kRounds = 8;
    double best = 1e9;
    for (int round = 0; round < kRounds; ++round)
        best = std::min(best, secondsOf([&] {
                            std::vector<std::jthread> running;
                            for (unsigned t = 0; t < threads; ++t)
                                running.emplace_back(work, t);
                        }));
    return best;
}

double measureFlops(unsigned threads) {
    constexpr int kSide = 1024;
    struct Operands {
        Eigen::MatrixXf a = Eigen::MatrixXf::Random(kSide, kSide), b = a, c = a;
    };
    std::vector<Operands> operands(threads);
    const double seconds =
        shortest(threads, [&](unsigned t) { operands[t].c.noalias() = operands[t].a * operands[t].b; });
    return 2.0 * kSide * kSide * kSide * threads / seconds;
}

double measureBytes(unsigned threads) {
    constexpr std::size_t kBytes = std::size_t{96} << 20;
    std::vector<std::vector<char>> from(threads, std::vector<char>(kBytes, 1)), to = from;
    const double seconds =
        shortest(threads, [&](unsigned t) { std::memcpy(to[t].data(), from[t].data(), kBytes); });
    return 2.0 * static_cast<double>(kBytes) * threads / seconds;
}

} // namespace

Bounds measureBounds() {
    const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
    return {measureFlops(threads), measureBytes(threads)};
}

void report(benchmark::State& state, const Work& work, const Bounds& bounds, double seconds) {
    if (work.flops > 0) {
        state.counters["GFLOP/s"] = work.flops / seconds / 1e9;
        state.counters["of peak"] = work.flops / seconds / bounds.flops;
    }
    if (work.bytes > 0) {
        state.counters["GB/s"] = work.bytes / seconds / 1e9;
        state.counters["of copy"] = work.bytes / seconds / bounds.bytes;
    }
}

} // namespace lab::bench
