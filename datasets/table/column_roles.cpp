#include "datasets/table/column_roles.h"

#include "core/base/error.h"
#include "datasets/clean_text.h"
#include "datasets/split.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <unordered_set>

namespace lab {

namespace {

/// Names of text columns in lower case, the surest first.
constexpr std::string_view kTextNames[] = {
    "reviewtext", "reviews.text", "review_text", "review_body", "text",         "review",
    "sentence",   "comment_text", "comment",     "message",     "sms",          "tweet",
    "body",       "content",      "description", "abstract",    "article_text", "article",
    "document",   "summary",      "headline",    "title",       "question",     "utterance"};

constexpr std::string_view kLabelNames[] = {
    "label",   "labels",         "class",   "sentiment", "category",          "target",
    "overall", "reviews.rating", "rating",  "stars",     "star_rating",       "score",
    "topic",   "intent",         "emotion", "polarity",  "airline_sentiment", "spam",
    "y"};

std::optional<std::size_t> findByName(const std::vector<std::string>& columns, std::string_view name) {
    const auto exact = std::find(columns.begin(), columns.end(), name);
    if (exact != columns.end())
        return static_cast<std::size_t>(exact - columns.begin());
    const std::string key = lowered(name);
    const auto same =
        std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return lowered(c) == key; });
    if (same != columns.end())
        return static_cast<std::size_t>(same - columns.begin());
    return std::nullopt;
}

/// A wish: a header name, else a 1-based number.
std::size_t findWished(const std::string& path, const std::vector<std::string>& columns,
                       const std::string& wish) {
    if (const auto named = findByName(columns, wish))
        return *named;
    std::size_t number = 0;
    const std::string_view digits = trimmed(wish);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (parsed.ec == std::errc() && parsed.ptr == digits.data() + digits.size() && number >= 1 &&
        number <= columns.size())
        return number - 1;
    throw DataError(fmt::format("{} has no column '{}': its {} columns are {}", path, wish, columns.size(),
                                listColumns(columns)));
}

/// What a sample says about one column.
struct ColumnFacts {
    double meanLength = 0;
    std::size_t longest = 0;
    std::size_t filled = 0;
    std::size_t distinct = 0;
};

ColumnFacts factsOf(const SampleRows& sample, std::size_t column) {
    ColumnFacts facts;
    std::unordered_set<std::string_view> values;
    std::size_t total = 0;
    for (const auto& row : sample) {
        if (column >= row.size() || trimmed(row[column]).empty())
            continue;
        ++facts.filled;
        total += row[column].size();
        facts.longest = std::max(facts.longest, row[column].size());
        values.insert(trimmed(row[column]));
    }
    facts.distinct = values.size();
    facts.meanLength = facts.filled == 0 ? 0 : static_cast<double>(total) / static_cast<double>(facts.filled);
    return facts;
}

std::vector<ColumnFacts> factsOfAll(const SampleRows& sample, std::size_t columns) {
    std::vector<ColumnFacts> facts;
    for (std::size_t i = 0; i < columns; ++i)
        facts.push_back(factsOf(sample, i));
    return facts;
}

std::optional<std::size_t> guessLabel(const std::vector<std::string>& columns,
                                      const std::vector<ColumnFacts>& facts,
                                      const std::vector<std::size_t>& taken) {
    const auto isFree = [&](std::size_t i) {
        return std::find(taken.begin(), taken.end(), i) == taken.end();
    };
    for (const std::string_view name : kLabelNames)
        if (const auto found = findByName(columns, name); found && isFree(*found) && facts[*found].filled > 0)
            return found;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const ColumnFacts& f = facts[i];
        const bool classes =
            f.distinct >= 2 && f.longest <= 60 && f.distinct <= 50 && f.distinct * 2 <= f.filled;
        if (isFree(i) && classes && (!best || f.distinct < facts[*best].distinct))
            best = i;
    }
    return best;
}

