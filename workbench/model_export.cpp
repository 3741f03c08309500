#include "workbench/model_export.h"

#include "core/base/error.h"
#include "core/store/checkpoint_repository.h"
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
            std::move(tensors)};
}

} // namespace

ModelFile modelFileOfRun(const std::string& labPath, std::int64_t run, Predictor::Weights which) {
    LabFile lab(labPath, LabMode::ReadOnly);
    static_cast<void>(RunRepository(lab).load(run)); // says that there is no such run
    const CheckpointRepository checkpoints(lab);
    const bool best =
        which == Predictor::Weights::Best && checkpoints.find(run, CheckpointKind::Best).has_value();
    const CheckpointKind kind = best ? CheckpointKind::Best : CheckpointKind::Last;
    if (!checkpoints.find(run, kind))
        throw StoreError(
            fmt::format("run {} has no stored weights yet; they come with its first checkpoint", run));
    return modelFileWith(lab, run, checkpoints.load(run, kind));
}

ModelFile modelFileOfStep(const std::string& labPath, std::int64_t run, std::int64_t step) {
    LabFile lab(labPath, LabMode::ReadOnly);
    static_cast<void>(RunRepository(lab).load(run));
    return modelFileWith(lab, run, CheckpointRepository(lab).loadStep(run, step));
}

} // namespace lab
