#include "core/cpu/cpu_backend.h"

#include <cmath>

namespace lab {

// A batch has few rows and few classes: one thread, in double.
void CpuBackend::crossEntropy(ConstMat logits, Ids labels, MutMat probabilities, MutMat loss) {
    double total = 0;
    for (std::int64_t r = 0; r < logits.rows; ++r) {
        const float* x = logits.row(r);
        const double top = *std::max_element(x, x + logits.cols);
        double sum = 0;
        for (std::int64_t c = 0; c < logits.cols; ++c)
            sum += std::exp(static_cast<double>(x[c]) - top);
        for (std::int64_t c = 0; c < logits.cols; ++c)
            probabilities.row(r)[c] = static_cast<float>(std::exp(static_cast<double>(x[c]) - top) / sum);
        total += std::log(sum) + top - static_cast<double>(x[labels.data[r]]);
    }
    loss.data[0] = static_cast<float>(total / static_cast<double>(std::max<std::int64_t>(logits.rows, 1)));
}

void CpuBackend::crossEntropyGrad(ConstMat probabilities, Ids labels, ConstMat dLoss, MutMat dLogits,
                                  Accum mode) {
    const float scale = dLoss.data[0] / static_cast<float>(std::max<std::int64_t>(probabilities.rows, 1));
    for (std::int64_t r = 0; r < probabilities.rows; ++r)
        for (std::int64_t c = 0; c < probabilities.cols; ++c) {
            const float g = scale * (probabilities.row(r)[c] - (labels.data[r] == c ? 1.0F : 0.0F));
            float& target = dLogits.row(r)[c];
            target = mode == Accum::Add ? target + g : g;
        }
}

} // namespace lab
