// Reads one value past the end of its memory, in a kernel whose name is like those of the lab's own: what a
// tool that is told to look at these alone has to find. Harmless without a tool, memory is handed out in
// larger pieces.
#include <cuda_runtime.h>

namespace lab::gpu {
namespace {

__global__ void readPastTheEnd(const float* values, float* out) {
    out[0] = values[1];
}

} // namespace
} // namespace lab::gpu

int main() {
    float *values = nullptr, *out = nullptr;
    if (cudaMalloc(&values, sizeof(float)) != cudaSuccess || cudaMalloc(&out, sizeof(float)) != cudaSuccess)
        return 1;
    lab::gpu::readPastTheEnd<<<1, 1>>>(values, out);
    return cudaDeviceSynchronize() == cudaSuccess ? 0 : 1;
}
