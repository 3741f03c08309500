#pragma once

#include <atomic>
#include <csignal>
#include <functional>
#include <thread>

namespace lab::cli {

/// Turns SIGINT and SIGTERM into a polite request while it lives: the first one calls the handler on a thread
/// of its own, a second one ends the process at once. Make it before any other thread, so that they inherit
/// the mask.
class SignalWatch {
public:
    explicit SignalWatch(std::function<void()> onSignal);
    ~SignalWatch();
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;

    /// The signal that came, 0 for none.
    [[nodiscard]] int received() const { return m_received; }

private:
    void watch(const std::function<void()>& onSignal);

    sigset_t m_signals{};
    sigset_t m_before{};
    int m_signalFd = -1;
    int m_wakeFd = -1;
    std::atomic<int> m_received{0};
    std::thread m_thread;
};

} // namespace lab::cli
