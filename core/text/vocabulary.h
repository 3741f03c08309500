#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lab {

/// Lets maps with std::string keys be asked with a string_view, without making a string.
struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

/// How often each token occurs, in order of first appearance. Feed it the training texts only.
class TokenCounts {
public:
    struct Entry {
        std::string token;
        std::int64_t count = 0;
    };

    void add(std::string_view token, std::int64_t times = 1);
    void add(std::span<const std::string> tokens);

    /// Distinct tokens in order of first appearance.
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    /// All tokens, repeats counted.
    [[nodiscard]] std::int64_t total() const { return m_total; }

private:
    std::vector<Entry> m_entries;
    std::unordered_map<std::string, std::size_t, StringHash, std::equal_to<>> m_index;
    std::int64_t m_total = 0;
};

/// Which tokens enter a vocabulary.
struct VocabularyLimits {
    std::int64_t maxSize = 0;  ///< entries including the two special ones; 0 = no limit, else ≥ 3
    std::int64_t minCount = 1; ///< rarer tokens are left out
};

/// The words a model knows, each with an id: 0 is padding, never looked up for a text; words that are not
/// known share one id. Immutable, so any thread may read it.
class Vocabulary {
public:
    static constexpr std::int32_t kPadding = 0;
    static constexpr const char* kPaddingToken = "[PAD]";
    static constexpr const char* kUnknownToken = "[UNK]";

    /// "[PAD]" and "[UNK]" alone.
    Vocabulary();

    /// "[PAD]" = 0, "[UNK]" = 1, then the kept tokens in order of first appearance (the authors' order). When
    /// maxSize cuts, the most frequent are kept, at equal counts those that appeared first.
    /// \throws ConfigError when the limits are impossible.
    static Vocabulary build(const TokenCounts& counts, const VocabularyLimits& limits = {});

    /// The vocabulary of a model file. Unknown words map to the entry named "[UNK]", "<unk>", "[unk]" or
    /// "<UNK>" (the first of these that is there); a file without one (the authors' own vocabularies) maps
    /// them to 0, the padding row, which adds nothing to the model.
    /// \throws DataError when the list is empty or a token occurs twice (named, with both ids).
    static Vocabulary fromTokens(std::vector<std::string> tokensInIdOrder);

    /// The id of \p token, or unknownId(). A token spelled like the padding entry is unknown.
    [[nodiscard]] std::int32_t id(std::string_view token) const;
    [[nodiscard]] std::vector<std::int32_t> ids(std::span<const std::string> tokens) const;
    [[nodiscard]] bool contains(std::string_view token) const { return m_ids.contains(token); }

    /// \throws std::invalid_argument when \p id is outside [0, size).
    [[nodiscard]] const std::string& token(std::int32_t id) const;
    [[nodiscard]] std::int32_t unknownId() const { return m_unknown; }
    [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(m_tokens.size()); }
    [[nodiscard]] const std::vector<std::string>& tokens() const { return m_tokens; }

    /// How often each entry occurs in the texts it was built from, by id; "[UNK]" counts the tokens left out.
    /// All 0 for a vocabulary from a model file.
    [[nodiscard]] const std::vector<std::int64_t>& counts() const { return m_counts; }

private:
    explicit Vocabulary(std::vector<std::string> tokens);

    std::vector<std::string> m_tokens;
    std::vector<std::int64_t> m_counts;
    std::unordered_map<std::string, std::int32_t, StringHash, std::equal_to<>> m_ids;
    std::int32_t m_unknown = 0;
};

} // namespace lab
