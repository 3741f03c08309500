#include "core/store/safetensors_header.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <set>

namespace lab::safetensors {
namespace {

using nlohmann::json;

constexpr const char* kMetadata = "__metadata__";
/// The limit of the reference implementation; a header of real models is below one megabyte.
constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;
/// More elements than any file can hold; keeps every product below within 64 bits.
constexpr std::uint64_t kMaxElements = std::uint64_t{1} << 60;

std::optional<std::uint64_t> bytesPerElement(const std::string& dtype) {
    if (dtype == "F32" || dtype == "I32")
        return 4;
    if (dtype == "F64" || dtype == "I64")
        return 8;
    if (dtype == "F16" || dtype == "BF16")
        return 2;
    return std::nullopt;
}

template <class... Args>
[[noreturn]] void fail(const std::string& file, fmt::format_string<Args...> message, Args&&... args) {
    throw DataError(file + ": " + fmt::format(message, std::forward<Args>(args)...));
}

/// A JSON parser keeps the last of two equal keys in silence; a hostile file must not hide a tensor that way.
json parseWithoutDuplicates(const std::string& text, const std::string& file) {
    std::vector<std::set<std::string>> keys;
    std::string duplicate;
    const auto watch = [&](int, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start)
            keys.emplace_back();
        else if (event == json::parse_event_t::object_end)
            keys.pop_back();
        else if (event == json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second)
            duplicate = parsed.get<std::string>();
        return true;
    };
    json root;
    try {
        root = json::parse(text, watch);
    } catch (const json::exception&) {
        fail(file, "is not a safetensors file: its header is not valid JSON");
    }
    if (!duplicate.empty())
        fail(file, "the name \"{}\" stands twice in the header", duplicate);
    if (!root.is_object())
        fail(file, "is not a safetensors file: its header is not a JSON object");
    return root;
}

std::map<std::string, std::string> parseMetadata(const json& value, const std::string& file) {
    if (!value.is_object())
        fail(file, "the header's __metadata__ must be an object of strings");
    std::map<std::string, std::string> metadata;
    for (const auto& [key, text] : value.items()) {
        if (!text.is_string())
            fail(file, "the metadata \"{}\" must be a string", key);
        metadata[key] = text.get<std::string>();
    }
    return metadata;
}

std::uint64_t elementsOf(const Entry& entry, const std::string& file) {
    std::uint64_t product = 1;
    bool empty = false;
    for (const std::int64_t extent : entry.shape) {
        const auto size = static_cast<std::uint64_t>(extent);
        empty = empty || size == 0;
        if (size != 0 && product > kMaxElements / size)
            fail(file, "tensor \"{}\" has an impossibly large shape", entry.name);
        product *= std::max<std::uint64_t>(size, 1);
    }
    return empty ? 0 : product;
}

/// A non-negative JSON integer that fits into 63 bits.
std::optional<std::int64_t> natural(const json& value) {
    if (!value.is_number_integer())
        return std::nullopt;
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    const auto number = value.get<std::int64_t>();
    return number < 0 ? std::nullopt : std::optional(number);
}

void parseShape(Entry& entry, const json& value, const std::string& file) {
    if (!value.contains("shape") || !value["shape"].is_array())
        fail(file, "tensor \"{}\" has no shape", entry.name);
    for (const json& extent : value["shape"]) {
        const auto size = natural(extent);
        if (!size)
            fail(file, "tensor \"{}\" has a shape that is not made of non-negative integers", entry.name);
        entry.shape.push_back(*size);
    }
    entry.elements = elementsOf(entry, file);
}

void parseOffsets(Entry& entry, const json& value, const std::string& file) {
    const json offsets = value.value("data_offsets", json());
    if (!offsets.is_array() || offsets.size() != 2)
        fail(file, "tensor \"{}\" has no pair of data_offsets", entry.name);
    const auto begin = natural(offsets[0]), end = natural(offsets[1]);
    if (!begin || !end || *begin > *end)
        fail(file, "tensor \"{}\" has data_offsets that are not an ascending pair", entry.name);
    entry.begin = static_cast<std::uint64_t>(*begin);
    entry.end = static_cast<std::uint64_t>(*end);
}

Entry parseEntry(const std::string& name, const json& value, const std::string& file) {
    if (!value.is_object())
        fail(file, "the header's entry \"{}\" does not describe a tensor", name);
    Entry entry;
    entry.name = name;
    if (!value.contains("dtype") || !value["dtype"].is_string())
        fail(file, "tensor \"{}\" has no dtype", name);
    entry.dtype = value["dtype"].get<std::string>();
    const auto width = bytesPerElement(entry.dtype);
    if (!width)
        fail(file, "tensor \"{}\" has the type {}, but only F32, F64, F16, BF16, I32 and I64 are read", name,
             entry.dtype);
    parseShape(entry, value, file);
    parseOffsets(entry, value, file);
    if (entry.end - entry.begin != entry.elements * *width)
        fail(file, "tensor \"{}\" has {} bytes of data, but its shape [{}] of {} needs {}", name,
             entry.end - entry.begin, fmt::join(entry.shape, ", "), entry.dtype, entry.elements * *width);
    return entry;
}

/// The data must be covered once: an overlap is a hidden alias, a hole is hidden content.
void checkCoverage(std::vector<Entry>& entries, std::uint64_t dataBytes, const std::string& file) {
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
    std::uint64_t covered = 0;
    for (const Entry& entry : entries) {
        if (entry.begin < covered)
            fail(file, "the data of tensor \"{}\" overlap those of another tensor", entry.name);
        if (entry.begin > covered)
            fail(file, "there is a hole of {} bytes before the data of tensor \"{}\"", entry.begin - covered,
                 entry.name);
        if (entry.end > dataBytes)
            fail(file,
                 "the file is cut short: tensor \"{}\" ends at byte {} of the data, but only {} are there",
                 entry.name, entry.end, dataBytes);
        covered = entry.end;
    }
    if (covered != dataBytes)
        fail(file, "{} bytes after the last tensor belong to none", dataBytes - covered);
}

void checkTensor(const NamedTensor& tensor, std::set<std::string>& names) {
    check(tensor.name != kMetadata && names.insert(tensor.name).second,
          "tensor name \"{}\" is used twice or reserved", tensor.name);
    check(tensor.values.empty() || tensor.ids.empty(), "tensor \"{}\" holds two types", tensor.name);
    std::int64_t elements = 1;
    for (const std::int64_t extent : tensor.shape)
        elements *= extent;
    check(elements == static_cast<std::int64_t>(tensor.values.size() + tensor.ids.size()),
          "tensor \"{}\" of shape [{}] holds {} values", tensor.name, fmt::join(tensor.shape, ", "),
          tensor.values.size() + tensor.ids.size());
}

std::string quoted(const std::string& text) {
    try {
        return json(text).dump();
    } catch (const json::exception&) {
        throw DataError("a model file cannot hold a name or text that is not valid UTF-8");
    }
}

} // namespace

