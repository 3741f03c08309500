#pragma once

#include "core/store/action_repository.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lab {

/// A setting that got another value between two steps of a run. Stored as an action of the run: its kind is
/// the name of the setting, its detail "0.001 → 0.0005".
struct SettingChange {
    enum class Setting { LearningRate, Dropout };

    std::int64_t step = 0; ///< updates done at that moment; the next one is the first with the new value
    Setting setting = Setting::LearningRate;
    double from = 0, to = 0;
};

/// "learning_rate", "dropout".
const char* toString(SettingChange::Setting setting);

/// The shortest text that reads back to the same values.
std::string detailOf(const SettingChange& change);
/// Nothing when the action is of another kind.
std::optional<SettingChange> settingChangeOf(const ActionRow& action);

/// What is in force in a run: changes that were not undone, in order.
std::vector<SettingChange> settingChanges(LabFile& lab, std::int64_t run);

} // namespace lab
