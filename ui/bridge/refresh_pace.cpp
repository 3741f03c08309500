#include "ui/bridge/refresh_pace.h"

#include <algorithm>
#include <ctime>

namespace lab {

double RefreshPace::shareFor(int threads, int processors) {
    return threads > 0 && threads < processors ? kFreeShare : kBusyShare;
}

void RefreshPace::restart(double share) {
    m_share = share;
    m_before = -1;
}

int RefreshPace::next(double processorMs) {
    const double spent = m_before < 0 ? 0 : processorMs - m_before;
    m_before = processorMs;
    return static_cast<int>(
        std::clamp(spent / m_share, static_cast<double>(kShortestMs), static_cast<double>(kLongestMs)));
}

double RefreshPace::processorMs() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

} // namespace lab
