// lab_bench [--benchmark_filter=step/.*]: how close the kernels and whole training steps come to what this
// machine can do, both measured in this run. Nothing is asserted.
#include "tests/bench/benchmarks.h"

#include <fmt/format.h>

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 2;
    const lab::bench::Bounds bounds = lab::bench::measureBounds();
    benchmark::AddCustomContext("matrix-product peak", fmt::format("{:.0f} GFLOP/s", bounds.flops / 1e9));
    benchmark::AddCustomContext("copy bandwidth",
                                fmt::format("{:.1f} GB/s read and written", bounds.bytes / 1e9));
    lab::bench::registerKernels(bounds);
    lab::bench::registerTrainingSteps(bounds);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
