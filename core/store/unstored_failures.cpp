#include "core/store/unstored_failures.h"

#include "core/base/error.h"
#include "core/store/run_repository.h"

#include <filesystem>

namespace lab {
namespace {

std::pair<std::string, std::int64_t> keyOf(const std::string& labPath, std::int64_t run) {
    return {std::filesystem::absolute(labPath).lexically_normal().string(), run};
}

} // namespace

UnstoredFailures& UnstoredFailures::ofThisProcess() {
    static UnstoredFailures only;
    return only;
}

void UnstoredFailures::keep(const std::string& labPath, std::int64_t run, const std::string& message) {
    const std::lock_guard lock(m_mutex);
    m_messages[keyOf(labPath, run)] = message;
}

void UnstoredFailures::forget(const std::string& labPath, std::int64_t run) {
    const std::lock_guard lock(m_mutex);
    m_messages.erase(keyOf(labPath, run));
}

std::optional<std::string> UnstoredFailures::find(const std::string& labPath, std::int64_t run) const {
    const std::lock_guard lock(m_mutex);
    const auto known = m_messages.find(keyOf(labPath, run));
    return known == m_messages.end() ? std::nullopt : std::optional(known->second);
}

std::vector<std::int64_t> UnstoredFailures::runsOf(const std::string& labPath) const {
    const std::lock_guard lock(m_mutex);
    const std::string path = keyOf(labPath, 0).first;
    std::vector<std::int64_t> runs;
    for (const auto& [key, message] : m_messages)
        if (key.first == path)
            runs.push_back(key.second);
    return runs;
}

bool storeFailures(LabFile& lab) {
    UnstoredFailures& unstored = UnstoredFailures::ofThisProcess();
    for (const std::int64_t run : unstored.runsOf(lab.path())) {
        try {
            RunRepository runs(lab);
            const auto message = unstored.find(lab.path(), run);
            const auto stored = runs.find(run);
            if (message && stored && stored->row.status == RunStatus::Failed)
                runs.setError(run, *message);
            unstored.forget(lab.path(), run);
        } catch (const StoreError&) {
            return false; // it stays until the next time
        }
    }
    return true;
}

} // namespace lab
