// How many bytes the kernels move, counted access by access on the stand-in for CUDA: a kernel is as fast as
// its memory only if it reads its inputs once and writes its outputs once.
#include "gpu/cuda_backend.h"
#include "tests/gpu/host_cuda/access_check.h"
#include "tests/gpu/kernel_list.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

namespace lab::testing {
namespace {

/// Bytes that each kernel of the list moves, over those that it must; products are left out, for cuBLAS is
/// not emulated access by access.
std::map<std::string, double> movedOverNeeded(const KernelListSize& size) {
    gpu::CudaBackend backend(size.element == Element::F32 ? Precision::Fp32 : Precision::Bf16);
    const KernelList list(backend, size);
    std::map<std::string, double> result;
    for (const KernelList::Row& row : list.rows()) {
        if (row.product)
            continue;
        const emulation::Traffic before = emulation::traffic();
        row.call();
        backend.finish();
        const emulation::Traffic after = emulation::traffic();
        result[row.name] =
            static_cast<double>(after.read - before.read + after.written - before.written) / row.bytes;
        fmt::print("{:<28}{:>6.2f}\n", row.name, result[row.name]);
    }
    return result;
}

class GpuTraffic : public ::testing::Test {
protected:
    void SetUp() override {
        if (!emulation::checksAccesses())
            GTEST_SKIP() << "this build does not see the kernels' accesses (another sanitizer, or not GCC)";
    }
};

TEST_F(GpuTraffic, OfEachKernelIsLittleMoreThanItMust) {
    // A chunk has but 32 rows here, so what each chunk reads or leaves once weighs more than at full size:
    // the weights of the scores, parts of the gradients of weights, gamma and beta.
    const std::map<std::string, double> most{
        {"addNormGrad", 1.6},           {"additiveAttention", 1.7}, {"gated additiveAttention", 1.7},
        {"additiveAttentionGrad", 1.9}, {"scatterAddRows", 1.2},    {"gated additiveAttentionGrad", 1.9}};
    for (const auto& [name, ratio] : movedOverNeeded({4096, 256, 16, 16, 512})) {
        const auto own = most.find(name);
        EXPECT_LE(ratio, own != most.end() ? own->second : 1.1) << name;
        EXPECT_GE(ratio, 0.99) << name << ": the list asks for more bytes than there are";
    }
}

TEST_F(GpuTraffic, OfSixteenBitsIsLittleMoreThanItMust) {
    // What stays float32 weighs twice as much beside them.
    const std::map<std::string, double> most{{"addNorm", 1.3},
                                             {"addNormGrad", 1.4},
                                             {"additiveAttention", 2.3},
                                             {"gated additiveAttention", 2.3},
                                             {"additiveAttentionGrad", 2.7},
                                             {"scatterAddRows", 1.3},
                                             {"gated additiveAttentionGrad", 2.7}};
    for (const auto& [name, ratio] : movedOverNeeded({4096, 256, 16, 16, 512, Element::BF16})) {
        const auto own = most.find(name);
        EXPECT_LE(ratio, own != most.end() ? own->second : 1.15) << name;
        EXPECT_GE(ratio, 0.99) << name << ": the list asks for more bytes than there are";
    }
}

/// The columns of docs/cuda.md; some minutes.
TEST_F(GpuTraffic, DISABLED_AtFullSize) {
    for (const Element element : {Element::F32, Element::BF16})
        for (const auto& [name, ratio] : movedOverNeeded({65'536, 256, 16, 256, 30'000, element}))
            EXPECT_LE(ratio, 1.75) << name;
}

} // namespace
} // namespace lab::testing
