#pragma once

#include "core/base/error.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

struct sqlite3;

namespace lab {

/// Another connection, of this or another program, held the lab file for longer than was waited for it; the
/// same call may succeed later.
class LabBusy : public StoreError {
public:
    using StoreError::StoreError;
};

/// How long a call waits for a lab file that another connection holds before it throws LabBusy.
enum class Patience {
    Little, ///< half a second: what can be tried again soon
    Usual,  ///< half a minute
    Great,  ///< five minutes: what would be lost
};

/// How this process waits for lab files, and who is told that it does. Any thread.
class LabWaits {
public:
    /// \p limit: after which the wait is given up.
    using Listener = std::function<void(const std::string& path, std::chrono::milliseconds limit)>;

    static LabWaits& ofThisProcess();

    /// \p listener hears once of each wait that takes longer than two seconds, on the thread that waits, for
    /// as long as the result lives; it takes the place of one before it.
    [[nodiscard]] std::shared_ptr<const void> hear(Listener listener);
    void tell(const std::string& path, std::chrono::milliseconds limit);

    [[nodiscard]] std::chrono::milliseconds limit(Patience patience = Patience::Usual) const;
    /// Sets the usual limit; the others keep their ratio to it.
    void setUsualLimit(std::chrono::milliseconds limit) { m_usual = limit; }

private:
    LabWaits() = default;
    std::mutex m_mutex;
    std::shared_ptr<const Listener> m_listener;
    std::atomic<std::chrono::milliseconds> m_usual{std::chrono::seconds(30)};
};

/// The patience of all calls that this thread makes while the object lives; before and after it, Usual. The
/// inner one of two counts. With \p stop a wait is given up at once when that is asked for.
class WithPatience {
public:
    explicit WithPatience(Patience patience, std::stop_token stop = {});
    ~WithPatience();
    WithPatience(const WithPatience&) = delete;
    WithPatience& operator=(const WithPatience&) = delete;

    [[nodiscard]] Patience patience() const { return m_patience; }
    [[nodiscard]] bool stopped() const { return m_stop.stop_requested(); }

private:
    Patience m_patience;
    std::stop_token m_stop;
    const WithPatience* m_outer;
};

/// For core/store alone: lets a connection wait for others up to the limit and tell of it.
void waitForOthers(sqlite3* connection);

} // namespace lab
