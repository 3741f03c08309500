#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

/// Control of the emulated GPU, for tests. One emulated GPU a process; settings are those of the calling
/// thread.
///
/// Found on the way, as cudaErrorLaunchFailure: a barrier or an exchange that some threads of the block or
/// warp do not reach, and what access_check.h says of races, of memory that nobody wrote and of accesses past
/// an allocation. Fresh memory is filled with NaN. Threads and blocks run in a fixed order that can be
/// reversed: a kernel whose result depends on the order gives other bits.
namespace lab::emulation {

enum class Order : std::uint8_t { Forward, Backward };
void setOrder(Order order);

/// When the work of a stream is done. A GPU promises no order between streams but that of their events, so
/// where a wait is missing one of these gives other results than AtOnce.
enum class Streams : std::uint8_t {
    AtOnce,        ///< when it is queued
    WhenWaitedFor, ///< no sooner than the host or another stream waits for it
    YoungestAhead, ///< of the stream made last when it is queued, of the others when waited for
    OthersAhead    ///< the other way round
};
void setStreams(Streams order);

/// What the GPU seems to be.
struct Machine {
    int devices = 1;
    int driver = 13000, runtime = 13000; ///< versions, as CUDA numbers them
    std::size_t memory = std::size_t{4} << 30;
    /// What cuBLASLt answers (a cublasStatus_t, 0 = success) where a way that it found for some rows is used
    /// for other rows, and where it is used for those.
    int waysForOtherRows = 0, waysForTheirRows = 0;
    bool fusesSummands = true; ///< cuBLASLt finds a way to add a bias or a residual with the product
};
/// The machine of this process; change it between tests only. It starts as the environment says:
/// EMULATED_GPU_COUNT, EMULATED_GPU_DRIVER, EMULATED_GPU_RUNTIME, EMULATED_GPU_MEGABYTES.
Machine& machine();
/// Bytes of device memory in use.
std::size_t memoryInUse();
/// Calls of cudaMalloc so far.
std::int64_t allocations();
/// Times that cuBLASLt was asked for a way to compute a product.
std::int64_t waysAsked();
/// Kernels launched so far.
std::int64_t launches();
/// What the last failed launch did wrong.
std::string lastFault();

} // namespace lab::emulation
