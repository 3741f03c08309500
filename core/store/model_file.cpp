#include "core/store/model_file.h"

#include "core/base/error.h"
#include "core/store/config_json.h"
#include "core/store/safetensors.h"

namespace lab {
namespace {

TensorFile withMetadata(const ModelFile& model) {
    TensorFile file = model.tensors;
    file.metadata["config"] = toJson(model.config);
    file.metadata["vocabulary"] = toJson(model.vocabulary);
    file.metadata["labels"] = toJson(model.labels);
    if (!model.trainedOn.empty())
        file.metadata["trained_on"] = model.trainedOn;
    return file;
}

const std::string& part(const TensorFile& file, const std::string& key, const std::string& path) {
    const auto found = file.metadata.find(key);
    if (found == file.metadata.end())
        throw DataError(
            fmt::format("{}: is not a model file because its metadata have no \"{}\"; export one with "
                        "fastformer train --export",
                        path, key));
    return found->second;
}

std::vector<std::string> listPart(const TensorFile& file, const std::string& key, const std::string& path) {
    auto list = stringsFromJson(part(file, key, path), fmt::format("{}: the metadata \"{}\"", path, key));
    if (list.empty())
        throw DataError(fmt::format("{}: the metadata \"{}\" are empty", path, key));
    return list;
}

} // namespace

void writeModelFile(const std::string& path, const ModelFile& model) {
    writeSafetensors(path, withMetadata(model));
}

TensorFile readWeights(const std::string& path) {
    TensorFile file = readSafetensors(path);
    if (const auto bad = firstNonFinite(file))
        throw DataError(fmt::format("{}: tensor \"{}\" holds a value that is not finite at position {}", path,
                                    bad->tensor, bad->index));
    return file;
}

ModelFile readModelFile(const std::string& path) {
    ModelFile model;
    model.tensors = readWeights(path);
    model.config = runConfigFromJson(part(model.tensors, "config", path), path);
    model.vocabulary = listPart(model.tensors, "vocabulary", path);
    model.labels = listPart(model.tensors, "labels", path);
    if (const auto known = model.tensors.metadata.find("trained_on"); known != model.tensors.metadata.end())
        model.trainedOn = known->second;
    for (const char* key : {"config", "vocabulary", "labels", "trained_on"})
        model.tensors.metadata.erase(key);
    return model;
}

} // namespace lab
