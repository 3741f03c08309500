#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lab::emulation {

/// What compute-sanitizer's racecheck, initcheck and memcheck would say of the kernels, of every access that
/// a launch makes: the compiler reports each one (-fsanitize=thread, with the hooks below in place of that
/// sanitizer's own).
///
/// Two accesses of one place race when they come from two threads of one launch, one of them writes, not both
/// are atomic, and neither a barrier of their block nor a __syncwarp of their warp lies between. Exchanges of
/// a warp order nothing, and blocks are never ordered. Memory of the GPU must have been written before it is
/// read, shared memory by the same block; an access ends inside its allocation and lies on its own size.
///
/// One a host thread: it runs the threads of a launch one after another.
class AccessCheck {
public:
    enum class Kind : std::uint8_t { Read, Write, Atomic };

    void beginLaunch();
    void beginBlock(std::uint64_t block);
    void endLaunch() { m_running = false; }
    void barrier() { ++m_phase; } // before the next resume()
    /// The thread that goes on; \p stack: memory of its own, \p syncs: its calls of __syncwarp so far.
    void resume(unsigned thread, const void* stack, std::size_t stackBytes, unsigned syncs);
    void syncWarp(unsigned syncs) { m_now = Stamp::of(m_block, m_phase, syncs, m_now.thread()); }

    void access(const void* address, std::size_t bytes, Kind kind);
    /// The first thing found since this was last called, in words; empty: nothing.
    std::string takeFault();

private:
    /// Who touched a place last, in one word.
    struct Stamp {
        static constexpr std::uint64_t kLane = 31, kThread = 1023, kSync = kThread << 10U,
                                       kPhase = 0xFFFFFULL << 20U, kBlock = ~0ULL << 40U;
        std::uint64_t bits = 0;

        static Stamp of(std::uint64_t block, std::uint64_t phase, std::uint64_t syncs, std::uint64_t thread) {
            return {block << 40U | (phase << 20U & kPhase) | (syncs << 10U & kSync) | thread};
        }
        [[nodiscard]] unsigned thread() const { return static_cast<unsigned>(bits & kThread); }
        [[nodiscard]] std::uint64_t block() const { return bits >> 40U; }
        /// The fields of \p mask are the same.
        [[nodiscard]] bool same(Stamp other, std::uint64_t mask) const {
            return ((bits ^ other.bits) & mask) == 0;
        }
        [[nodiscard]] bool orderedBefore(Stamp after) const {
            return same(after, kBlock) && (same(after, kThread) || !same(after, kPhase) ||
                                           (same(after, kThread & ~kLane) && !same(after, kSync)));
        }
    };
    /// What is known of four bytes, or of two.
    struct Cell {
        std::uint32_t launch = 0; ///< the stamps are of this launch
        bool known : 1 = false;   ///< written since it was allocated
        bool ignored : 1 = false; ///< not the kernels' own
        bool written : 1 = false, atomic : 1 = false, read : 1 = false, readTwice : 1 = false,
                       readByBlocks : 1 = false;
        Stamp block;                 ///< of shared memory: whose notes these are
        Stamp writer, reader, other; ///< other: a second reader that no order ties to the first
    };
    friend class DeviceMemory;

    void findShared();
    /// \p first: the access begins here; the rest of one that the compiler joined may be padding, which
    /// nobody writes. True: the block has not had this cell for the same end before.
    bool touch(Cell& cell, Kind kind, bool shared, bool first);
    /// An access of \p kind and those noted in \p other, which covers a part of the same bytes.
    void meet(const Cell& other, Kind kind);
    void noteRead(Cell& cell);
    void fail(const std::string& what);

    bool m_running = false;
    std::uint32_t m_launch = 0;
    std::uint64_t m_block = 0;
    unsigned m_phase = 0;
    Stamp m_now;
    std::uintptr_t m_stack = 0, m_shared = 0;
    std::size_t m_stackBytes = 0, m_sharedBytes = 0;
    std::vector<Cell> m_sharedCells;
    std::string m_fault;
};

/// The check of the calling thread.
AccessCheck& accessCheck();

/// Room that an allocation must have before and behind it for accesses past its ends to be told.
std::size_t guardBytes();
/// Memory of the GPU as the check sees it; any thread.
void deviceMemoryMade(void* memory, std::size_t bytes);
void deviceMemoryGone(void* memory);
/// A copy, a fill or a product wrote here.
void deviceMemoryWritten(const void* memory, std::size_t bytes);

/// Bytes that kernels have read from and written to the GPU's memory so far. What a block touches again
/// counts once: it comes from the caches.
struct Traffic {
    std::int64_t read = 0, written = 0;
};
Traffic traffic();
/// The accesses of kernels are seen: the build has the hooks.
bool checksAccesses();

} // namespace lab::emulation
