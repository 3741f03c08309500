#include "access_check.h"

#include "cuda_runtime.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <link.h>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>

namespace lab::emulation {
namespace {

constexpr std::size_t kCell = 4, kHalf = 2, kGuard = 256;

std::atomic<bool> hooked{false};
std::atomic<std::int64_t> bytesRead{0}, bytesWritten{0};

const char* text(AccessCheck::Kind kind) {
    return kind == AccessCheck::Kind::Read    ? "reads"
           : kind == AccessCheck::Kind::Write ? "writes"
                                              : "updates";
}

} // namespace

/// Which memory is the GPU's, and what is known of each of its cells.
class DeviceMemory {
public:
    struct Region {
        std::uintptr_t begin = 0;
        std::size_t bytes = 0;
        std::unique_ptr<AccessCheck::Cell[], decltype(&std::free)> cells{nullptr, &std::free};
        /// Of two bytes each, for accesses of two bytes.
        std::unique_ptr<AccessCheck::Cell[], decltype(&std::free)> halves{nullptr, &std::free};
        mutable bool halved = false; ///< there were such accesses
    };

    static DeviceMemory& one() {
        static DeviceMemory only;
        return only;
    }
    void add(std::uintptr_t begin, std::size_t bytes) {
        // calloc: its pages take no room before they are touched, and all zero is a cell that nobody touched
        const auto made = [](std::size_t count) {
            return static_cast<AccessCheck::Cell*>(std::calloc(count, sizeof(AccessCheck::Cell)));
        };
        const std::lock_guard lock(m_mutex);
        m_regions[begin] = {
            begin, bytes, {made(bytes / kCell + 1), &std::free}, {made(bytes / kHalf + 2), &std::free}};
        ++m_generation;
    }
    void remove(std::uintptr_t begin) {
        const std::lock_guard lock(m_mutex);
        m_regions.erase(begin);
        ++m_generation;
    }
    void written(std::uintptr_t begin, std::size_t bytes) {
        const Region* region = find(begin);
        if (region == nullptr)
            return;
        const std::size_t first = (begin - region->begin) / kCell;
        const std::size_t last = (std::min(begin + bytes - region->begin, region->bytes) + kCell - 1) / kCell;
        for (std::size_t i = first; i < last; ++i)
            region->cells[i].known = true;
    }
    /// The region that \p address lies in or close to; null: none. Valid until it is removed.
    const Region* find(std::uintptr_t address) {
        struct Recent {
            std::int64_t generation = -1;
            std::array<const Region*, 8> regions{};
            std::size_t next = 0;
        };
        thread_local Recent recent;
        if (recent.generation != m_generation.load(std::memory_order_relaxed))
            recent = {m_generation};
        for (const Region* region : recent.regions)
            if (region != nullptr && holds(*region, address))
                return region;
        const std::lock_guard lock(m_mutex);
        auto after = m_regions.upper_bound(address + kGuard);
        if (after == m_regions.begin())
            return nullptr;
        const Region& region = std::prev(after)->second;
        if (!holds(region, address))
            return nullptr;
        recent.regions[recent.next++ % recent.regions.size()] = &region;
        return &region;
    }

private:
    static bool holds(const Region& region, std::uintptr_t address) {
        return address + kGuard >= region.begin && address < region.begin + region.bytes + kGuard;
    }

