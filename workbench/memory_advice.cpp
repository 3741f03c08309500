#include "workbench/memory_advice.h"

namespace lab {

void adviseTraining(const OutOfDeviceMemory& error, std::int64_t run, int textsAtOnce) {
    const std::string less =
        textsAtOnce > 1
            ? fmt::format("go on with {} of its texts at once instead of {}: runs continue {} --batch {}",
                          textsAtOnce / 2, textsAtOnce, run, textsAtOnce / 2)
            : std::string("train with a smaller --max-length or --dim");
    throw DeviceError(
        fmt::format("{}; {}; or go on with this run on the processor: runs continue {} --device cpu",
                    error.what(), less, run));
}

void adviseBuilding(const OutOfDeviceMemory& error, std::optional<std::int64_t> continued) {
    if (continued)
        throw DeviceError(
            fmt::format("{}; go on with this run on the processor: runs continue {} --device cpu",
                        error.what(), *continued));
    throw DeviceError(
        fmt::format("{}, and the model with its gradients and moments does not fit; train with a "
                    "smaller --dim, --layers or --vocabulary, or with --device cpu",
                    error.what()));
}

void adviseReading(const OutOfDeviceMemory& error) {
    throw DeviceError(
        fmt::format("{}; let the processor read with this model: add --device cpu", error.what()));
}

void adviseTiming(const OutOfDeviceMemory& error, const std::string& point) {
    throw DeviceError(
        fmt::format("{}; {} needs more: measure with shorter --lengths, fewer --tokens or a smaller "
                    "--dim, or with --device cpu; what is measured so far is kept",
                    error.what(), point));
}

} // namespace lab
