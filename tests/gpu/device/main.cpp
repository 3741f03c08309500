// Runs the tests on the GPU; exit code 77 with the reason where there is none, which CTest takes for
// "skipped".
#include "core/backend/devices.h"
#include "core/base/error.h"

#include <gtest/gtest.h>

#include <iostream>

int main(int argc, char** argv) {
    ::testing::InitGoogleTest(&argc, argv);
    try {
        lab::resolveDevice("cuda");
    } catch (const lab::DeviceError& error) {
        constexpr int kSkipped = 77;
        std::cout << "skipped: " << error.what() << '\n';
        return kSkipped;
    }
    for (const lab::DeviceInfo& device : lab::listDevices())
        std::cout << device.id << ": " << device.name << ", " << device.memory / 1'000'000 << " MB\n";
    return RUN_ALL_TESTS();
}
