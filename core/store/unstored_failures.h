#pragma once

#include "core/store/lab_file.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lab {

/// Why runs of this process have failed, as long as their lab file does not take it because its disk is full
/// or away. RunRepository tells of such a run as failed meanwhile, so that none stays "running". Any thread.
class UnstoredFailures {
public:
    static UnstoredFailures& ofThisProcess();

    void keep(const std::string& labPath, std::int64_t run, const std::string& message);
    void forget(const std::string& labPath, std::int64_t run);
    /// What the run has failed of; none when there is nothing that is not stored.
    [[nodiscard]] std::optional<std::string> find(const std::string& labPath, std::int64_t run) const;
    [[nodiscard]] std::vector<std::int64_t> runsOf(const std::string& labPath) const;

private:
    UnstoredFailures() = default;
    mutable std::mutex m_mutex;
    std::map<std::pair<std::string, std::int64_t>, std::string> m_messages; ///< by lab file and run
};

/// Writes down what the runs of \p lab have failed of. False when it does not take all of it yet.
bool storeFailures(LabFile& lab);

} // namespace lab
