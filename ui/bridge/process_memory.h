#pragma once

#include <cstdint>

namespace lab {

/// Bytes of this process that are in memory now; 0 where the system does not tell. Reads a file: not for the
/// GUI thread.
std::int64_t residentMemory();

} // namespace lab
