#pragma once

#include "core/backend/backend.h"

#include <type_traits>

namespace lab {

/// A few values on a device for as long as this lives, uninitialised.
template <class T> class DeviceArray {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    /// \throws DeviceError when the device has no room.
    DeviceArray(Backend& backend, std::int64_t count)
        : m_backend(&backend),
          m_data(static_cast<T*>(backend.allocate(static_cast<std::size_t>(count) * sizeof(T)))) {}
    ~DeviceArray() { m_backend->release(m_data); }
    DeviceArray(const DeviceArray&) = delete;
    DeviceArray& operator=(const DeviceArray&) = delete;

    [[nodiscard]] T* data() const { return m_data; }

private:
    Backend* m_backend;
    T* m_data;
};

} // namespace lab
