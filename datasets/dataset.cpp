#include "datasets/dataset.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "datasets/registry.h"
#include "datasets/split.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <numeric>
#include <optional>

namespace lab {

namespace {

/// One source, read whole.
struct Source {
    std::string format;
    std::string name;
    ExampleCollector rows;
};

/// Folder and file of a path ("ag_news_csv/test.csv"), or the demo's own name.
std::string displayName(const SourceSpec& source, const Reader& reader) {
    if (reader.id() == "demo")
        return "demo:" + source.path;
    std::filesystem::path path(source.path);
    if (!path.has_filename())
        path = path.parent_path();
    const std::filesystem::path folder = path.parent_path().filename();
    const bool plain = folder.empty() || folder == "." || folder == "..";
    return plain ? path.filename().string() : (folder / path.filename()).string();
}

ReadRequest requestFor(const std::string& path, const DataConfig& config) {
    return {path,         config.textColumns, config.labelColumn, config.splitColumn,
            config.limit, config.splitSeed,   config.layout};
}

Source readSource(const std::string& spec, const DataConfig& config, const LoadControl& control) {
    const ReaderRegistry registry = makeReaderRegistry();
    const SourceSpec parsed = parseSpec(spec, registry);
    const Reader& reader = readerFor(parsed, config.layout, registry);
    Source source;
    source.format = reader.id();
    source.name = displayName(parsed, reader);
    reader.read(requestFor(parsed.path, config), control, source.rows);
    if (!source.rows.items().empty())
        return source;
    std::string reasons;
    const auto& skipped = source.rows.skipped();
    for (auto each = skipped.rbegin(); each != skipped.rend(); ++each)
        reasons = reasons.empty()
                      ? fmt::format("{} × {}, first in row {}", each->count, each->reason, each->firstRow)
                      : fmt::format("{} × {}, first in row {}; {}", each->count, each->reason, each->firstRow,
                                    reasons);
    if (reasons.empty())
        throw DataError(fmt::format("{} holds no usable example", spec));
    throw DataError(fmt::format("{} holds no usable example: every row was skipped ({})", spec, reasons));
}

template <class Item> void keepSome(std::vector<Item>& items, std::int64_t limit, std::uint64_t seed) {
    const auto kept = static_cast<std::size_t>(limit);
    if (limit <= 0 || items.size() <= kept)
        return;
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random(seed, 0x6C696D6974); // "limit"
    for (std::size_t i = 0; i < kept; ++i)
        std::swap(order[i], order[i + random.below(static_cast<std::uint32_t>(order.size() - i))]);
    order.resize(kept);
    std::sort(order.begin(), order.end());
    std::vector<Item> chosen;
    chosen.reserve(kept);
    for (const std::size_t index : order)
        chosen.push_back(std::move(items[index]));
    items = std::move(chosen);
}

std::optional<double> asNumber(const std::string& text) {
    double value = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// Numbers numerically when all labels are numbers, else by code point (which UTF-8 bytes keep).
void sortLabels(std::vector<std::string>& labels) {
    std::sort(labels.begin(), labels.end());
    if (!std::all_of(labels.begin(), labels.end(),
                     [](const auto& label) { return asNumber(label).has_value(); }))
        return;
    std::stable_sort(labels.begin(), labels.end(),
                     [](const auto& a, const auto& b) { return *asNumber(a) < *asNumber(b); });
}

/// A column of free text or of row numbers makes as many classes as there are rows.
void checkClasses(const std::string& spec, std::size_t classes, std::size_t examples) {
    if (examples >= 20 && classes * 2 > examples)
        throw DataError(
            fmt::format("{}: the class column has {} different values in {} rows, so it holds no classes; "
                        "name another with --label",
                        spec, classes, examples));
}

void checkNotStopped(const std::stop_token& stop) {
    if (stop.stop_requested())
        throw Cancelled();
}

/// Appends what \p source holds. Labels must stand in \p data already.
void append(Dataset& data, Source& source, std::optional<Split> forced, const std::stop_token& stop) {
    constexpr std::size_t kStopEvery = 4096;
    std::map<std::string, int> ids;
    for (std::size_t i = 0; i < data.labels.size(); ++i)
        ids[data.labels[i]] = static_cast<int>(i);
    for (ExampleCollector::Item& item : source.rows.items()) {
        if (data.examples.size() % kStopEvery == 0)
            checkNotStopped(stop);
        const std::optional<Split> split = forced ? forced : item.split;
        data.examples.push_back({std::move(item.text),
                                 ids.at(source.rows.labels()[static_cast<std::size_t>(item.label)]),
                                 split.value_or(Split::Train)});
    }
    const auto told = [&](const std::string& reason) {
        return forced ? fmt::format("{} (test set)", reason) : reason;
    };
    for (const SkippedRows& entry : source.rows.skipped())
        data.skipped.push_back({told(entry.reason), entry.count, entry.firstRow});
    for (const RepairedRows& entry : source.rows.repaired())
        data.repaired.push_back({told(entry.reason), entry.count, entry.firstRow});
}

bool hasPart(Source& source, Split part) {
    const auto& items = source.rows.items();
    return std::any_of(items.begin(), items.end(), [&](const auto& item) { return item.split == part; });
}

/// Takes the rows for which \p unwanted holds out of the source and books them as skipped.
template <class Test> void drop(Source& source, std::string_view reason, Test unwanted) {
    auto& items = source.rows.items();
    for (const auto& item : items)
        if (unwanted(item))
            source.rows.skip(reason, item.row);
    std::erase_if(items, unwanted);
}

/// The separate test set: its own test part when it has one, else all of it.
Source readTestSource(const DataConfig& config, const LoadControl& control) {
    DataConfig whole = config;
    whole.limit = 0;
    Source test = readSource(config.testSpec, whole, control);
    if (hasPart(test, Split::Test))
        drop(test, "not in the test part", [](const auto& item) { return item.split != Split::Test; });
    return test;
}

/// The classes that occur, sorted.
std::vector<std::string> occurringLabels(std::initializer_list<Source*> sources) {
    std::vector<std::string> labels;
    for (Source* source : sources) {
        std::vector<bool> used(source->rows.labels().size());
        for (const auto& item : source->rows.items())
            used[static_cast<std::size_t>(item.label)] = true;
        for (std::size_t i = 0; i < used.size(); ++i)
            if (used[i])
                labels.push_back(source->rows.labels()[i]);
    }
    sortLabels(labels);
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    return labels;
}

/// Shares for the rows that are not in a test part already.
SplitShares sharesOf(const DataConfig& config, bool ownTest) {
    SplitShares shares{config.trainShare, config.validationShare, config.testShare};
    checkShares(shares);
    if (!ownTest)
        return shares;
    const double rest = shares.train + shares.validation;
    if (rest <= 0)
        throw ConfigError("--split leaves nothing to train on, and the data has a test part of its own");
    return {shares.train / rest, shares.validation / rest, 0};
}

} // namespace

std::int64_t Dataset::count(Split split) const {
    return std::count_if(examples.begin(), examples.end(),
                         [&](const Example& e) { return e.split == split; });
}

Dataset loadDataset(const DataConfig& config, const LoadControl& control) {
    checkShares({config.trainShare, config.validationShare, config.testShare});
    if (config.limit < 0)
        throw ConfigError(fmt::format("--limit {} must be 0 (all examples) or more", config.limit));
    const bool separate = !config.testSpec.empty();
    if (separate && !config.splitColumn.empty())
        throw ConfigError("--test and --split-column both say which texts are for the test: leave out one");
    Source main = readSource(config.spec, config, control);
    Source test;
    if (separate) {
        test = readTestSource(config, control);
        drop(main, "the set's own test part, replaced by the separate one",
             [](const auto& item) { return item.split == Split::Test; });
    }
    checkNotStopped(control.stop);
    keepSome(main.rows.items(), config.limit, config.splitSeed);
    Dataset data;
    data.name = main.name;
    data.format = main.format;
    data.labels = occurringLabels({&main, &test});
    checkClasses(config.spec, data.labels.size(), main.rows.items().size() + test.rows.items().size());
    data.ownTest = separate || hasPart(main, Split::Test);
    data.ownValidation = hasPart(main, Split::Validation);
    append(data, main, std::nullopt, control.stop);
    append(data, test, Split::Test, control.stop);
    if (data.labels.size() < 2)
        throw DataError(
            fmt::format("{} has one class only ('{}' for all {} examples): at least two are needed",
                        config.spec, data.labels.front(), data.examples.size()));
    checkNotStopped(control.stop);
    divide(data, config);
    return data;
}

void divide(Dataset& data, const DataConfig& config) {
    if (data.ownValidation)
        return;
    const SplitShares shares = sharesOf(config, data.ownTest);
    std::vector<std::size_t> undivided;
    for (std::size_t i = 0; i < data.examples.size(); ++i)
        if (!data.ownTest || data.examples[i].split != Split::Test)
            undivided.push_back(i);
    stratify(data.examples, undivided, shares, config.splitSeed);
}

void sample(std::vector<Example>& examples, std::int64_t limit, std::uint64_t seed) {
    keepSome(examples, limit, seed);
}

std::string findSplitColumn(const DataConfig& config) {
    const ReaderRegistry registry = makeReaderRegistry();
    const SourceSpec parsed = parseSpec(config.spec, registry);
    return readerFor(parsed, config.layout, registry).findSplitColumn(requestFor(parsed.path, config));
}

} // namespace lab
