#include "core/backend/devices.h"

#include "core/backend/backend.h"
#include "core/base/error.h"

#include <gtest/gtest.h>

#include <dlfcn.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace lab {
namespace {

bool mapped(const std::string& library) {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
        if (line.find(library) != std::string::npos)
            return true;
    return false;
}

TEST(Devices, TheProcessorComesFirstAndEveryOtherSaysWhyItCannotBeUsed) {
    const auto devices = listDevices();
    ASSERT_GE(devices.size(), 2U);
    EXPECT_EQ(devices[0].id, "cpu");
    EXPECT_TRUE(devices[0].usable());
    for (std::size_t i = 1; i < devices.size(); ++i) {
        EXPECT_EQ(devices[i].id, "cuda");
        if (devices[i].usable())
            EXPECT_GT(devices[i].memory, 0U);
        else
            EXPECT_FALSE(devices[i].reason.empty());
        EXPECT_EQ(devices[i].reason.find("--"), std::string::npos) << "the window shows it, too";
    }
}

TEST(Devices, ARefusedGpuNamesTheWayOut) {
    if (listDevices().back().usable())
        GTEST_SKIP() << "this machine has a GPU";
    try {
        resolveDevice("cuda");
        FAIL() << "it was accepted";
    } catch (const DeviceError& error) {
        EXPECT_EQ(error.what(), "no GPU to compute on: " + listDevices().back().reason +
                                    ", or use the processor (--device cpu)");
    }
}

TEST(Devices, WithoutADriverNoCudaLibraryTakesMemory) {
    if (dlopen("libcuda.so.1", RTLD_LAZY) != nullptr)
        GTEST_SKIP() << "this machine has an NVIDIA driver";
    EXPECT_EQ(resolveDevice("auto"), "cpu");
    EXPECT_FALSE(mapped("libcublas"));
}

#ifdef LAB_CPU_IS_CHOSEN // by the system's loader, of several libraries of kernels
TEST(Devices, TheKernelsAreTheBestThatTheProcessorKnows) {
    const char* tunables = std::getenv("GLIBC_TUNABLES"); // what the loader is not to see
    const std::string hidden = tunables == nullptr ? "" : tunables;
    const bool avx2 = __builtin_cpu_supports("avx2") != 0 && hidden.find("-AVX2") == std::string::npos,
               avx512 = avx2 && __builtin_cpu_supports("avx512f") != 0 &&
                        hidden.find("-AVX512F") == std::string::npos;
    EXPECT_STREQ(cpuInstructions(), avx512 ? "AVX-512" : avx2 ? "AVX2" : "portable");
}
#endif

} // namespace
} // namespace lab
