#include "workbench/memory_advice.h"

namespace lab {

void adviseTraining(const OutOfDeviceMemory& error, std::int64_t run, int textsAtOnce) {
    if (textsAtOnce > 1)
        throw DeviceError(fmt::format(
            "{}; go on with {} of its texts at once instead of {} (runs continue {} --batch {}), or on the "
            "processor (runs continue {} --device cpu)",
            error.what(), textsAtOnce / 2, textsAtOnce, run, textsAtOnce / 2, run));
    throw DeviceError(
        fmt::format("{}; train with a smaller --max-length or --dim, or go on with this run on the "
                    "processor (runs continue {} --device cpu)",
                    error.what(), run));
}

void adviseBuilding(const OutOfDeviceMemory& error, std::optional<std::int64_t> continued) {
    if (continued)
        throw DeviceError(
            fmt::format("{}; go on with this run on the processor (runs continue {} --device cpu)",
                        error.what(), *continued));
    throw DeviceError(
        fmt::format("{}, and the model with its gradients and moments does not fit; train with a "
                    "smaller --dim, --layers or --vocabulary, or on the processor (--device cpu)",
                    error.what()));
}

void adviseReading(const OutOfDeviceMemory& error) {
    throw DeviceError(fmt::format("{}; let the processor read with this model (--device cpu)", error.what()));
}

void adviseTiming(const OutOfDeviceMemory& error, const std::string& point) {
    throw DeviceError(
        fmt::format("{}; {} needs more: measure with shorter --lengths, fewer --tokens or a smaller "
                    "--dim, or on the processor (--device cpu); what is measured so far is kept",
                    error.what(), point));
}

} // namespace lab
