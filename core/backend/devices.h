#pragma once

#include "core/backend/backend.h"
#include "core/backend/precision.h"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace lab {

/// Something that can compute, or the reason why it cannot.
struct DeviceInfo {
    std::string id;         ///< "cpu" or "cuda", as --device and the lab file spell it
    std::string name;       ///< "NVIDIA H100 80GB HBM3"; "" when there is none
    std::size_t memory = 0; ///< bytes of its own; 0 for the processor
    std::string reason;     ///< why it cannot be used and what would help; "" when it can

    [[nodiscard]] bool usable() const { return reason.empty(); }
};

/// Where to compute and how.
struct DeviceChoice {
    int threads;        ///< of the processor; 0 = all cores
    std::string device; ///< auto | cpu | cuda; auto = the GPU where one can be used
    Precision precision;

    /// A number alone means so many threads of the processor.
    DeviceChoice(int threadCount = 0, std::string name = "cpu", // NOLINT: implicit on purpose
                 Precision products = Precision::Fp32)
        : threads(threadCount), device(std::move(name)), precision(products) {}

    bool operator==(const DeviceChoice&) const = default;
};

/// The processor first, then the GPUs, or one entry "cuda" with the reason why there is none. Loads the GPU
/// module when called for the first time (some 100 ms). Any thread.
std::vector<DeviceInfo> listDevices();

/// "cpu" or "cuda" for a name of DeviceChoice. \throws ConfigError for an unknown name; DeviceError with the
/// reason for "cuda" where it cannot be used.
std::string resolveDevice(const std::string& name);

/// The backend of a choice. \throws ConfigError for an unknown name, or a precision that the device does not
/// offer; DeviceError as resolveDevice.
std::unique_ptr<Backend> makeBackend(const DeviceChoice& choice);

/// Where the GPU module is looked for: the file that the environment variable FASTFORMER_GPU_MODULE names,
/// else beside the program, in ../lib and in ../lib/fastformer-lab.
std::vector<std::string> gpuModulePaths();

} // namespace lab
