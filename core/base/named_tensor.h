#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace lab {

/// A host tensor with a dotted name, the currency of model files, checkpoints and goldens.
/// Values are row-major; exactly one of the two vectors is filled, according to the type.
struct NamedTensor {
    std::string name;
    std::vector<std::int64_t> shape;
    std::vector<float> values;     ///< float32 data
    std::vector<std::int32_t> ids; ///< int32 data
};

/// A set of named tensors with string metadata: what one safetensors file holds.
struct TensorFile {
    std::map<std::string, std::string> metadata;
    std::vector<NamedTensor> tensors;

    /// The tensor called \p name, or nullptr.
    [[nodiscard]] const NamedTensor* find(const std::string& name) const {
        for (const auto& tensor : tensors)
            if (tensor.name == name)
                return &tensor;
        return nullptr;
    }
};

} // namespace lab
