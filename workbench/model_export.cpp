#include "workbench/model_export.h"

#include "core/base/error.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/dataset_repository.h"
#include "core/store/run_repository.h"
#include "core/store/safetensors.h"
#include "core/store/vocabulary_repository.h"

#include <algorithm>

namespace lab {

ModelFile modelFileOf(const RunConfig& config, const TextPipeline& pipeline,
                      const std::vector<std::string>& labels, const TextClassifier& model) {
    return {config, pipeline.vocabulary().tokens(), labels, {{}, model.parameters().exportValues()}};
}

namespace {

ModelFile modelFileWith(LabFile& lab, std::int64_t run, const std::string& checkpoint) {
    const StoredRun stored = RunRepository(lab).load(run);
    if (!stored.row.vocabulary)
        throw StoreError(fmt::format("run {} has no vocabulary in this lab file", run));
    TensorFile tensors;
    try {
        tensors = readSafetensorsBytes(checkpoint, fmt::format("the checkpoint of run {}", run));
    } catch (const DataError& error) {
        throw StoreError(fmt::format(
            "{}; these weights are damaged: choose other ones, or train the run again", error.what()));
    }
    std::erase_if(tensors.tensors, [](const NamedTensor& t) { return t.name.starts_with("adam."); });
    tensors.metadata.clear();
    return {stored.config, VocabularyRepository(lab).load(*stored.row.vocabulary), stored.labels,
            std::move(tensors),
            stored.row.dataset ? DatasetRepository(lab).fingerprint(*stored.row.dataset) : std::string()};
}

} // namespace

StoredModel modelOfRun(const std::string& labPath, std::int64_t run, const WeightChoice& choice) {
    LabFile lab(labPath, LabMode::ReadOnly);
    const StoredWeights weights = findWeights(lab, run, choice);
    const CheckpointRepository checkpoints(lab);
    const std::string bytes = weights.kind == CheckpointKind::Kept ? checkpoints.loadStep(run, weights.step)
                                                                   : checkpoints.load(run, weights.kind);
    return {modelFileWith(lab, run, bytes), weights};
}

ModelFile modelFileOfRun(const std::string& labPath, std::int64_t run, Predictor::Weights which) {
    const bool best = which == Predictor::Weights::Best;
    return modelOfRun(labPath, run, {best ? WeightChoice::Kind::Best : WeightChoice::Kind::Last}).file;
}

ModelFile modelFileOfStep(const std::string& labPath, std::int64_t run, std::int64_t step) {
    LabFile lab(labPath, LabMode::ReadOnly);
    static_cast<void>(RunRepository(lab).load(run));
    return modelFileWith(lab, run, CheckpointRepository(lab).loadStep(run, step));
}

} // namespace lab
