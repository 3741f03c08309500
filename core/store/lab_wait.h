#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

struct sqlite3;

namespace lab {

/// Who is told that this process waits for a lab file which another program holds. Any thread.
class LabWaits {
public:
    static constexpr int kLimitSeconds = 30; ///< a wait longer than this is an error
    using Listener = std::function<void(const std::string& path)>;

    static LabWaits& ofThisProcess();

    /// \p listener hears once of each wait that takes longer than two seconds, on the thread that waits, for
    /// as long as the result lives; it takes the place of one before it.
    [[nodiscard]] std::shared_ptr<const void> hear(Listener listener);
    void tell(const std::string& path);

private:
    LabWaits() = default;
    std::mutex m_mutex;
    std::shared_ptr<const Listener> m_listener;
};

/// For core/store alone: lets a connection wait for others up to the limit and tell of it.
void waitForOthers(sqlite3* connection);

} // namespace lab
