#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

namespace lab {

/// Non-owning reference to a callable `void(std::int64_t chunk)`; lives as long as the call it is passed to.
class ChunkFunction {
public:
    template <class F, class = std::enable_if_t<!std::is_same_v<std::decay_t<F>, ChunkFunction>>>
    ChunkFunction(F&& f) // NOLINT: implicit on purpose, lambdas are passed as they are
        : m_object(const_cast<void*>(static_cast<const void*>(&f))),
          m_call([](void* object, std::int64_t chunk) {
              (*static_cast<std::remove_reference_t<F>*>(object))(chunk);
          }) {}
    void operator()(std::int64_t chunk) const { m_call(m_object, chunk); }

private:
    void* m_object;
    void (*m_call)(void*, std::int64_t);
};

/// A few threads that share out the chunks of one loop at a time.
///
/// The caller decides the chunks from the problem alone, never from the number of threads, so results have
/// the same bits for any pool. Waiting threads sleep on a condition variable: the machine may be shared. One
/// caller at a time; no allocation per loop.
class ThreadPool {
public:
    /// \param threads  how many threads work on a loop, the caller included; 0 = all processors.
    explicit ThreadPool(int threads = 0);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    /// Calls body(0) … body(chunks-1), each once, in any order and on any thread; returns when all are done.
    /// An exception of the body is rethrown here (one of them, if several were thrown).
    void run(std::int64_t chunks, ChunkFunction body);

    [[nodiscard]] int threads() const { return static_cast<int>(m_workers.size()) + 1; }

private:
    void work();
    void drain(std::unique_lock<std::mutex>& lock);

    std::mutex m_mutex;
    std::condition_variable m_wake, m_done;
    const ChunkFunction* m_body = nullptr;
    std::int64_t m_next = 0, m_chunks = 0, m_running = 0;
    std::exception_ptr m_error;
    bool m_quit = false;
    std::vector<std::thread> m_workers;
};

} // namespace lab
