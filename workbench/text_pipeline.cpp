#include "workbench/text_pipeline.h"

#include "core/base/error.h"
#include "core/store/config_json.h"

#include <algorithm>

namespace lab {
namespace {

/// Calls body(example) for each example of a split, looking at \p stop every so often.
template <class Body>
void forSplit(const Dataset& data, Split split, const std::stop_token& stop, Body&& body) {
    constexpr std::size_t kLookEvery = 256;
    std::size_t seen = 0;
    for (const Example& example : data.examples) {
        if (++seen % kLookEvery == 0 && stop.stop_requested())
            throw Cancelled();
        if (example.split == split)
            body(example);
    }
}

RecordSplit toStored(Split split) {
    return static_cast<RecordSplit>(split);
}
std::vector<std::string> sentences(const std::vector<SkippedRows>& rows) {
    std::vector<std::string> list;
    for (const SkippedRows& r : rows)
        list.push_back(fmt::format("{}: {} rows, the first is {}", r.reason, r.count, r.firstRow));
    return list;
}
Split fromStored(RecordSplit split) {
    return static_cast<Split>(split);
}

} // namespace

TextPipeline::TextPipeline(TokenizerKind tokenizer, Vocabulary vocabulary, int maxLength)
    : m_tokenizer(makeTokenizer(tokenizer)),
      m_vocabulary(std::move(vocabulary)),
      m_maxLength(static_cast<std::size_t>(maxLength)) {}

TextPipeline TextPipeline::learn(const Dataset& data, const TextConfig& config, int maxLength,
                                 const std::stop_token& stop) {
    const auto tokenizer = makeTokenizer(config.tokenizer);
    TokenCounts counts;
    forSplit(data, Split::Train, stop, [&](const Example& e) { counts.add(tokenizer->split(e.text)); });
    return {config.tokenizer, Vocabulary::build(counts, {config.vocabulary, config.minCount}), maxLength};
}

TextPipeline::Encoded TextPipeline::encode(const std::string& text) const {
    Encoded encoded;
    encoded.tokens = m_tokenizer->split(text);
    encoded.tokens.resize(std::min(encoded.tokens.size(), m_maxLength));
    if (encoded.tokens.empty())
        encoded.tokens.emplace_back(Vocabulary::kUnknownToken);
    encoded.ids = m_vocabulary.ids(encoded.tokens);
    return encoded;
}

void TextPipeline::name(AttentionMap& map, Encoded text) const {
    map.ids = std::move(text.ids);
    for (std::size_t i = 0; i < text.tokens.size(); ++i)
        if (map.ids[i] == m_vocabulary.unknownId() && !m_vocabulary.contains(text.tokens[i]))
            map.ids[i] = AttentionMap::kUnknown;
    map.tokens = std::move(text.tokens);
}

EncodedSplit TextPipeline::encode(const Dataset& data, Split split, const std::stop_token& stop) const {
    EncodedSplit encoded;
    forSplit(data, split, stop, [&](const Example& e) { encoded.add(encode(e.text).ids, e.label); });
    return encoded;
}

StoredDataset toStored(const Dataset& data, const DataConfig& config) {
    StoredDataset stored{data.name, config.spec, data.format, data.labels, {}, {}};
    stored.report = fmt::format(R"({{"skipped":{},"repaired":{}}})", toJson(sentences(data.skipped)),
                                toJson(sentences(data.repaired)));
    stored.records.reserve(data.examples.size());
    for (const Example& example : data.examples)
        stored.records.push_back({example.text, example.label, toStored(example.split)});
    return stored;
}

Dataset fromStored(StoredDataset stored) {
    Dataset data{stored.name, stored.format, std::move(stored.labels), {}, {}, {}};
    data.examples.reserve(stored.records.size());
    for (StoredRecord& record : stored.records)
        data.examples.push_back({std::move(record.text), record.label, fromStored(record.split)});
    return data;
}

} // namespace lab
