#include "core/store/safetensors.h"

#include "core/base/bfloat16.h"
#include "core/base/error.h"
#include "core/store/atomic_file.h"
#include "core/store/safetensors_header.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>

namespace lab {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors data are little endian");

using safetensors::Entry;
using safetensors::Header;

/// Random access to the bytes of a container, whether they stand in memory or in a file.
struct Source {
    std::string name;
    std::uint64_t size = 0;
    std::function<void(std::uint64_t offset, void* target, std::size_t count)> read;
};

float fromHalf(std::uint16_t half) {
    const std::uint32_t sign = std::uint32_t{half & 0x8000U} << 16;
    const int exponent = (half >> 10) & 0x1F;
    const std::uint32_t fraction = half & 0x3FFU;
    if (exponent == 0) { // zero and subnormal numbers
        const float magnitude = std::ldexp(static_cast<float>(fraction), -24);
        return sign != 0 ? -magnitude : magnitude;
    }
    const std::uint32_t wide = exponent == 31 ? 0xFFU : static_cast<std::uint32_t>(exponent - 15 + 127);
    return std::bit_cast<float>(sign | (wide << 23) | (fraction << 13));
}

/// Reads \p count values of type Raw and converts each.
template <class Raw, class Value, class Convert>
std::vector<Value> convert(const Source& source, std::uint64_t offset, std::size_t count, Convert&& one) {
    constexpr std::size_t kChunk = 16384;
    std::vector<Value> values(count);
    std::vector<Raw> raw(std::min(count, kChunk));
    for (std::size_t done = 0; done < count; done += kChunk) {
        const std::size_t now = std::min(kChunk, count - done);
        source.read(offset + done * sizeof(Raw), raw.data(), now * sizeof(Raw));
        for (std::size_t i = 0; i < now; ++i)
            values[done + i] = one(raw[i]);
    }
    return values;
}

NamedTensor readTensor(const Source& source, const Entry& entry, std::uint64_t dataStart) {
    NamedTensor tensor{entry.name, entry.shape, {}, {}};
    const std::uint64_t offset = dataStart + entry.begin;
    const auto count = static_cast<std::size_t>(entry.elements);
    const auto tooLarge = [&](auto value) {
        return DataError(fmt::format("{}: tensor \"{}\" holds the value {}, which does not fit into 32 bits",
                                     source.name, entry.name, value));
    };
    if (entry.dtype == "F32") {
        tensor.values.resize(count);
        source.read(offset, tensor.values.data(), count * sizeof(float));
    } else if (entry.dtype == "I32") {
        tensor.ids.resize(count);
        source.read(offset, tensor.ids.data(), count * sizeof(std::int32_t));
    } else if (entry.dtype == "F16") {
        tensor.values = convert<std::uint16_t, float>(source, offset, count, fromHalf);
    } else if (entry.dtype == "BF16") {
        tensor.values = convert<std::uint16_t, float>(source, offset, count,
                                                      [](std::uint16_t bits) { return widened({bits}); });
    } else if (entry.dtype == "F64") {
        tensor.values = convert<double, float>(source, offset, count, [&](double value) {
            if (std::isfinite(value) &&
                std::abs(value) > static_cast<double>(std::numeric_limits<float>::max()))
                throw tooLarge(value);
            return static_cast<float>(value);
        });
    } else {
        tensor.ids = convert<std::int64_t, std::int32_t>(source, offset, count, [&](std::int64_t value) {
            if (value != static_cast<std::int32_t>(value))
                throw tooLarge(value);
            return static_cast<std::int32_t>(value);
        });
    }
    return tensor;
}

TensorFile readFrom(const Source& source) {
    if (source.size < 8)
        throw DataError(
            fmt::format("{}: is not a safetensors file: {}", source.name,
                        source.size == 0 ? "it is empty" : "it is shorter than its 8-byte prefix"));
    std::uint64_t length = 0;
    source.read(0, &length, sizeof length);
    safetensors::checkHeaderLength(length, source.size, source.name);
    std::string text(static_cast<std::size_t>(length), '\0');
    source.read(8, text.data(), text.size());
    Header header = safetensors::parseHeader(text, source.size - 8 - length, source.name);

    TensorFile file;
    file.metadata = std::move(header.metadata);
    file.tensors.reserve(header.entries.size());
    for (const Entry& entry : header.entries)
        file.tensors.push_back(readTensor(source, entry, 8 + length));
    return file;
}

std::size_t byteCount(const NamedTensor& tensor) {
    return 4 * (tensor.values.size() + tensor.ids.size());
}

const void* bytesOf(const NamedTensor& tensor) {
    return tensor.ids.empty() ? static_cast<const void*>(tensor.values.data()) : tensor.ids.data();
}

} // namespace

TensorFile readSafetensors(const std::string& path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status))
        throw DataError(fmt::format("{}: there is no such file", path));
    if (!std::filesystem::is_regular_file(status))
        throw DataError(
            fmt::format("{}: is {}, not a safetensors file", path,
                        std::filesystem::is_directory(status) ? "a directory" : "a device or pipe"));
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        throw DataError(fmt::format("{}: cannot be opened; check that you may read it", path));
    const Source source{path, std::filesystem::file_size(path, error),
                        [&](std::uint64_t offset, void* target, std::size_t count) {
                            stream.seekg(static_cast<std::streamoff>(offset));
                            if (!stream.read(static_cast<char*>(target), static_cast<std::streamsize>(count)))
                                throw DataError(fmt::format("{}: cannot be read to its end", path));
                        }};
    if (error)
        throw DataError(fmt::format("{}: cannot be read ({})", path, error.message()));
    return readFrom(source);
}

TensorFile readSafetensorsBytes(std::string_view bytes, const std::string& what) {
    return readFrom({what, bytes.size(), [&](std::uint64_t offset, void* target, std::size_t count) {
                         if (count > 0) // memcpy into an empty vector's null pointer is undefined
                             std::memcpy(target, bytes.data() + offset, count);
                     }});
}

std::string safetensorsBytes(const TensorFile& file) {
    std::string bytes = safetensors::headerBytes(file);
    std::size_t total = bytes.size();
    for (const NamedTensor& tensor : file.tensors)
        total += byteCount(tensor);
    bytes.reserve(total);
    for (const NamedTensor& tensor : file.tensors)
        bytes.append(static_cast<const char*>(bytesOf(tensor)), byteCount(tensor));
    return bytes;
}

void writeSafetensors(const std::string& path, const TensorFile& file) {
    const std::string header = safetensors::headerBytes(file);
    AtomicFile target(path);
    target.write(header.data(), header.size());
    for (const NamedTensor& tensor : file.tensors)
        target.write(bytesOf(tensor), byteCount(tensor));
    target.commit();
}

std::optional<NonFinite> firstNonFinite(const TensorFile& file) {
    for (const NamedTensor& tensor : file.tensors)
        for (std::size_t i = 0; i < tensor.values.size(); ++i)
            if (!std::isfinite(tensor.values[i]))
                return NonFinite{tensor.name, i};
    return std::nullopt;
}

} // namespace lab
