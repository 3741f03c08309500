#include "core/train/optimiser.h"

#include "core/backend/device_array.h"
#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lab {
namespace {

std::string firstBadGradient(const ParameterStore& parameters) {
    for (std::size_t i = 0; i < parameters.infos().size(); ++i) {
        const MutMat gradient = parameters.gradient({static_cast<std::int32_t>(i)});
        if (gradient && parameters.backend().firstNonFinite(gradient) >= 0)
            return fmt::format("the gradient of {} is not finite", parameters.infos()[i].name);
    }
    return "the norm of the gradients is too large for a number";
}

} // namespace

double updateParameters(ParameterStore& parameters, const TrainOptions& options, std::int64_t step,
                        double learningRate, double squaredNorm) {
    Backend& backend = parameters.backend();
    const double norm = std::sqrt(squaredNorm);
    if (!std::isfinite(norm)) {
        const std::string culprit = firstBadGradient(parameters);
        backend.fillZero(parameters.gradients()); // so that a later attempt starts clean
        throw TrainingError(fmt::format("{}; lower --lr or set --clip-norm", culprit));
    }
    AdamStep update{learningRate, options.beta1, options.beta2, options.adamEps, step, 1.0F};
    if (options.clipNorm > 0)
        update.gradientScale = static_cast<float>(std::min(1.0, options.clipNorm / (norm + 1e-6)));
    backend.adam(update, parameters.trainableValues(), parameters.gradients(), parameters.moment1(),
                 parameters.moment2(), parameters.trainableCopies());
    return norm;
}

double squaredGradientNorm(const ParameterStore& parameters) {
    Backend& backend = parameters.backend();
    const DeviceArray<double> room(backend, 1);
    backend.squaredNorm(parameters.gradients(), room.data());
    double sum = 0;
    backend.download(&sum, room.data(), sizeof sum);
    return sum;
}

double learningRateAt(const TrainOptions& options, std::int64_t step, std::int64_t total) {
    const double peak = options.learningRate;
    if (options.schedule == Schedule::Constant)
        return peak;
    if (step <= options.warmupSteps)
        return peak * static_cast<double>(step) / static_cast<double>(options.warmupSteps);
    const auto rest = static_cast<double>(std::max<std::int64_t>(total - options.warmupSteps, 1));
    const double done = std::clamp(static_cast<double>(step - 1 - options.warmupSteps) / rest, 0.0, 1.0);
    if (options.schedule == Schedule::Linear)
        return peak * (1.0 - done);
    return peak * 0.5 * (1.0 + std::cos(std::numbers::pi * done));
}

} // namespace lab
