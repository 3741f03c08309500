#include "core/store/lab_wait.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <numeric>
#include <thread>
#include <utility>

namespace lab {
namespace {

constexpr int kTellAfterMs = 2000;
/// Of the usual limit.
constexpr int kLittleShare = 60, kGreatTimes = 10;
constexpr std::array kPausesMs{1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100}; // then on with the last

thread_local const WithPatience* innermost = nullptr;

/// SQLite's busy handler for the connection \p handle: 0 = give up. \p attempt counts within one wait.
int pauseAndTryAgain(void* handle, int attempt) {
    constexpr int kPauses = static_cast<int>(kPausesMs.size());
    const int pause = kPausesMs.at(static_cast<std::size_t>(std::min(attempt, kPauses - 1)));
    const int waited = std::accumulate(kPausesMs.begin(), kPausesMs.begin() + std::min(attempt, kPauses), 0) +
                       std::max(attempt - kPauses, 0) * kPausesMs.back();
    const auto limit = LabWaits::ofThisProcess().limit(innermost ? innermost->patience() : Patience::Usual);
    if (waited >= limit.count() || (innermost != nullptr && innermost->stopped()))
        return 0;
    if (waited < kTellAfterMs && waited + pause >= kTellAfterMs) {
        const char* path = sqlite3_db_filename(static_cast<sqlite3*>(handle), "main");
        LabWaits::ofThisProcess().tell(path == nullptr ? "" : path, limit);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(pause));
    return 1;
}

} // namespace

LabWaits& LabWaits::ofThisProcess() {
    static LabWaits only;
    return only;
}

std::shared_ptr<const void> LabWaits::hear(Listener listener) {
    const std::lock_guard lock(m_mutex);
    m_listener = std::make_shared<const Listener>(std::move(listener));
    return {m_listener.get(), [this](const void* mine) {
                const std::lock_guard unlocked(m_mutex);
                if (m_listener.get() == mine)
                    m_listener.reset();
            }};
}

void LabWaits::tell(const std::string& path, std::chrono::milliseconds limit) {
    const std::lock_guard lock(m_mutex);
    if (m_listener)
        (*m_listener)(path, limit);
}

std::chrono::milliseconds LabWaits::limit(Patience patience) const {
    const std::chrono::milliseconds usual = m_usual;
    switch (patience) {
    case Patience::Little:
        return usual / kLittleShare;
    case Patience::Great:
        return usual * kGreatTimes;
    default:
        return usual;
    }
}

WithPatience::WithPatience(Patience patience, std::stop_token stop)
    : m_patience(patience), m_stop(std::move(stop)), m_outer(std::exchange(innermost, this)) {}

WithPatience::~WithPatience() {
    innermost = m_outer;
}

void waitForOthers(sqlite3* connection) {
    sqlite3_busy_handler(connection, pauseAndTryAgain, connection);
}

} // namespace lab
