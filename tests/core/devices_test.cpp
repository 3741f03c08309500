#include "core/backend/devices.h"

#include <gtest/gtest.h>

#include <dlfcn.h>

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
            EXPECT_NE(devices[i].reason.find("--device cpu"), std::string::npos) << devices[i].reason;
    }
}

TEST(Devices, WithoutADriverNoCudaLibraryTakesMemory) {
    if (dlopen("libcuda.so.1", RTLD_LAZY) != nullptr)
        GTEST_SKIP() << "this machine has an NVIDIA driver";
    EXPECT_EQ(resolveDevice("auto"), "cpu");
    EXPECT_FALSE(mapped("libcublas"));
}

} // namespace
} // namespace lab
