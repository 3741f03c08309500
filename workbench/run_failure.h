#pragma once

#include "core/store/action_repository.h"

#include <cstdint>
#include <optional>
#include <string>

namespace lab {

/// Why a run failed, as far as that says how it can go on. Stored as an action of the run, of the kind
/// "failed".
struct RunFailure {
    enum class Cause {
        Diverged, ///< a value became non-finite: going on ends there again
        NoRoom,   ///< the GPU's memory was used up
        Other     ///< a disk, a device: the run goes on once that is mended
    };
    Cause cause = Cause::Other;
    int textsAtOnce = 0; ///< NoRoom: so many texts of a batch had none; 0 where fewer would not help

    bool operator==(const RunFailure&) const = default;
};

constexpr const char* kFailedAction = "failed";

/// "diverged", "no room for 64 texts at once", "no room", "".
std::string detailOf(const RunFailure& failure);
/// Nothing when the action is of another kind.
std::optional<RunFailure> runFailureOf(const ActionRow& action);

/// Of \p run's last attempt; Other where nothing is recorded.
RunFailure lastFailure(LabFile& lab, std::int64_t run);

} // namespace lab
