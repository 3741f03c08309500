#include "workbench/setting_change.h"

#include <fmt/format.h>

#include <charconv>

namespace lab {
namespace {

constexpr std::string_view kArrow = " → ";

// Dropout is a float everywhere else: 0.2, not 0.20000000298.
std::string numberOf(SettingChange::Setting setting, double value) {
    return setting == SettingChange::Setting::Dropout ? fmt::format("{}", static_cast<float>(value))
                                                      : fmt::format("{}", value);
}

std::optional<double> readNumber(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

} // namespace

const char* toString(SettingChange::Setting setting) {
    return setting == SettingChange::Setting::LearningRate ? "learning_rate" : "dropout";
}

std::string detailOf(const SettingChange& change) {
    return numberOf(change.setting, change.from) + std::string(kArrow) + numberOf(change.setting, change.to);
}

std::optional<SettingChange> settingChangeOf(const ActionRow& action) {
    using Setting = SettingChange::Setting;
    const std::string_view detail = action.detail;
    const std::size_t arrow = detail.find(kArrow);
    if (arrow == std::string_view::npos)
        return std::nullopt;
    for (const Setting setting : {Setting::LearningRate, Setting::Dropout}) {
        const auto from = readNumber(detail.substr(0, arrow)),
                   to = readNumber(detail.substr(arrow + kArrow.size()));
        if (action.kind == toString(setting) && from && to)
            return SettingChange{action.step, setting, *from, *to};
    }
    return std::nullopt;
}

std::vector<SettingChange> settingChanges(LabFile& lab, std::int64_t run) {
    std::vector<SettingChange> changes;
    for (const ActionRow& action : ActionRepository(lab).list(run))
        if (const auto change = settingChangeOf(action); change && !action.undone)
            changes.push_back(*change);
    return changes;
}

} // namespace lab