    std::mutex m_mutex;
    std::map<std::uintptr_t, Region> m_regions;
    std::atomic<std::int64_t> m_generation{0};
};

AccessCheck& accessCheck() {
    thread_local AccessCheck own;
    return own;
}
void deviceMemoryMade(void* memory, std::size_t bytes) {
    if (hooked)
        DeviceMemory::one().add(reinterpret_cast<std::uintptr_t>(memory), bytes);
}
void deviceMemoryGone(void* memory) {
    DeviceMemory::one().remove(reinterpret_cast<std::uintptr_t>(memory));
}
void deviceMemoryWritten(const void* memory, std::size_t bytes) {
    if (hooked && bytes > 0)
        DeviceMemory::one().written(reinterpret_cast<std::uintptr_t>(memory), bytes);
}
Traffic traffic() {
    return {bytesRead, bytesWritten};
}
std::size_t guardBytes() {
    return hooked ? kGuard : 0;
}
bool checksAccesses() {
    return hooked;
}

void AccessCheck::beginLaunch() {
    if (!hooked)
        return;
    if (m_shared == 0)
        findShared();
    static std::atomic<std::uint32_t> launches{0}; // one count: memory may pass from thread to thread
    m_launch = ++launches;
    m_running = true;
}

void AccessCheck::beginBlock(std::uint64_t block) {
    m_block = block;
    m_phase = 0;
}

void AccessCheck::resume(unsigned thread, const void* stack, std::size_t stackBytes, unsigned syncs) {
    m_now = Stamp::of(m_block, m_phase, syncs, thread);
    m_stack = reinterpret_cast<std::uintptr_t>(stack);
    m_stackBytes = stackBytes;
}

/// __shared__ is thread_local here, so the shared memory is this thread's copy of the variables of this
/// module.
void AccessCheck::findShared() {
    dl_iterate_phdr(
        [](dl_phdr_info* module, std::size_t, void* raw) {
            auto& self = *static_cast<AccessCheck*>(raw);
            const auto begin = reinterpret_cast<std::uintptr_t>(module->dlpi_tls_data);
            const auto anchor = reinterpret_cast<std::uintptr_t>(&threadIdx);
            for (int i = 0; i < module->dlpi_phnum; ++i) {
                const auto& part = module->dlpi_phdr[i];
                if (part.p_type != PT_TLS || begin == 0 || anchor < begin || anchor >= begin + part.p_memsz)
                    continue;
                self.m_shared = begin;
                self.m_sharedBytes = part.p_memsz;
            }
            return 0;
        },
        this);
    if (m_shared == 0)
        throw std::logic_error("the emulated shared memory was not found");
    m_sharedCells.resize(m_sharedBytes / kCell + 1);
    for (const dim3* own : {&threadIdx, &blockIdx, &blockDim, &gridDim})
        for (std::size_t i = 0; i < sizeof *own; i += kCell)
            m_sharedCells[(reinterpret_cast<std::uintptr_t>(own) + i - m_shared) / kCell].ignored = true;
}

void AccessCheck::fail(const std::string& what) {
    if (m_fault.empty())
        m_fault = fmt::format("{} (block {}, thread {})", what, m_block, m_now.thread());
}
std::string AccessCheck::takeFault() {
    return std::exchange(m_fault, {});
}

void AccessCheck::access(const void* address, std::size_t bytes, Kind kind) {
    const auto at = reinterpret_cast<std::uintptr_t>(address);
    if (!m_running || at - m_stack < m_stackBytes)
        return;
    const bool shared = at - m_shared < m_sharedBytes;
    if (shared) {
        const std::size_t offset = at - m_shared;
        for (std::size_t cell = offset / kCell; cell * kCell < offset + bytes; ++cell)
            touch(m_sharedCells[cell], kind, true, cell == offset / kCell);
        return;
    }
    const DeviceMemory::Region* region = DeviceMemory::one().find(at);
    if (region == nullptr) {
        if (kind != Kind::Read) // reads: constants of the program, arguments of the launch
            fail(fmt::format("a thread {} memory that is not the GPU's", text(kind)));
        return;
    }
    if (at < region->begin || at + bytes > region->begin + region->bytes)
        return fail(fmt::format("a thread {} past the ends of an allocation", text(kind)));
    constexpr std::size_t kWidest = 8; // wider ones come in parts
    if (bytes <= kWidest && at % bytes != 0)
        return fail(
            fmt::format("a thread {} {} bytes at an address that they do not divide", text(kind), bytes));
    const std::size_t first = (at - region->begin) / kCell, last = (at - region->begin + bytes - 1) / kCell;
    std::size_t moved = 0;
    if (bytes == kHalf) {
        region->halved = true;
        const std::size_t index = (at - region->begin) / kHalf;
        Cell &whole = region->cells[first], &half = region->halves[index];
        half.known = half.known || whole.known;
        meet(whole, kind);
        moved = touch(half, kind, false, true) ? kHalf : 0;
    } else {
        for (std::size_t cell = first; cell <= last; ++cell) {
            Cell& whole = region->cells[cell];
            if (region->halved) {
                const Cell* halves = &region->halves[cell * (kCell / kHalf)];
                whole.known = whole.known || (halves[0].known && halves[1].known);
                meet(halves[0], kind);
                meet(halves[1], kind);
            }
            moved += touch(whole, kind, false, cell == first) ? kCell : 0;
        }
        moved = std::min(bytes, moved);
    }
    (kind == Kind::Read ? bytesRead : bytesWritten)
        .fetch_add(static_cast<std::int64_t>(moved), std::memory_order_relaxed);
}

void AccessCheck::meet(const Cell& other, Kind kind) {
    if (other.launch != m_launch)
        return;
    if ((other.written && !other.writer.orderedBefore(m_now)) ||
        (kind != Kind::Read && other.read && !other.reader.orderedBefore(m_now)))
        fail(fmt::format("a thread {} memory that another one uses in pieces of another size, with no order "
                         "between them",
                         text(kind)));
}

bool AccessCheck::touch(Cell& cell, Kind kind, bool shared, bool first) {
    if (cell.ignored)
        return false;
    if (cell.launch != m_launch || (shared && !cell.block.same(m_now, Stamp::kBlock))) {
        const bool known = cell.known && !shared;
        cell = {};
        cell.launch = m_launch;
        cell.block = m_now;
        cell.known = known;
    }
    const char* where = shared ? "shared memory" : "memory";
    if (cell.written && !cell.writer.orderedBefore(m_now) && !(cell.atomic && kind == Kind::Atomic))
        fail(fmt::format("a thread {} {} that thread {} of block {} writes, with no order between them",
                         text(kind), where, cell.writer.thread(), cell.writer.block()));
    if (kind != Kind::Write && !cell.known && first)
        fail(fmt::format("a thread {} {} that was never written", text(kind), where));
    const bool writtenHere = cell.written && cell.writer.same(m_now, Stamp::kBlock);
    if (kind == Kind::Read) {
        const bool readHere = cell.read && cell.reader.same(m_now, Stamp::kBlock);
        noteRead(cell);
        return !readHere && !writtenHere;
    }
    if (cell.read && (cell.readByBlocks || !cell.reader.orderedBefore(m_now) ||
                      (cell.readTwice && !cell.other.orderedBefore(m_now))))
        fail(fmt::format("a thread {} {} that thread {} of block {} reads, with no order between them",
                         text(kind), where, cell.reader.thread(), cell.reader.block()));
    cell.known = cell.written = true;
    cell.atomic = kind == Kind::Atomic;
    cell.writer = m_now;
    return !writtenHere;
}

void AccessCheck::noteRead(Cell& cell) {
    const bool otherBlock = cell.read && !cell.reader.same(m_now, Stamp::kBlock);
    cell.readByBlocks = cell.readByBlocks || otherBlock;
    if (!cell.read || otherBlock || cell.reader.orderedBefore(m_now)) {
        cell.read = true;
        cell.reader = m_now;
        cell.readTwice = cell.readTwice && !otherBlock && !cell.other.orderedBefore(m_now);
    } else if (!cell.readTwice || cell.other.orderedBefore(m_now) ||
               cell.other.same(cell.reader, Stamp::kThread & ~Stamp::kLane)) {
        cell.readTwice = true; // rather one of another warp: __syncwarp ties no warps
        cell.other = m_now;
    }
}

} // namespace lab::emulation

