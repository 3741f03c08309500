#pragma once

#include "core/base/error.h"
#include "tests/support/backends.h"
#include "tests/support/device_data.h"
#include "tests/support/near.h"
#include "tests/support/values.h"

#include <gtest/gtest.h>

#include <array>
#include <memory>

namespace lab::testing {

inline constexpr std::array kModes{Accum::Overwrite, Accum::Add};

/// What a kernel should leave in a target that held \p base.
inline reference::Matrix accumulated(const reference::Matrix& base, const reference::Matrix& result,
                                     Accum mode) {
    return mode == Accum::Add ? reference::sum(base, result) : result;
}

/// One kernel of one backend against the reference. At the end no sentinel word around any matrix has
/// changed.
class KernelTest : public ::testing::TestWithParam<BackendChoice> {
protected:
    void SetUp() override {
        try {
            m_backend = GetParam().make();
        } catch (const DeviceError& error) {
            GTEST_SKIP() << error.what();
        }
        m_data = std::make_unique<DeviceData>(*m_backend);
    }
    void TearDown() override {
        if (m_data) {
            EXPECT_TRUE(m_data->intact()) << "a kernel wrote outside its output";
        }
    }

    Backend& backend() { return *m_backend; }
    DeviceData& data() { return *m_data; }
    ConstMat put(const reference::Matrix& values) { return m_data->put(values).view(); }

    /// Of sums and products.
    [[nodiscard]] Tolerance reduction() const { return {GetParam().tolerance, 1, 1e-12}; }
    /// Of functions of one element.
    [[nodiscard]] Tolerance pointwise() const { return {GetParam().tolerance, 1e-3, 1e-12}; }

    /// Runs \p kernel(target) on a target of the shape of \p expected in both modes and compares.
    template <class Kernel>
    void expectInBothModes(const reference::Matrix& expected, const Tolerance& tolerance, Kernel&& kernel) {
        const reference::Matrix base = randomMatrix(expected.rows, expected.cols, 991);
        for (const Accum mode : kModes) {
            DeviceMatrix& target = m_data->target(base, mode);
            kernel(target.view(), mode);
            Tolerance allowed = tolerance;
            if (mode == Accum::Add) // the sum is rounded at the size of its larger term, and may cancel
                allowed.absolute += 1e-6;
            EXPECT_TRUE(near(target.download(), accumulated(base, expected, mode), allowed))
                << (mode == Accum::Add ? "adding" : "overwriting");
        }
    }
    /// Runs \p kernel(target) once and compares.
    template <class Kernel>
    void expectOnce(const reference::Matrix& expected, const Tolerance& tolerance, Kernel&& kernel) {
        DeviceMatrix& target = m_data->target(expected, Accum::Overwrite);
        kernel(target.view());
        EXPECT_TRUE(near(target.download(), expected, tolerance));
    }

private:
    std::unique_ptr<Backend> m_backend;
    std::unique_ptr<DeviceData> m_data;
};

/// One instance for each device, with the device in the name.
#define LAB_ON_ALL_BACKENDS(suite)                                                                           \
    INSTANTIATE_TEST_SUITE_P(Backends, suite, ::testing::ValuesIn(lab::testing::allBackends()),              \
                             [](const auto& chosen) { return chosen.param.name; })

} // namespace lab::testing
