#include "app/cli/signal_watch.h"

#include "core/base/error.h"

#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <system_error>
#include <unistd.h>

namespace lab::cli {

SignalWatch::SignalWatch(std::function<void()> onSignal) {
    sigemptyset(&m_signals);
    sigaddset(&m_signals, SIGINT);
    sigaddset(&m_signals, SIGTERM);
    m_signalFd = signalfd(-1, &m_signals, SFD_CLOEXEC);
    m_wakeFd = eventfd(0, EFD_CLOEXEC);
    if (m_signalFd < 0 || m_wakeFd < 0)
        throw std::system_error(errno, std::generic_category(), "cannot watch for signals");
    pthread_sigmask(SIG_BLOCK, &m_signals, &m_before);
    m_thread = std::thread([this, handler = std::move(onSignal)] { watch(handler); });
}

SignalWatch::~SignalWatch() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(m_wakeFd, &one, sizeof one);
    m_thread.join();
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    close(m_signalFd);
    close(m_wakeFd);
}

void SignalWatch::watch(const std::function<void()>& onSignal) {
    std::array<pollfd, 2> sources{pollfd{m_signalFd, POLLIN, 0}, pollfd{m_wakeFd, POLLIN, 0}};
    for (;;) {
        if (poll(sources.data(), sources.size(), -1) < 0 && errno != EINTR)
            return;
        if ((sources[1].revents & POLLIN) != 0)
            return;
        signalfd_siginfo info{};
        if ((sources[0].revents & POLLIN) == 0 || read(m_signalFd, &info, sizeof info) != sizeof info)
            continue;
        const int signal = static_cast<int>(info.ssi_signo);
        if (m_received.exchange(signal) != 0)
            _exit(128 + signal);
        onSignal();
    }
}

} // namespace lab::cli
