#include "tests/support/device_data.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace lab::testing {
namespace {
const float kSentinel = std::bit_cast<float>(0xA5C3'1E2DU);
}

DeviceMatrix::DeviceMatrix(Backend& backend, std::int64_t rows, std::int64_t cols)
    : m_backend(&backend), m_rows(rows), m_cols(cols) {
    fill(std::vector<float>(static_cast<std::size_t>(rows * cols), std::numeric_limits<float>::quiet_NaN()));
}

DeviceMatrix::DeviceMatrix(Backend& backend, const reference::Matrix& values)
    : m_backend(&backend), m_rows(values.rows), m_cols(values.cols) {
    std::vector<float> floats(values.values.size());
    std::transform(values.values.begin(), values.values.end(), floats.begin(),
                   [](double v) { return static_cast<float>(v); });
    fill(floats);
}

DeviceMatrix::~DeviceMatrix() {
    m_backend->release(m_memory);
}

void DeviceMatrix::fill(const std::vector<float>& values) {
    std::vector<float> all(values.size() + 2 * kGuard, kSentinel);
    std::copy(values.begin(), values.end(), all.begin() + kGuard);
    m_memory = static_cast<float*>(m_backend->allocate(all.size() * sizeof(float)));
    m_backend->upload(m_memory, all.data(), all.size() * sizeof(float));
}

reference::Matrix DeviceMatrix::download() const {
    std::vector<float> floats(static_cast<std::size_t>(m_rows * m_cols));
    m_backend->download(floats.data(), view().data, floats.size() * sizeof(float));
    reference::Matrix out(m_rows, m_cols);
    std::copy(floats.begin(), floats.end(), out.values.begin());
    return out;
}

bool DeviceMatrix::intact() const {
    std::vector<float> guard(kGuard);
    const auto same = [&](const float* from) {
        m_backend->download(guard.data(), from, guard.size() * sizeof(float));
        return std::all_of(guard.begin(), guard.end(), [](float word) {
            return std::bit_cast<std::uint32_t>(word) == std::bit_cast<std::uint32_t>(kSentinel);
        });
    };
    return same(m_memory) && same(m_memory + kGuard + m_rows * m_cols);
}

DeviceData::~DeviceData() {
    for (std::int32_t* list : m_lists)
        m_backend->release(list);
}

DeviceMatrix& DeviceData::put(const reference::Matrix& values) {
    return *m_matrices.emplace_back(std::make_unique<DeviceMatrix>(*m_backend, values));
}

DeviceMatrix& DeviceData::target(const reference::Matrix& base, Accum mode) {
    if (mode == Accum::Add)
        return put(base);
    return *m_matrices.emplace_back(std::make_unique<DeviceMatrix>(*m_backend, base.rows, base.cols));
}

std::int32_t* DeviceData::upload(const std::vector<std::int32_t>& values) {
    const std::size_t bytes = values.size() * sizeof(std::int32_t);
    auto* list = static_cast<std::int32_t*>(m_backend->allocate(bytes));
    m_lists.push_back(list);
    m_backend->upload(list, values.data(), bytes);
    return list;
}

Ids DeviceData::ids(const reference::Ids& values) {
    return {upload(values), static_cast<std::int64_t>(values.size())};
}

Segments DeviceData::segments(const reference::Offsets& offsets) {
    std::int32_t longest = 0;
    bool allHaveRows = true;
    for (std::size_t b = 0; b + 1 < offsets.size(); ++b) {
        longest = std::max(longest, offsets[b + 1] - offsets[b]);
        allHaveRows = allHaveRows && offsets[b + 1] > offsets[b];
    }
    return {upload(offsets), static_cast<std::int32_t>(offsets.size()) - 1, offsets.back(), longest,
            allHaveRows};
}

bool DeviceData::intact() const {
    return std::all_of(m_matrices.begin(), m_matrices.end(), [](const auto& m) { return m->intact(); });
}

} // namespace lab::testing
