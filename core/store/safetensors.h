#pragma once

#include "core/base/named_tensor.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lab {

/// The safetensors container: 8 bytes header length (little endian), a JSON header, then the raw data.
/// Source: https://github.com/huggingface/safetensors (README, "Format").
///
/// Types F32 and I32 are kept; F64, F16 and BF16 become float32, I64 becomes int32. Tensors come in the order
/// of their data. A file is taken only when it is sound: every byte of data belongs to exactly one tensor,
/// offsets agree with shape and type, names are unique, metadata are strings.

/// \throws DataError one sentence that names the file and, where there is one, the tensor.
TensorFile readSafetensors(const std::string& path);

/// The same from memory; \p what stands for the file name in messages ("checkpoint of run 3").
TensorFile readSafetensorsBytes(std::string_view bytes, const std::string& what);

/// The bytes of a file with the given tensors in the given order; the same input gives the same bytes.
/// \throws std::invalid_argument when a name comes twice or values do not fill a shape.
/// \throws DataError when a name or metadata is not valid UTF-8.
std::string safetensorsBytes(const TensorFile& file);

/// Writes \p path whole or not at all. \throws DataError (full disk, missing folder), else as
/// safetensorsBytes.
void writeSafetensors(const std::string& path, const TensorFile& file);

/// Where a NaN or an infinity stands.
struct NonFinite {
    std::string tensor;
    std::size_t index = 0; ///< position in the tensor's values
};
std::optional<NonFinite> firstNonFinite(const TensorFile& file);

} // namespace lab
