#pragma once

#include "ui/bridge/training_session.h"

#include <atomic>

namespace lab::test {

/// A training that obeys its control like the real one and computes nothing: \p total steps of falling loss,
/// an evaluation every 10, a snapshot of the probes every 5.
TrainingFunction fakeTraining(std::int64_t total);

/// A training that fails after some steps.
TrainingFunction failingTraining();

} // namespace lab::test