// What the compiler calls at each access of code that is built with -fsanitize=thread.
using lab::emulation::accessCheck;
using Kind = lab::emulation::AccessCheck::Kind;

#define LAB_HOOKS(size)                                                                                      \
    void __tsan_read##size(void* address) {                                                                  \
        accessCheck().access(address, size, Kind::Read);                                                     \
    }                                                                                                        \
    void __tsan_write##size(void* address) {                                                                 \
        accessCheck().access(address, size, Kind::Write);                                                    \
    }                                                                                                        \
    void __tsan_unaligned_read##size(void* address) {                                                        \
        accessCheck().access(address, size, Kind::Read);                                                     \
    }                                                                                                        \
    void __tsan_unaligned_write##size(void* address) {                                                       \
        accessCheck().access(address, size, Kind::Write);                                                    \
    }
extern "C" {
LAB_HOOKS(1)
LAB_HOOKS(2)
LAB_HOOKS(4)
LAB_HOOKS(8)
LAB_HOOKS(16)
void __tsan_init() {
    lab::emulation::hooked = true;
}
void __tsan_read_range(void* address, std::size_t bytes) {
    accessCheck().access(address, bytes, Kind::Read);
}
void __tsan_write_range(void* address, std::size_t bytes) {
    accessCheck().access(address, bytes, Kind::Write);
}
// Counts of shared owners, in the code around the kernels.
int __tsan_atomic32_fetch_add(int* count, int by, int order) {
    return __atomic_fetch_add(count, by, order);
}
int __tsan_atomic32_fetch_sub(int* count, int by, int order) {
    return __atomic_fetch_sub(count, by, order);
}
void __tsan_vptr_update(void**, void*) {}
void __tsan_vptr_read(void**) {}
void __tsan_func_entry(void*) {}
void __tsan_func_exit() {}
}
