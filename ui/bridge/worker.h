#pragma once

#include "ui/bridge/mailbox.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace lab {

/// A thread that does one job after the other and brings each result back to the GUI thread.
///
/// A job runs on the thread and returns what is to be done with its result; that continuation runs on the GUI
/// thread. A job must own everything it uses. In a lane only the newest job counts: one that waits is
/// replaced, and the result of one that runs is dropped when a newer one has been asked for.
class Worker : public QObject {
    Q_OBJECT
public:
    using Continuation = std::function<void()>;
    using Job = std::function<Continuation(const std::stop_token&)>;
    using Failure = std::function<void(const QString& message)>;

    explicit Worker(QObject* parent = nullptr);
    /// Forgets waiting jobs, asks the running one to stop and waits for it.
    ~Worker() override;

    static constexpr int kNoLane = 0;
    /// \p lane kNoLane: every job runs, in order. \p failure gets the text of what \p job threw.
    void run(Job job, Failure failure, int lane = kNoLane);
    /// Brings \p progress to the GUI thread before the job's own result. Only from within a job of this
    /// worker; dropped with the job's result.
    void report(Continuation progress);
    /// Drops what waits in \p lane, and the result of the job that runs there.
    void forget(int lane);
    /// Waits until every job has run; their continuations come with the next events. For work that must not
    /// be lost when its owner goes.
    void finish();
    [[nodiscard]] bool busy() const { return m_pending > 0; }

private:
    struct Entry {
        std::uint64_t number = 0;
        int lane = kNoLane;
        Job job;
        Failure failure;
    };
    struct Done {
        std::uint64_t number = 0;
        int lane = kNoLane;
        Continuation continuation;
        bool last = true; ///< false: the job goes on
    };
    void loop(const std::stop_token& stop);
    [[nodiscard]] static Continuation perform(const Entry& entry, const std::stop_token& stop);
    void supersede(int lane, std::uint64_t number);
    void drain();
    [[nodiscard]] bool stale(const Done& done) const;

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::condition_variable_any m_idle;
    bool m_running = false;
    std::deque<Entry> m_queue;
    const Entry* m_current = nullptr; ///< the worker's thread only
    Mailbox<Done> m_done;
    QTimer m_poll;
    std::uint64_t m_numbers = 0;
    std::deque<std::pair<int, std::uint64_t>> m_newest; ///< newest job number by lane, GUI thread only
    int m_pending = 0;
    std::jthread m_thread; ///< last, so that it is joined first
};

} // namespace lab
