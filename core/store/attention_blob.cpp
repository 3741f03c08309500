#include "core/store/attention_blob.h"

#include "core/base/error.h"
#include "core/store/config_json.h"
#include "core/store/safetensors.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace lab {
namespace {

NamedTensor vectorTensor(const std::string& name, const std::vector<float>& values) {
    return {name, {static_cast<std::int64_t>(values.size())}, values, {}};
}

int parseInt(std::string_view text, const std::string& what) {
    int value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec != std::errc() || result.ptr != text.data() + text.size())
        throw DataError(fmt::format("{}: is not an attention map", what));
    return value;
}

std::string idsText(const std::vector<std::int32_t>& ids) {
    return fmt::format("{}", fmt::join(ids, " "));
}

std::vector<std::int32_t> parseIds(std::string_view text, const std::string& what) {
    std::vector<std::int32_t> ids;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        ids.push_back(parseInt(text.substr(0, end), what));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return ids;
}

AttentionMap::Matrix matrixOf(NamedTensor& tensor, const std::string& what) {
    const auto first = tensor.name.find('.'), second = tensor.name.find('.', first + 1);
    if (first == std::string::npos || second == std::string::npos || tensor.shape.size() != 2)
        throw DataError(fmt::format("{}: is not an attention map", what));
    const std::string_view name = tensor.name;
    return {parseInt(name.substr(first + 1, second - first - 1), what), std::string(name.substr(second + 1)),
            static_cast<int>(tensor.shape[1]), std::move(tensor.values)};
}

} // namespace

std::string toBlob(const AttentionMap& map) {
    TensorFile file;
    file.metadata = {{"tokens", toJson(map.tokens)}, {"label", std::to_string(map.label)}};
    if (!map.ids.empty())
        file.metadata["ids"] = idsText(map.ids);
    const auto tokens = static_cast<std::int64_t>(map.tokens.size());
    for (std::size_t i = 0; i < map.layers.size(); ++i) {
        const AttentionMap::Matrix& matrix = map.layers[i];
        file.tensors.push_back({fmt::format("{}.{}.{}", i, matrix.layer, matrix.kind),
                                {tokens, matrix.heads},
                                matrix.values,
                                {}});
    }
    file.tensors.push_back(vectorTensor("pool", map.pool));
    file.tensors.push_back(vectorTensor("probabilities", map.probabilities));
    file.tensors.push_back(vectorTensor("logits", map.logits));
    return safetensorsBytes(file);
}

AttentionMap attentionFromBlob(std::string_view bytes, const std::string& what) {
    TensorFile file = readSafetensorsBytes(bytes, what);
    AttentionMap map;
    map.tokens = stringsFromJson(file.metadata["tokens"], what + ": the tokens");
    map.ids = parseIds(file.metadata["ids"], what);
    if (!map.ids.empty() && map.ids.size() != map.tokens.size())
        throw DataError(fmt::format("{}: is not an attention map", what));
    map.label = parseInt(file.metadata["label"], what);
    for (NamedTensor& tensor : file.tensors) {
        if (tensor.name == "pool")
            map.pool = std::move(tensor.values);
        else if (tensor.name == "probabilities")
            map.probabilities = std::move(tensor.values);
        else if (tensor.name == "logits")
            map.logits = std::move(tensor.values);
        else
            map.layers.push_back(matrixOf(tensor, what));
    }
    return map;
}

} // namespace lab
