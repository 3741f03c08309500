#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <stdexcept>
#include <string>

namespace lab {

/// Base of every error the lab reports to a person. The text is one clear sentence that names the
/// file, row, flag or field and says how to mend it; boundaries (main, thread bodies, Qt event
/// handlers) print or show it unchanged.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A setting is wrong in itself (`--lr nan`, 7 heads for a width of 256): exit code 2.
class ConfigError : public Error {
public:
    using Error::Error;
};

/// A file of data, vectors or weights cannot be used: exit code 1.
class DataError : public Error {
public:
    using Error::Error;
};

/// The lab file cannot be opened, read or written: exit code 1.
class StoreError : public Error {
public:
    using Error::Error;
};

/// A device is absent, out of memory or failed: exit code 1.
class DeviceError : public Error {
public:
    using Error::Error;
};

/// The device's memory is used up; the text says how much was wanted and how much is left.
class OutOfDeviceMemory : public DeviceError {
public:
    /// All in bytes.
    OutOfDeviceMemory(std::size_t wanted, std::size_t left, std::size_t total)
        : DeviceError(fmt::format("the GPU has no room for {:.0f} MB more: {:.0f} of its {:.0f} MB are free",
                                  static_cast<double>(wanted) / 1e6, static_cast<double>(left) / 1e6,
                                  static_cast<double>(total) / 1e6)) {}
    /// Where a library does not tell how much it wanted.
    OutOfDeviceMemory(std::size_t left, std::size_t total)
        : DeviceError(fmt::format("the GPU has no room left: {:.0f} of its {:.0f} MB are free",
                                  static_cast<double>(left) / 1e6, static_cast<double>(total) / 1e6)) {}
};

/// Training cannot go on (a value became non-finite): exit code 1.
class TrainingError : public Error {
public:
    using Error::Error;
};

/// The user asked for the work to stop before it was done; not a failure.
class Cancelled : public std::runtime_error {
public:
    Cancelled() : std::runtime_error("cancelled") {}
};

/// Always-on check of a caller's contract; the message says what was expected and what was found.
template <class... Args> void check(bool holds, fmt::format_string<Args...> message, Args&&... args) {
    if (!holds) [[unlikely]]
        throw std::invalid_argument(fmt::format(message, std::forward<Args>(args)...));
}

} // namespace lab
