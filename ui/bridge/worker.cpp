#include "ui/bridge/worker.h"

#include "core/base/error.h"

#include <algorithm>
#include <exception>

namespace lab {
namespace {

constexpr int kPollMs = 16;

} // namespace

Worker::Worker(QObject* parent) : QObject(parent) {
    m_poll.setInterval(kPollMs);
    connect(&m_poll, &QTimer::timeout, this, &Worker::drain);
    m_thread = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

Worker::~Worker() {
    const std::lock_guard lock(m_mutex);
    m_queue.clear();
}

void Worker::run(Job job, Failure failure, int lane) {
    const std::uint64_t number = ++m_numbers;
    supersede(lane, number);
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back({number, lane, std::move(job), std::move(failure)});
    }
    ++m_pending;
    m_wake.notify_one();
    m_poll.start();
}

void Worker::report(Continuation progress) {
    m_done.post({m_current->number, m_current->lane, std::move(progress), false});
}

void Worker::forget(int lane) {
    supersede(lane, ++m_numbers);
}

void Worker::supersede(int lane, std::uint64_t number) {
    if (lane == kNoLane)
        return;
    const auto known =
        std::find_if(m_newest.begin(), m_newest.end(), [&](const auto& each) { return each.first == lane; });
    if (known != m_newest.end())
        known->second = number;
    else
        m_newest.emplace_back(lane, number);
    const std::lock_guard lock(m_mutex);
    m_pending -=
        static_cast<int>(std::erase_if(m_queue, [&](const Entry& entry) { return entry.lane == lane; }));
}

void Worker::loop(const std::stop_token& stop) {
    for (;;) {
        Entry entry;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return !m_queue.empty(); }))
                return;
            entry = std::move(m_queue.front());
            m_queue.pop_front();
            m_running = true;
        }
        m_current = &entry;
        m_done.post({entry.number, entry.lane, perform(entry, stop)});
        const std::lock_guard lock(m_mutex);
        m_running = false;
        m_idle.notify_all();
    }
}

void Worker::finish() {
    std::unique_lock lock(m_mutex);
    m_idle.wait(lock, [this] { return m_queue.empty() && !m_running; });
}

Worker::Continuation Worker::perform(const Entry& entry, const std::stop_token& stop) {
    QString message;
    try {
        return entry.job(stop);
    } catch (const Cancelled&) {
        return {};
    } catch (const std::exception& error) {
        message = QString::fromUtf8(error.what());
    } catch (...) {
        message = QStringLiteral("An unknown error stopped the work.");
    }
    return [failure = entry.failure, message] {
        if (failure)
            failure(message);
    };
}

bool Worker::stale(const Done& done) const {
    if (done.lane == kNoLane)
        return false;
    return std::any_of(m_newest.begin(), m_newest.end(), [&](const auto& each) {
        return each.first == done.lane && each.second != done.number;
    });
}

void Worker::drain() {
    for (const Done& done : m_done.takeAll()) {
        if (done.last)
            --m_pending;
        if (done.continuation && !stale(done))
            done.continuation();
    }
    if (m_pending == 0)
        m_poll.stop();
}

} // namespace lab
