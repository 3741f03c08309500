#include "emulation.h"

#include "access_check.h"
#include "cuda_runtime.h"
#include "fibre.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

thread_local dim3 threadIdx, blockIdx, blockDim, gridDim;

namespace lab::emulation {
namespace {

constexpr unsigned kWarp = 32, kMostThreads = 1024;
std::atomic<std::int64_t> launchCount{0};

/// The blocks of one launch after another, each as fibres of this thread.
class Processor {
public:
    Order order = Order::Forward;
    std::string fault;

    bool run(dim3 grid, dim3 block, void (*call)(void*), void* argument) {
        m_call = call;
        m_argument = argument;
        gridDim = grid;
        blockDim = block;
        const std::uint64_t blocks = std::uint64_t{grid.x} * grid.y * grid.z;
        accessCheck().beginLaunch();
        bool whole = true;
        for (std::uint64_t i = 0; i < blocks && whole; ++i) {
            const std::uint64_t b = order == Order::Forward ? i : blocks - 1 - i;
            blockIdx = {static_cast<unsigned>(b % grid.x), static_cast<unsigned>(b / grid.x % grid.y),
                        static_cast<unsigned>(b / grid.x / grid.y)};
            accessCheck().beginBlock(b);
            whole = runBlock(block.x * block.y * block.z);
        }
        accessCheck().endLaunch();
        return whole;
    }
    void barrier() { wait(State::AtBarrier); }
    void syncWarp(unsigned mask) {
        exchange(mask, 0);
        accessCheck().syncWarp(++thread(m_current).syncs);
    }
    const std::uint64_t* exchange(unsigned mask, std::uint64_t bits) {
        Thread& own = thread(m_current);
        Warp& warp = m_warps[m_current / kWarp];
        if (mask != ~0U)
            fault = "an exchange of a part of a warp is not emulated";
        std::uint64_t* lanes = warp.bits[own.exchanges++ % 2].data(); // the other half is still being read
        lanes[m_current % kWarp] = bits;
        wait(State::AtExchange);
        return lanes;
    }
    [[nodiscard]] unsigned lane() const { return m_current % kWarp; }

private:
    enum class State : std::uint8_t { Ready, AtBarrier, AtExchange, Done };
    struct Thread {
        std::unique_ptr<Fibre> fibre;
        State state = State::Done;
        unsigned exchanges = 0, syncs = 0;
    };
    struct Warp {
        std::array<std::array<std::uint64_t, kWarp>, 2> bits;
    };

    Thread& thread(unsigned i) { return m_threads[i]; }
    void wait(State state) {
        Thread& own = thread(m_current);
        own.state = state;
        own.fibre->suspend();
    }
    static void loop(void* raw) {
        auto& self = *static_cast<Processor*>(raw);
        for (;;) {
            self.m_call(self.m_argument);
            self.wait(State::Done);
        }
    }
    bool runBlock(unsigned count) {
        m_count = count;
        while (m_threads.size() < count)
            m_threads.push_back({std::make_unique<Fibre>(&Processor::loop, this)});
        for (unsigned i = 0; i < count; ++i) {
            thread(i).state = State::Ready;
            thread(i).exchanges = thread(i).syncs = 0;
        }
        fault.clear();
        do {
            for (unsigned n = 0; n < count; ++n) {
                const unsigned i = order == Order::Forward ? n : count - 1 - n;
                if (thread(i).state == State::Ready)
                    resume(i);
            }
            if (std::string found = accessCheck().takeFault(); !found.empty())
                fault = std::move(found);
        } while (fault.empty() && (releaseWarps() || releaseBlock()));
        if (fault.empty())
            return true;
        m_threads.clear(); // fibres in the middle of a kernel cannot be used again
        return false;
    }
    void resume(unsigned i) {
        m_current = i;
        threadIdx = {i % blockDim.x, i / blockDim.x % blockDim.y, i / blockDim.x / blockDim.y};
        accessCheck().resume(i, thread(i).fibre->stack(), Fibre::kStack, thread(i).syncs);
        thread(i).fibre->resume();
    }
    /// True when some threads can go on.
    bool releaseWarps() {
        bool released = false;
        for (unsigned first = 0; first < m_count; first += kWarp)
            released =
                release(State::AtExchange, first, std::min(first + kWarp, m_count), "exchange of a warp") ||
                released;
        return released;
    }
    bool releaseBlock() {
        if (fault.empty() && release(State::AtBarrier, 0, m_count, "barrier of a block")) {
            accessCheck().barrier();
            return true;
        }
        if (!fault.empty())
            return false;
        for (unsigned i = 0; i < m_count && fault.empty(); ++i)
            if (thread(i).state != State::Done)
                fault = "some threads wait at a barrier, others at an exchange or at none";
        return false;
    }
    bool release(State state, unsigned first, unsigned last, const char* what) {
        unsigned waiting = 0, done = 0;
        for (unsigned i = first; i < last; ++i) {
            waiting += thread(i).state == state ? 1 : 0;
            done += thread(i).state == State::Done ? 1 : 0;
        }
        if (waiting > 0 && waiting + done == last - first && done > 0)
            fault = std::string("a thread ended before a ") + what + " that others wait at";
        if (waiting == 0 || waiting != last - first)
            return false;
        for (unsigned i = first; i < last; ++i)
            thread(i).state = State::Ready;
        return true;
    }

    void (*m_call)(void*) = nullptr;
    void* m_argument = nullptr;
    unsigned m_count = 0, m_current = 0;
    std::vector<Thread> m_threads;
    std::array<Warp, kMostThreads / kWarp> m_warps{};
};

Processor& processor() {
    // Beside the thread's own variables, which are the shared memory of the kernels.
    thread_local const auto own = std::make_unique<Processor>();
    return *own;
}

} // namespace

cudaError_t run(dim3 grid, dim3 block, void (*call)(void*), void* argument) {
    ++launchCount;
    const bool fits = block.x * block.y * block.z <= kMostThreads && block.x * block.y * block.z > 0 &&
                      grid.x > 0 && grid.y > 0 && grid.y < 65536 && grid.z > 0 && grid.z < 65536;
    if (!fits)
        return cudaErrorInvalidValue;
    return processor().run(grid, block, call, argument) ? cudaSuccess : cudaErrorLaunchFailure;
}
void barrier() {
    processor().barrier();
}
const std::uint64_t* exchange(unsigned mask, std::uint64_t bits) {
    return processor().exchange(mask, bits);
}
void syncWarp(unsigned mask) {
    processor().syncWarp(mask);
}
unsigned lane() {
    return processor().lane();
}
void setOrder(Order order) {
    processor().order = order;
}
std::string lastFault() {
    return processor().fault;
}
void atomicAccess(const void* address, std::size_t bytes) {
    accessCheck().access(address, bytes, AccessCheck::Kind::Atomic);
}
std::int64_t launches() {
    return launchCount;
}

} // namespace lab::emulation