std::vector<std::size_t> guessText(const std::vector<std::string>& columns,
                                   const std::vector<ColumnFacts>& facts, std::optional<std::size_t> label) {
    for (const std::string_view name : kTextNames) {
        const auto found = findByName(columns, name);
        if (!found || found == label || facts[*found].filled == 0)
            continue;
        const auto title = findByName(columns, "title");
        if (title && title != label && (name == "description" || name == "abstract" || name == "content"))
            return {*title, *found};
        const auto headline = findByName(columns, "headline");
        const auto shorter = findByName(columns, "short_description");
        if (name == "headline" && shorter && shorter != label)
            return {*headline, *shorter};
        return {*found};
    }
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (i != label && facts[i].filled > 0 && (!best || facts[i].meanLength > facts[*best].meanLength))
            best = i;
    return best ? std::vector<std::size_t>{*best} : std::vector<std::size_t>{};
}

std::optional<std::size_t> guessSplit(const std::vector<std::string>& columns, const SampleRows& sample) {
    const auto found = findByName(columns, "split");
    bool named = false;
    for (const auto& row : sample) {
        if (!found || *found >= row.size())
            continue;
        if (!splitNamed(row[*found]))
            return std::nullopt;
        named = true;
    }
    return named ? found : std::nullopt;
}

} // namespace

bool isKnownColumnName(std::string_view name) {
    const std::string key = lowered(name);
    const auto among = [&](const auto& names) {
        return std::find(std::begin(names), std::end(names), std::string_view(key)) != std::end(names);
    };
    return among(kTextNames) || among(kLabelNames);
}

std::string listColumns(const std::vector<std::string>& columns) {
    std::string list;
    for (std::size_t i = 0; i < columns.size() && i < 12; ++i)
        list += fmt::format("{}'{}'", i == 0 ? "" : ", ", columns[i]);
    return columns.size() > 12 ? list + " …" : list;
}

ColumnRoles resolveRoles(const std::string& path, const std::vector<std::string>& columns,
                         const SampleRows& sample, const RoleWishes& wishes) {
    ColumnRoles roles;
    std::optional<std::size_t> label;
    if (!wishes.label.empty())
        label = findWished(path, columns, wishes.label);
    for (const std::string& wish : wishes.text)
        roles.text.push_back(findWished(path, columns, wish));
    if (columns.empty())
        throw DataError(fmt::format(
            "{} holds no columns: a data set needs a text column and a column with the class of each text",
            path));
    if (columns.size() < 2 && !label)
        throw DataError(
            fmt::format("{} has a single column, '{}': a data set needs a text column and a column with "
                        "the class of each text",
                        path, columns[0]));
    std::vector<ColumnFacts> facts = factsOfAll(sample, columns.size());
    if (!wishes.split.empty()) {
        roles.split = findWished(path, columns, wishes.split);
        facts[*roles.split] = {}; // nothing that could be taken for a text or a class
    }
    if (roles.text.empty())
        roles.text = guessText(columns, facts, label);
    if (!label)
        label = guessLabel(columns, facts, roles.text);
    if (!label)
        throw DataError(
            fmt::format("{} has no column that looks like a class: its columns are {}; name one with "
                        "--label",
                        path, listColumns(columns)));
    if (roles.text.empty())
        throw DataError(
            fmt::format("{} has no column that looks like text: its columns are {}; name one with --text",
                        path, listColumns(columns)));
    if (std::find(roles.text.begin(), roles.text.end(), *label) != roles.text.end())
        throw DataError(
            fmt::format("{}: column '{}' cannot be text and class at once; choose others with --text and "
                        "--label",
                        path, columns[*label]));
    if (roles.split == label ||
        std::find(roles.text.begin(), roles.text.end(), roles.split) != roles.text.end())
        throw DataError(
            fmt::format("{}: column '{}' says the parts and cannot be text or class as well; choose "
                        "another with --text, --label or --split-column",
                        path, columns[*roles.split]));
    roles.label = *label;
    return roles;
}

ColumnRoles proposeRoles(const std::string& path, const std::vector<std::string>& columns,
                         const SampleRows& sample, const RoleWishes& wishes) {
    if (const auto split = guessSplit(columns, sample)) {
        RoleWishes with = wishes;
        with.split = columns[*split];
        try {
            return resolveRoles(path, columns, sample, with);
        } catch (const DataError&) { // NOLINT: it is the text or the class, or nothing is found without it
        }
    }
    return resolveRoles(path, columns, sample, wishes);
}

} // namespace lab
