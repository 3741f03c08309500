#pragma once

#include "core/store/model_file.h"
#include "core/tasks/text_classifier.h"
#include "workbench/predictor.h"
#include "workbench/stored_weights.h"
#include "workbench/text_pipeline.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lab {

/// A trained model with everything that reads text with it.
ModelFile modelFileOf(const RunConfig& config, const TextPipeline& pipeline,
                      const std::vector<std::string>& labels, const TextClassifier& model);

/// The model of a stored run and which of its weights it has.
struct StoredModel {
    ModelFile file;
    StoredWeights weights;
};
/// With the weights that fit \p choice best, see findWeights(); errors as there.
StoredModel modelOfRun(const std::string& labPath, std::int64_t run, const WeightChoice& choice);
/// The model of a stored run. \throws StoreError when the run or its weights are not there.
ModelFile modelFileOfRun(const std::string& labPath, std::int64_t run, Predictor::Weights which);
/// The same with the weights of a step whose checkpoint the run holds.
ModelFile modelFileOfStep(const std::string& labPath, std::int64_t run, std::int64_t step);

} // namespace lab
