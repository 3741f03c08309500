#pragma once

#include <benchmark/benchmark.h>

#include <chrono>

namespace lab::bench {

/// What this machine can do at most, measured in the same run as the benchmarks: a time says little by
/// itself, a share of a bound says how much is left.
struct Bounds {
    double flops = 0; ///< per second, a multiply-add counted as two: large products, one on each processor
    double bytes =
        0; ///< per second, read plus written: copies of buffers larger than the caches, one on each processor
};

/// Takes about a second. Call it before anything else runs.
Bounds measureBounds();

/// What one iteration of a benchmark does: floating-point operations and bytes that must come from or go to
/// memory (each input once, each output once).
struct Work {
    double flops = 0, bytes = 0;
};

/// Adds the counters "GFLOP/s", "of peak", "GB/s" and "of copy" to a benchmark whose iterations took \p
/// seconds each. Data that stay in the caches can pass the copy bound.
void report(benchmark::State& state, const Work& work, const Bounds& bounds, double seconds);

/// Runs the iterations of a benchmark. \return the wall time of one, in seconds; the library's own rates
/// would print ratios as "per second".
template <class Body> double measure(benchmark::State& state, Body&& body) {
    const auto start = std::chrono::steady_clock::now();
    for (auto _ : state)
        body();
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    return elapsed.count() / static_cast<double>(state.iterations());
}

} // namespace lab::bench
