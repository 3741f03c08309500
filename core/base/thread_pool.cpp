#include "core/base/thread_pool.h"

#include <algorithm>
#include <utility>

namespace lab {

ThreadPool::ThreadPool(int threads) {
    const int wanted = threads > 0 ? threads : static_cast<int>(std::thread::hardware_concurrency());
    for (int i = 1; i < std::max(1, wanted); ++i)
        m_workers.emplace_back([this] { work(); });
}

ThreadPool::~ThreadPool() {
    {
        const std::lock_guard lock(m_mutex);
        m_quit = true;
    }
    m_wake.notify_all();
    for (auto& worker : m_workers)
        worker.join();
}

void ThreadPool::run(std::int64_t chunks, ChunkFunction body) {
    if (chunks <= 1 || m_workers.empty()) {
        for (std::int64_t chunk = 0; chunk < chunks; ++chunk)
            body(chunk);
        return;
    }
    std::unique_lock lock(m_mutex);
    m_body = &body;
    m_next = 0;
    m_chunks = chunks;
    m_error = nullptr;
    m_wake.notify_all();
    drain(lock);
    m_done.wait(lock, [this] { return m_running == 0; });
    m_body = nullptr;
    if (m_error)
        std::rethrow_exception(std::exchange(m_error, nullptr));
}

// Takes chunks until none is left; the lock is held on entry and on return, free while a chunk runs.
void ThreadPool::drain(std::unique_lock<std::mutex>& lock) {
    while (m_next < m_chunks) {
        const ChunkFunction& body = *m_body;
        const std::int64_t chunk = m_next++;
        ++m_running;
        lock.unlock();
        std::exception_ptr error;
        try {
            body(chunk);
        } catch (...) {
            error = std::current_exception();
        }
        lock.lock();
        --m_running;
        if (error) {
            m_error = error;
            m_next = m_chunks;
        }
    }
    if (m_running == 0)
        m_done.notify_one();
}

void ThreadPool::work() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_quit || m_next < m_chunks; });
        if (m_quit)
            return;
        drain(lock);
    }
}

} // namespace lab
