#include "gpu/cuda_backend.h"
#include "gpu/device/launch.h"
#include "gpu/device/warp.cuh"

namespace lab::gpu {
namespace {

constexpr int kLossThreads = 256;

/// One block: a batch has few rows and few classes. A thread owns rows; in double.
__global__ void __launch_bounds__(kLossThreads)
    crossEntropyKernel(ConstMat logits, const std::int32_t* labels, float* probabilities, float* loss) {
    __shared__ double room[kLossThreads / kWarp];
    double total = 0;
    for (std::int64_t r = threadIdx.x; r < logits.rows; r += kLossThreads) {
        const float* x = logits.data + r * logits.cols;
        float* p = probabilities + r * logits.cols;
        double top = static_cast<double>(x[0]), sum = 0;
        for (std::int64_t c = 1; c < logits.cols; ++c)
            top = static_cast<double>(x[c]) > top ? static_cast<double>(x[c]) : top;
        for (std::int64_t c = 0; c < logits.cols; ++c)
            sum += exp(static_cast<double>(x[c]) - top);
        for (std::int64_t c = 0; c < logits.cols; ++c)
            p[c] = static_cast<float>(exp(static_cast<double>(x[c]) - top) / sum);
        total += log(sum) + top - static_cast<double>(x[labels[r]]);
    }
    total = blockSum<kLossThreads>(total, room);
    if (threadIdx.x == 0)
        loss[0] = static_cast<float>(total / static_cast<double>(logits.rows > 1 ? logits.rows : 1));
}

__global__ void __launch_bounds__(kLossThreads)
    crossEntropyGradKernel(ConstMat probabilities, const std::int32_t* labels, const float* dLoss,
                           float* dLogits, bool add) {
    const std::int64_t i = std::int64_t{blockIdx.x} * kLossThreads + threadIdx.x;
    if (i >= probabilities.rows * probabilities.cols)
        return;
    const std::int64_t row = i / probabilities.cols, col = i % probabilities.cols;
    const float scale = dLoss[0] / static_cast<float>(probabilities.rows);
    const float g = scale * (probabilities.data[i] - (labels[row] == col ? 1.0F : 0.0F));
    dLogits[i] = add ? dLogits[i] + g : g;
}

} // namespace

void CudaBackend::crossEntropy(ConstMat logits, Ids labels, MutMat probabilities, MutMat loss) {
    launch("crossEntropy", m_stream, {{1}, {kLossThreads}}, crossEntropyKernel, logits, labels.data,
           probabilities.data, loss.data);
}

void CudaBackend::crossEntropyGrad(ConstMat probabilities, Ids labels, ConstMat dLoss, MutMat dLogits,
                                   Accum mode) {
    launch("crossEntropyGrad", m_stream, {{blocksFor(probabilities.size(), kLossThreads)}, {kLossThreads}},
           crossEntropyGradKernel, probabilities, labels.data, dLoss.data, dLogits.data, mode == Accum::Add);
}

} // namespace lab::gpu
