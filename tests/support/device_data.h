#pragma once

#include "core/backend/backend.h"
#include "tests/reference/matrix.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace lab::testing {

/// A matrix in a backend's memory between two runs of sentinel words, which no kernel may touch.
class DeviceMatrix {
public:
    /// Filled with NaN, so that a kernel that reads or keeps what it should overwrite is seen.
    DeviceMatrix(Backend& backend, std::int64_t rows, std::int64_t cols);
    DeviceMatrix(Backend& backend, const reference::Matrix& values);
    ~DeviceMatrix();
    DeviceMatrix(const DeviceMatrix&) = delete;
    DeviceMatrix& operator=(const DeviceMatrix&) = delete;

    [[nodiscard]] MutMat view() const { return {m_memory + kGuard, m_rows, m_cols}; }
    [[nodiscard]] reference::Matrix download() const;
    /// The sentinel words are as they were.
    [[nodiscard]] bool intact() const;

private:
    static constexpr std::int64_t kGuard = 64; ///< floats on each side; keeps the alignment of the values
    void fill(const std::vector<float>& values);

    Backend* m_backend;
    std::int64_t m_rows, m_cols;
    float* m_memory = nullptr;
};

/// Owns matrices, ids and layouts on one backend for the length of a test.
class DeviceData {
public:
    explicit DeviceData(Backend& backend) : m_backend(&backend) {}
    ~DeviceData();
    DeviceData(const DeviceData&) = delete;
    DeviceData& operator=(const DeviceData&) = delete;

    DeviceMatrix& put(const reference::Matrix& values);
    /// A target for results: NaN before an overwriting kernel, \p base before an adding one.
    DeviceMatrix& target(const reference::Matrix& base, Accum mode);
    Ids ids(const reference::Ids& values);
    Segments segments(const reference::Offsets& offsets);
    [[nodiscard]] bool intact() const;

private:
    std::int32_t* upload(const std::vector<std::int32_t>& values);

    Backend* m_backend;
    std::vector<std::unique_ptr<DeviceMatrix>> m_matrices;
    std::vector<std::int32_t*> m_lists;
};

} // namespace lab::testing
