#pragma once

#include "cuda_runtime.h"

namespace lab::emulation {
/// Everything that is queued on any stream is done when this returns, as cudaFree has it.
void drainAll();
} // namespace lab::emulation
