#pragma once

#include <cstdint>
#include <string>

namespace lab {

/// A process on some machine. The start time tells a process from a later one that got the same number.
struct ProcessId {
    std::string host;
    std::int64_t number = 0;
    std::int64_t start = 0; ///< clock ticks after boot
};

ProcessId thisProcess();

/// True when \p process is certainly gone: it was on this machine and no longer runs. What runs on another
/// machine cannot be seen from here.
bool isGone(const ProcessId& process);

} // namespace lab
