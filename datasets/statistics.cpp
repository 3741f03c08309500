#include "datasets/statistics.h"

#include "core/text/tokenizer.h"
#include "core/text/vocabulary.h"
#include "datasets/io/text_input.h"

#include <algorithm>
#include <limits>
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

/// Goes through the examples, telling \p progress the share from \p from to \p to.
template <class Body>
void forEach(const Dataset& data, ReadProgress& progress, double from, double to, Body&& body) {
    constexpr std::size_t kLookEvery = 256;
    for (std::size_t i = 0; i < data.examples.size(); ++i) {
        if (i % kLookEvery == 0)
            progress.update(from + (to - from) * static_cast<double>(i) /
                                       static_cast<double>(data.examples.size()),
                            static_cast<std::int64_t>(i));
        body(i, data.examples[i]);
    }
}

void countRepeats(const Dataset& data, ReadProgress& progress, DataSurvey& result) {
    std::unordered_set<std::string_view> all, known;
    forEach(data, progress, 0, 0, [&](std::size_t i, const Example& example) {
        result.rows[i].repeated = !all.insert(example.text).second;
        result.statistics.repeatedTexts += result.rows[i].repeated ? 1 : 0;
        if (example.split != Split::Test)
            known.insert(example.text);
    });
    forEach(data, progress, 0, 0, [&](std::size_t i, const Example& example) {
        result.rows[i].leaked = example.split == Split::Test && known.contains(example.text);
        result.statistics.leakedTexts += result.rows[i].leaked ? 1 : 0;
    });
}

void countLengths(const std::vector<DataSurvey::Row>& rows, DataStatistics& result) {
    std::vector<std::int64_t> lengths;
    lengths.reserve(rows.size());
    for (const DataSurvey::Row& row : rows)
        lengths.push_back(row.tokens);
    std::sort(lengths.begin(), lengths.end());
    for (const std::int64_t length : lengths) {
        if (result.lengths.empty() || result.lengths.back().tokens != length)
            result.lengths.push_back({length, 0});
        ++result.lengths.back().texts;
    }
    const auto total = std::accumulate(lengths.begin(), lengths.end(), std::int64_t{0});
    result.meanTokens =
        lengths.empty() ? 0 : static_cast<double>(total) / static_cast<double>(lengths.size());
    result.medianTokens = nearestRank(lengths, 0.5);
    result.p95Tokens = nearestRank(lengths, 0.95);
    result.maxTokens = lengths.empty() ? 0 : lengths.back();
}

} // namespace

double DataStatistics::shareLongerThan(std::int64_t tokens) const {
    std::int64_t longer = 0;
    for (const LengthCount& entry : lengths)
        longer += entry.tokens > tokens ? entry.texts : 0;
    return examples == 0 ? 0 : static_cast<double>(longer) / static_cast<double>(examples);
}

DataSurvey survey(const Dataset& data, const TextConfig& text, const LoadControl& control) {
    DataSurvey result;
    result.rows.resize(data.examples.size());
    countClasses(data, result.statistics);
    ReadProgress progress(control);
    countRepeats(data, progress, result);
    const std::unique_ptr<Tokenizer> tokenizer = makeTokenizer(text.tokenizer);
    TokenCounts counts;
    // The other parts are cut into tokens twice rather than kept in memory until the vocabulary is known.
    forEach(data, progress, 0, 0.8, [&](std::size_t i, const Example& example) {
        const std::vector<std::string> tokens = tokenizer->split(example.text);
        result.rows[i].tokens = static_cast<std::int32_t>(tokens.size());
        if (example.split == Split::Train)
            counts.add(tokens);
    });
    result.vocabulary = Vocabulary::build(counts, {text.vocabulary, text.minCount});
    result.statistics.vocabulary = result.vocabulary.size();
    std::array<std::int64_t, 3> all{}, unknown{};
    forEach(data, progress, 0.8, 1, [&](std::size_t, const Example& example) {
        if (example.split == Split::Train)
            return;
        const auto split = static_cast<std::size_t>(example.split);
        for (const std::string& token : tokenizer->split(example.text)) {
            ++all[split];
            unknown[split] += result.vocabulary.contains(token) ? 0 : 1;
        }
    });
    all[0] = counts.total();
    unknown[0] = result.vocabulary.counts()[static_cast<std::size_t>(result.vocabulary.unknownId())];
    for (std::size_t split = 0; split < all.size(); ++split)
        result.statistics.unknownShare[split] =
            all[split] == 0 ? std::numeric_limits<double>::quiet_NaN()
                            : static_cast<double>(unknown[split]) / static_cast<double>(all[split]);
    countLengths(result.rows, result.statistics);
    return result;
}

DataStatistics describe(const Dataset& data, const TextConfig& text, const LoadControl& control) {
    return survey(data, text, control).statistics;
}

} // namespace lab
