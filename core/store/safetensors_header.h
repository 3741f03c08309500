#pragma once

#include "core/base/named_tensor.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

/// The JSON header of a safetensors container; used by safetensors.cpp alone.
namespace lab::safetensors {

/// One tensor as the header describes it; checked against the size of the data.
struct Entry {
    std::string name;
    std::string dtype; ///< one of F32, F64, F16, BF16, I32, I64
    std::vector<std::int64_t> shape;
    std::uint64_t elements = 0;
    std::uint64_t begin = 0, end = 0; ///< bytes from the start of the data
};

struct Header {
    std::map<std::string, std::string> metadata;
    std::vector<Entry> entries; ///< ordered by begin; together they cover the data without gap or overlap
};

/// \throws DataError unless a header of \p length bytes fits into a file of \p fileSize bytes.
void checkHeaderLength(std::uint64_t length, std::uint64_t fileSize, const std::string& fileName);

/// \throws DataError naming \p fileName and the tensor.
Header parseHeader(const std::string& text, std::uint64_t dataBytes, const std::string& fileName);

/// Length prefix and header of \p file, padded with spaces so that the data start at a multiple of 8.
std::string headerBytes(const TensorFile& file);

} // namespace lab::safetensors
