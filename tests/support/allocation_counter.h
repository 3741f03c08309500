#pragma once

#include <cstdint>

namespace lab::testing {

/// True when this program counts heap allocations: with glibc and without a sanitizer, which has its own
/// heap.
bool countsAllocations();

/// Calls of malloc, calloc, realloc and the aligned kinds (and so of operator new) since the program started,
/// on all threads.
std::int64_t allocationCount();

} // namespace lab::testing
