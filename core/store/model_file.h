#pragma once

#include "core/base/named_tensor.h"
#include "core/config/run_config.h"

#include <string>
#include <vector>

namespace lab {

/// A trained model that can be used away from its lab: a safetensors file whose metadata hold `config`,
/// `vocabulary` and `labels` as JSON, and `trained_on` where that is known. Tensors carry the authors'
/// parameter names and layouts.
struct ModelFile {
    RunConfig config;
    std::vector<std::string> vocabulary; ///< in id order, 0 = padding
    std::vector<std::string> labels;     ///< class names in the order of the outputs
    TensorFile tensors;                  ///< other metadata are kept as they are
    std::string trainedOn{};             ///< fingerprint of the data set (DatasetRow); empty = not known
};

/// Whole or not at all, the same input gives the same bytes. \throws DataError (full disk, missing folder).
void writeModelFile(const std::string& path, const ModelFile& model);

/// \throws DataError when the container is unsound, a part of the metadata is missing or wrong, or a weight
/// is not finite; the sentence names the file and the tensor.
ModelFile readModelFile(const std::string& path);

/// Weights alone, for `--init`: any safetensors file with finite values. \throws DataError as above.
TensorFile readWeights(const std::string& path);

} // namespace lab
