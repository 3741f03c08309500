#include "datasets/statistics.h"

#include "core/text/tokenizer.h"
#include "core/text/vocabulary.h"
#include "datasets/io/text_input.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_set>

namespace lab {

namespace {

/// The smallest value that at least \p share of the sorted values do not exceed.
std::int64_t nearestRank(const std::vector<std::int64_t>& sorted, double share) {
    if (sorted.empty())
        return 0;
    const double rank = share * static_cast<double>(sorted.size());
    auto index = static_cast<std::size_t>(rank);
    if (static_cast<double>(index) == rank && index > 0)
        --index;
    return sorted[std::min(index, sorted.size() - 1)];
}

void countClasses(const Dataset& data, DataStatistics& result) {
    for (const std::string& label : data.labels)
        result.classes.push_back({label, 0, {}});
    for (const Example& example : data.examples) {
        const auto split = static_cast<std::size_t>(example.split);
        auto& entry = result.classes[static_cast<std::size_t>(example.label)];
        ++entry.count;
        ++entry.bySplit[split];
        ++result.splits[split];
    }
    result.examples = static_cast<std::int64_t>(data.examples.size());
}

void countRepeats(const Dataset& data, DataStatistics& result) {
    std::unordered_set<std::string_view> all, known;
    for (const Example& example : data.examples) {
        result.repeatedTexts += all.insert(example.text).second ? 0 : 1;
        if (example.split != Split::Test)
            known.insert(example.text);
    }
    for (const Example& example : data.examples)
        if (example.split == Split::Test && known.contains(example.text))
            ++result.leakedTexts;
}

} // namespace

DataStatistics describe(const Dataset& data, const TextConfig& text, const LoadControl& control) {
    DataStatistics result;
    countClasses(data, result);
    countRepeats(data, result);
    const std::unique_ptr<Tokenizer> tokenizer = makeTokenizer(text.tokenizer);
    ReadProgress progress(control);
    TokenCounts counts;
    std::vector<std::int64_t> lengths;
    lengths.reserve(data.examples.size());
    for (const Example& example : data.examples) {
        const std::vector<std::string> tokens = tokenizer->split(example.text);
        lengths.push_back(static_cast<std::int64_t>(tokens.size()));
        if (example.split == Split::Train)
            counts.add(tokens);
        if (lengths.size() % 256 == 0)
            progress.update(static_cast<double>(lengths.size()) / static_cast<double>(data.examples.size()),
                            static_cast<std::int64_t>(lengths.size()));
    }
    result.vocabulary = Vocabulary::build(counts, {text.vocabulary, text.minCount}).size();
    std::sort(lengths.begin(), lengths.end());
    const auto total = std::accumulate(lengths.begin(), lengths.end(), std::int64_t{0});
    result.meanTokens =
        lengths.empty() ? 0 : static_cast<double>(total) / static_cast<double>(lengths.size());
    result.medianTokens = nearestRank(lengths, 0.5);
    result.p95Tokens = nearestRank(lengths, 0.95);
    result.maxTokens = lengths.empty() ? 0 : lengths.back();
    return result;
}

} // namespace lab