void checkHeaderLength(std::uint64_t length, std::uint64_t fileSize, const std::string& fileName) {
    if (length > kMaxHeaderBytes)
        fail(fileName, "is not a safetensors file: it announces a header of {} bytes", length);
    if (length > fileSize - 8)
        fail(fileName, "the file is cut short: it announces a header of {} bytes and holds {}", length,
             fileSize - 8);
}

Header parseHeader(const std::string& text, std::uint64_t dataBytes, const std::string& fileName) {
    const json root = parseWithoutDuplicates(text, fileName);
    Header header;
    for (const auto& [name, value] : root.items()) {
        if (name == kMetadata)
            header.metadata = parseMetadata(value, fileName);
        else
            header.entries.push_back(parseEntry(name, value, fileName));
    }
    checkCoverage(header.entries, dataBytes, fileName);
    return header;
}

std::string headerBytes(const TensorFile& file) {
    std::string text;
    for (const auto& [key, value] : file.metadata)
        text += fmt::format("{}{}:{}", text.empty() ? "" : ",", quoted(key), quoted(value));
    if (!text.empty())
        text = fmt::format("\"{}\":{{{}}}", kMetadata, text);
    std::uint64_t offset = 0;
    std::set<std::string> names;
    for (const NamedTensor& tensor : file.tensors) {
        checkTensor(tensor, names);
        const std::uint64_t end = offset + 4 * (tensor.values.size() + tensor.ids.size());
        text += fmt::format("{}{}:{{\"dtype\":\"{}\",\"shape\":[{}],\"data_offsets\":[{},{}]}}",
                            text.empty() ? "" : ",", quoted(tensor.name), tensor.ids.empty() ? "F32" : "I32",
                            fmt::join(tensor.shape, ","), offset, end);
        offset = end;
    }
    text = "{" + text + "}";
    text.resize((text.size() + 7) / 8 * 8, ' ');
    const std::uint64_t length = text.size();
    std::string bytes(sizeof length, '\0');
    std::memcpy(bytes.data(), &length, sizeof length);
    return bytes + text;
}

} // namespace lab::safetensors
