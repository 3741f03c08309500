#include "core/text/vocabulary.h"

#include "core/base/error.h"

#include <algorithm>
#include <limits>

namespace lab {

namespace {

/// Indices of the entries that stay, in order of first appearance.
std::vector<std::size_t> keptEntries(const std::vector<TokenCounts::Entry>& entries,
                                     const VocabularyLimits& limits) {
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (entries[i].count >= limits.minCount && entries[i].token != Vocabulary::kPaddingToken &&
            entries[i].token != Vocabulary::kUnknownToken)
            kept.push_back(i);
    const auto room = static_cast<std::size_t>(limits.maxSize == 0 ? 0 : limits.maxSize - 2);
    if (limits.maxSize == 0 || kept.size() <= room)
        return kept;
    std::stable_sort(kept.begin(), kept.end(),
                     [&](std::size_t a, std::size_t b) { return entries[a].count > entries[b].count; });
    kept.resize(room);
    std::sort(kept.begin(), kept.end());
    return kept;
}

} // namespace

void TokenCounts::add(std::string_view token, std::int64_t times) {
    m_total += times;
    const auto found = m_index.find(token);
    if (found != m_index.end()) {
        m_entries[found->second].count += times;
        return;
    }
    m_index.emplace(token, m_entries.size());
    m_entries.push_back({std::string(token), times});
}

void TokenCounts::add(std::span<const std::string> tokens) {
    for (const std::string& token : tokens)
        add(token);
}

Vocabulary::Vocabulary() : Vocabulary({kPaddingToken, kUnknownToken}) {}

Vocabulary::Vocabulary(std::vector<std::string> tokens)
    : m_tokens(std::move(tokens)), m_counts(m_tokens.size(), 0) {
    if (m_tokens.empty())
        throw DataError("the vocabulary is empty: it needs at least the padding entry with id 0");
    if (m_tokens.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
        throw DataError(
            fmt::format("the vocabulary has {} entries, more than ids can number", m_tokens.size()));
    m_ids.reserve(m_tokens.size());
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        const auto [place, fresh] = m_ids.emplace(m_tokens[i], static_cast<std::int32_t>(i));
        if (!fresh)
            throw DataError(fmt::format("the vocabulary holds the token \"{}\" twice, with the ids {} and {}",
                                        m_tokens[i], place->second, i));
    }
    for (const char* name : {kUnknownToken, "<unk>", "[unk]", "<UNK>"})
        if (const auto found = m_ids.find(std::string_view(name)); found != m_ids.end()) {
            m_unknown = found->second;
            break;
        }
}

Vocabulary Vocabulary::build(const TokenCounts& counts, const VocabularyLimits& limits) {
    if (limits.maxSize < 0 || (limits.maxSize > 0 && limits.maxSize < 3))
        throw ConfigError(
            fmt::format("a vocabulary of {} entries has no room for words beside {} and {}: use 3 or "
                        "more, or 0 for no limit",
                        limits.maxSize, kPaddingToken, kUnknownToken));
    if (limits.minCount < 1)
        throw ConfigError(
            fmt::format("the minimum count of a word is {}; it must be at least 1", limits.minCount));
    const std::vector<TokenCounts::Entry>& entries = counts.entries();
    std::vector<std::string> tokens{kPaddingToken, kUnknownToken};
    std::vector<std::int64_t> numbers{0, counts.total()};
    for (const std::size_t index : keptEntries(entries, limits)) {
        tokens.push_back(entries[index].token);
        numbers.push_back(entries[index].count);
        numbers[1] -= entries[index].count;
    }
    Vocabulary vocabulary(std::move(tokens));
    vocabulary.m_counts = std::move(numbers);
    return vocabulary;
}

Vocabulary Vocabulary::fromTokens(std::vector<std::string> tokensInIdOrder) {
    return Vocabulary(std::move(tokensInIdOrder));
}

std::int32_t Vocabulary::id(std::string_view token) const {
    const auto found = m_ids.find(token);
    return found == m_ids.end() || found->second == kPadding ? m_unknown : found->second;
}

std::vector<std::int32_t> Vocabulary::ids(std::span<const std::string> tokens) const {
    std::vector<std::int32_t> result;
    result.reserve(tokens.size());
    for (const std::string& token : tokens)
        result.push_back(id(token));
    return result;
}

const std::string& Vocabulary::token(std::int32_t id) const {
    check(id >= 0 && id < size(), "token id {} is outside the vocabulary of {} entries", id, size());
    return m_tokens[static_cast<std::size_t>(id)];
}

} // namespace lab
