// The stand-in for CUDA notices what a GPU would punish: kernels with the mistakes that it is for.
#include "core/base/bfloat16.h"
#include "core/base/error.h"
#include "gpu/device/launch.h"
#include "tests/gpu/host_cuda/access_check.h"
#include "tests/gpu/host_cuda/emulation.h"

#include <gtest/gtest.h>

namespace lab::testing {
namespace {

using emulation::Order;

constexpr unsigned kBlocks = 2, kThreads = 64;

/// Memory of the emulated GPU for some floats; nobody has written it yet.
class DeviceFloats {
public:
    explicit DeviceFloats(std::size_t count) : m_count(count) {
        gpu::require(cudaMalloc(&m_memory, count * sizeof(float)), "allocating");
    }
    ~DeviceFloats() { cudaFree(m_memory); }
    DeviceFloats(const DeviceFloats&) = delete;
    DeviceFloats& operator=(const DeviceFloats&) = delete;

    [[nodiscard]] float* data() const { return static_cast<float*>(m_memory); }
    void clear() const {
        gpu::require(cudaMemsetAsync(m_memory, 0, m_count * sizeof(float), nullptr), "clearing");
    }

private:
    void* m_memory = nullptr;
    std::size_t m_count;
};

std::string faultOf(void (*kernel)(float*), float* argument) {
    try {
        gpu::launch("a kernel", nullptr, {{kBlocks}, {kThreads}}, kernel, argument);
    } catch (const DeviceError& error) {
        return error.what();
    }
    return "";
}

/// The fault of \p kernel on cleared memory, one float a thread of the launch.
std::string faultOf(void (*kernel)(float*)) {
    const DeviceFloats memory(std::size_t{kBlocks} * kThreads);
    memory.clear();
    return faultOf(kernel, memory.data());
}

::testing::AssertionResult says(const std::string& fault, const char* words) {
    if (fault.find(words) != std::string::npos)
        return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "the fault is: " << (fault.empty() ? "none" : fault);
}

void leavesEarly(float*) {
    if (threadIdx.x < 3)
        return;
    __syncthreads();
}
void leavesItsWarp(float*) {
    if (threadIdx.x != 7)
        __shfl_xor_sync(~0U, 1.0F, 1);
}
void exchanges(float* out) {
    const float neighbour = __shfl_xor_sync(~0U, static_cast<float>(threadIdx.x), 1);
    __syncthreads();
    const unsigned even = __ballot_sync(~0U, threadIdx.x % 2 == 0);
    out[blockIdx.x * kThreads + threadIdx.x] = neighbour + static_cast<float>(__popc(even));
}

TEST(Emulation, ReportsABarrierThatSomeThreadsDoNotReach) {
    EXPECT_TRUE(says(faultOf(leavesEarly), "ended before a barrier"));
    EXPECT_TRUE(says(faultOf(leavesItsWarp), "ended before a exchange of a warp"));
}

TEST(Emulation, PassesValuesBetweenTheLanesOfAWarp) {
    for (const Order order : {Order::Forward, Order::Backward}) {
        emulation::setOrder(order);
        const DeviceFloats out(std::size_t{kBlocks} * kThreads);
        EXPECT_EQ(faultOf(exchanges, out.data()), "");
        for (unsigned i = 0; i < kThreads; ++i)
            EXPECT_EQ(out.data()[i], static_cast<float>((i ^ 1U) + 16));
    }
    emulation::setOrder(Order::Forward);
}

// ---- accesses: the tests below need a build whose compiler reports them

class AccessChecks : public ::testing::Test {
protected:
    void SetUp() override {
        if (!emulation::checksAccesses())
            GTEST_SKIP() << "this build does not see the kernels' accesses (another sanitizer, or not GCC)";
    }
};

/// out = the value of the thread \p distance further on, by way of shared memory.
template <unsigned Distance, void (*Wait)()> void passesOn(float* out) {
    __shared__ float room[kThreads];
    const unsigned own = blockIdx.x * kThreads + threadIdx.x;
    room[threadIdx.x] = out[own];
    Wait();
    out[own] = room[(threadIdx.x + Distance) % kThreads];
}
void notAtAll() {}
void forTheBlock() {
    __syncthreads();
}
void forTheWarp() {
    __syncwarp();
}
void byAnExchange() {
    __shfl_sync(~0U, 1.0F, 0);
}

TEST_F(AccessChecks, WantABarrierBetweenAWriteAndAnothersRead) {
    EXPECT_EQ(faultOf(passesOn<1, forTheBlock>), "");
    EXPECT_NE(faultOf(passesOn<1, notAtAll>), "");
    emulation::setOrder(Order::Backward);
    EXPECT_NE(faultOf(passesOn<1, notAtAll>), "");
    emulation::setOrder(Order::Forward);
}

TEST_F(AccessChecks, KnowWhatAWarpOrders) {
    EXPECT_EQ(faultOf(passesOn<0, notAtAll>), "");
    EXPECT_TRUE(says(faultOf(passesOn<32, forTheWarp>), "shared memory")) << "other warps do not wait";
    EXPECT_TRUE(says(faultOf(passesOn<1, byAnExchange>), "shared memory")) << "it passes a value, no more";
}

/// Lane 0 reads what its warp wrote; then the next turn writes again.
template <bool WaitsForTheRead> void reuses(float* out) {
    __shared__ float room[kThreads];
    for (int turn = 0; turn < 2; ++turn) {
        room[threadIdx.x] = static_cast<float>(turn);
        __syncwarp();
        out[blockIdx.x * kThreads + threadIdx.x] = room[threadIdx.x / 32 * 32];
        if (WaitsForTheRead)
            __syncwarp();
    }
}
TEST_F(AccessChecks, WantABarrierBetweenAReadAndTheNextWrite) {
    EXPECT_EQ(faultOf(reuses<true>), "");
    EXPECT_TRUE(says(faultOf(reuses<false>), "with no order between them"));
}

void addsAcrossBlocks(float* out) {
    out[threadIdx.x] += 1;
}
void writesWhatAnotherBlockReads(float* out) {
    if (blockIdx.x == 1)
        out[threadIdx.x] = 1;
    else
        out[kThreads + threadIdx.x] = out[threadIdx.x];
}
void countsTogether(float* out) {
    atomicAdd(reinterpret_cast<int*>(out), 1);
}
TEST_F(AccessChecks, KnowNoOrderBetweenBlocks) {
    EXPECT_TRUE(says(faultOf(addsAcrossBlocks), "of block 0"));
    EXPECT_NE(faultOf(writesWhatAnotherBlockReads), "");
    emulation::setOrder(Order::Backward);
    EXPECT_NE(faultOf(writesWhatAnotherBlockReads), "");
    emulation::setOrder(Order::Forward);
    EXPECT_EQ(faultOf(countsTogether), "") << "atomic on both sides";
}

void readsSharedOfTheBlockBefore(float* out) {
    __shared__ float room[kThreads];
    if (blockIdx.x == 0)
        room[threadIdx.x] = 1;
    else
        out[threadIdx.x] = room[threadIdx.x];
}
void copies(float* out) {
    const unsigned own = blockIdx.x * kThreads + threadIdx.x;
    out[own] = out[own] + 1;
}
TEST_F(AccessChecks, WantMemoryWrittenBeforeItIsRead) {
    EXPECT_TRUE(says(faultOf(readsSharedOfTheBlockBefore), "shared memory that was never written"));
    const DeviceFloats fresh(std::size_t{kBlocks} * kThreads);
    EXPECT_TRUE(says(faultOf(copies, fresh.data()), "reads memory that was never written"));
    fresh.clear();
    EXPECT_EQ(faultOf(copies, fresh.data()), "");
}

void writesOneTooFar(float* out) {
    out[blockIdx.x * kThreads + threadIdx.x + 1] = 1;
}
void writesOdd(float* out) {
    reinterpret_cast<double*>(out + 1)[0] = 1;
}
TEST_F(AccessChecks, KeepToTheAllocationAndToTheSizeOfTheAccess) {
    EXPECT_TRUE(says(faultOf(writesOneTooFar), "past the ends"));
    EXPECT_TRUE(says(faultOf(writesOdd), "8 bytes at an address"));
    float host[std::size_t{kBlocks} * kThreads] = {};
    EXPECT_TRUE(says(faultOf(copies, host), "not the GPU's"));
}

/// The two halves of a float for neighbouring threads; with \p Distance 0 both take the first.
template <unsigned Distance> void writeHalves(float* out) {
    const unsigned own = blockIdx.x * kThreads + threadIdx.x;
    auto* halves = reinterpret_cast<BFloat16*>(out);
    halves[own / 2 * 2 + Distance * (own % 2)] = {0x3F80};
}
void writesAHalfThatANeighbourReadsWithTheRest(float* out) {
    if (threadIdx.x == 0)
        reinterpret_cast<BFloat16*>(out)[2 * blockIdx.x] = {0x3F80};
    else if (threadIdx.x == 1)
        out[kThreads + blockIdx.x] = out[blockIdx.x];
}
void readsHalves(float* out) {
    const unsigned own = blockIdx.x * kThreads + threadIdx.x;
    auto* halves = reinterpret_cast<BFloat16*>(out);
    halves[2 * own + 1] = halves[2 * own];
}
TEST_F(AccessChecks, KnowTheHalvesOfAFloatApart) {
    EXPECT_EQ(faultOf(writeHalves<1>), "");
    EXPECT_TRUE(says(faultOf(writeHalves<0>), "with no order between them"));
    for (const Order order : {Order::Forward, Order::Backward}) {
        emulation::setOrder(order);
        EXPECT_TRUE(says(faultOf(writesAHalfThatANeighbourReadsWithTheRest), "in pieces of another size"));
    }
    emulation::setOrder(Order::Forward);
    const DeviceFloats fresh(std::size_t{kBlocks} * kThreads);
    EXPECT_TRUE(says(faultOf(readsHalves, fresh.data()), "reads memory that was never written"));
    EXPECT_EQ(faultOf(writeHalves<1>, fresh.data()), "");
    EXPECT_TRUE(says(faultOf(copies, fresh.data()), "never written"))
        << "the halves fill the first half of it";
    fresh.clear();
    EXPECT_EQ(faultOf(readsHalves, fresh.data()), "");
}

TEST_F(AccessChecks, CountTheBytes) {
    const DeviceFloats memory(std::size_t{kBlocks} * kThreads);
    memory.clear();
    const emulation::Traffic before = emulation::traffic();
    ASSERT_EQ(faultOf(copies, memory.data()), "");
    const emulation::Traffic after = emulation::traffic();
    EXPECT_EQ(after.read - before.read, std::int64_t{kBlocks} * kThreads * 4);
    EXPECT_EQ(after.written - before.written, std::int64_t{kBlocks} * kThreads * 4);
}

} // namespace
} // namespace lab::testing
