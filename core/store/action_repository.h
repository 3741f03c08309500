#pragma once

#include "core/store/lab_file.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace lab {

/// What the person did while a run worked.
struct ActionRow {
    std::int64_t step = 0; ///< updates done at that moment
    std::string time;      ///< UTC, ISO 8601; empty when appended = now
    std::string kind;      ///< "pause", "resume", "step", "stop", "continue", …
    std::string detail;
    bool undone = false; ///< the run was set back to a checkpoint before this step afterwards
};

/// Kinds of actions after which a run was trained unlike another one with its settings: a setting was changed
/// on the way, or the end to which a schedule of the learning rate leads was moved.
inline constexpr std::array kCourseChanges{"learning_rate", "dropout", "schedule"};

/// Human actions of runs. Errors and threads: see LabFile.
class ActionRepository {
public:
    explicit ActionRepository(LabFile& lab) : m_connection(lab.connection()) {}

    void append(std::int64_t run, const ActionRow& action);
    /// In the order they were done.
    [[nodiscard]] std::vector<ActionRow> list(std::int64_t run) const;

private:
    Connection& m_connection;
};

} // namespace lab
