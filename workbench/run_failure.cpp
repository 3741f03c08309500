#include "workbench/run_failure.h"

#include <fmt/format.h>

#include <charconv>
#include <string_view>

namespace lab {
namespace {
constexpr std::string_view kDiverged = "diverged", kNoRoom = "no room", kNoRoomFor = "no room for ";
} // namespace

std::string detailOf(const RunFailure& failure) {
    switch (failure.cause) {
    case RunFailure::Cause::Diverged:
        return std::string(kDiverged);
    case RunFailure::Cause::NoRoom:
        return failure.textsAtOnce > 0 ? fmt::format("{}{} texts at once", kNoRoomFor, failure.textsAtOnce)
                                       : std::string(kNoRoom);
    case RunFailure::Cause::Other:
        break;
    }
    return {};
}

std::optional<RunFailure> runFailureOf(const ActionRow& action) {
    if (action.kind != kFailedAction)
        return std::nullopt;
    const std::string_view detail = action.detail;
    if (detail == kDiverged)
        return RunFailure{RunFailure::Cause::Diverged, 0};
    if (!detail.starts_with(kNoRoom))
        return RunFailure{};
    RunFailure failure{RunFailure::Cause::NoRoom, 0};
    if (detail.starts_with(kNoRoomFor))
        std::from_chars(detail.data() + kNoRoomFor.size(), detail.data() + detail.size(),
                        failure.textsAtOnce);
    return failure;
}

RunFailure lastFailure(LabFile& lab, std::int64_t run) {
    RunFailure last;
    for (const ActionRow& action : ActionRepository(lab).list(run)) {
        if (action.kind == "continue")
            last = {};
        if (const auto failure = runFailureOf(action))
            last = *failure;
    }
    return last;
}

} // namespace lab
