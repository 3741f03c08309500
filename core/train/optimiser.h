#pragma once

#include "core/config/run_config.h"
#include "core/nn/parameter_store.h"

namespace lab {

/// Applies the gradients of \p parameters with Adam, clipped to options.clipNorm when that is > 0, and clears
/// them.
///
/// \param step          1 for the first update.
/// \param learningRate  of this step.
/// \param squaredNorm   Σg² of all gradients, as squaredGradientNorm gives it.
/// \return the global norm of the gradients before clipping: √Σg².
/// \throws TrainingError when that norm is not finite, naming the first parameter at fault; weights and
/// moments are as before then, the gradients cleared. Source: torch.optim.Adam (dense, no weight decay),
/// torch.nn.utils.clip_grad_norm_.
double updateParameters(ParameterStore& parameters, const TrainOptions& options, std::int64_t step,
                        double learningRate, double squaredNorm);

/// Σg² of all gradients; waits for the device.
double squaredGradientNorm(const ParameterStore& parameters);

/// Learning rate of step \p step (1 = first) of \p total: constant; or linear warm-up to options.learningRate
/// over options.warmupSteps, then linear or half-cosine decay that reaches 0 after the last step.
double learningRateAt(const TrainOptions& options, std::int64_t step, std::int64_t total);

} // namespace lab
