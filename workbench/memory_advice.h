#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <optional>
#include <string>

namespace lab {

// What a person can do where a device's memory is used up. Each function throws a DeviceError in place of
// \p error: its sizes, and a way that works there. Not an OutOfDeviceMemory any more, so that a caller
// further out adds no second way.

/// In the middle of \p run (a step, an evaluation, the reading of a probe), whose weights of that moment are
/// stored: go on with fewer texts at once than \p textsAtOnce, or on the processor. \p textsAtOnce is 0 where
/// fewer would not help.
[[noreturn]] void adviseTraining(const OutOfDeviceMemory& error, std::int64_t run, int textsAtOnce);

/// Before the first step: weights, gradients and moments have no room. \p continued is the run that was to go
/// on, whose size is fixed.
[[noreturn]] void adviseBuilding(const OutOfDeviceMemory& error, std::optional<std::int64_t> continued);

/// A trained model that is loaded, evaluated, explained or checked: its size is fixed.
[[noreturn]] void adviseReading(const OutOfDeviceMemory& error);

/// A point of a cost study; \p point names it ("fastformer at 65536 tokens"), or what else wants the room.
[[noreturn]] void adviseTiming(const OutOfDeviceMemory& error, const std::string& point);

} // namespace lab
