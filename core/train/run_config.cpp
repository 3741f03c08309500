#include "core/train/run_config.h"

#include "core/base/error.h"

#include <array>
#include <span>
#include <utility>

namespace lab {
namespace {

template <class Enum> using Names = std::span<const std::pair<Enum, const char*>>;

constexpr std::array kSharing{std::pair{Sharing::None, "none"}, std::pair{Sharing::QueryValue, "query_value"},
                              std::pair{Sharing::QueryValueHead, "query_value_head"},
                              std::pair{Sharing::QueryValueLayer, "query_value_layer"}};
constexpr std::array kScores{std::pair{Scores::Across, "across"}, std::pair{Scores::PerHead, "per_head"}};
constexpr std::array kInteraction{std::pair{Interaction::Product, "product"}, std::pair{Interaction::Add, "add"},
                                  std::pair{Interaction::Concat, "concat"}};
constexpr std::array kSchedule{std::pair{Schedule::Constant, "constant"}, std::pair{Schedule::Linear, "linear"},
                               std::pair{Schedule::Cosine, "cosine"}};
constexpr std::array kTokenizer{std::pair{TokenizerKind::WordPunct, "wordpunct"},
                                std::pair{TokenizerKind::Whitespace, "whitespace"}};

template <class Enum> const char* nameOf(Names<Enum> names, Enum value) {
    for (const auto& [v, name] : names)
        if (v == value)
            return name;
    throw std::invalid_argument("enumerator without a name");
}

template <class Enum> Enum valueOf(Names<Enum> names, const std::string& text, const char* what) {
    std::string known;
    for (const auto& [v, name] : names) {
        if (text == name)
            return v;
        known += (known.empty() ? "" : ", ") + std::string(name);
    }
    throw ConfigError(fmt::format("unknown {} \"{}\"; known: {}", what, text, known));
}

} // namespace

const char* toString(Sharing value) { return nameOf<Sharing>(kSharing, value); }
const char* toString(Scores value) { return nameOf<Scores>(kScores, value); }
const char* toString(Interaction value) { return nameOf<Interaction>(kInteraction, value); }
const char* toString(Schedule value) { return nameOf<Schedule>(kSchedule, value); }
const char* toString(TokenizerKind value) { return nameOf<TokenizerKind>(kTokenizer, value); }

Sharing parseSharing(const std::string& name) { return valueOf<Sharing>(kSharing, name, "sharing mode"); }
Scores parseScores(const std::string& name) { return valueOf<Scores>(kScores, name, "score reading"); }
Interaction parseInteraction(const std::string& name) {
    return valueOf<Interaction>(kInteraction, name, "interaction");
}
Schedule parseSchedule(const std::string& name) { return valueOf<Schedule>(kSchedule, name, "schedule"); }
TokenizerKind parseTokenizer(const std::string& name) {
    return valueOf<TokenizerKind>(kTokenizer, name, "tokeniser");
}

} // namespace lab
