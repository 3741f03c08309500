#pragma once

#include "core/backend/backend.h"

#include <vector>

namespace lab {

/// The values of a matrix on the device, row by row.
inline std::vector<float> downloaded(Backend& backend, ConstMat m) {
    std::vector<float> host(static_cast<std::size_t>(m.size()));
    backend.download(host.data(), m.data, host.size() * sizeof(float));
    return host;
}

} // namespace lab
