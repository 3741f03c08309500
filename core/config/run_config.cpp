#include "core/config/run_config.h"

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
constexpr std::array kInteraction{std::pair{Interaction::Product, "product"},
                                  std::pair{Interaction::Add, "add"},
                                  std::pair{Interaction::Concat, "concat"}};
constexpr std::array kSchedule{std::pair{Schedule::Constant, "constant"},
                               std::pair{Schedule::Linear, "linear"}, std::pair{Schedule::Cosine, "cosine"}};
constexpr std::array kTokenizer{std::pair{TokenizerKind::WordPunct, "wordpunct"},
                                std::pair{TokenizerKind::Whitespace, "whitespace"}};

constexpr std::array kDelimiter{std::pair{Delimiter::Auto, "auto"}, std::pair{Delimiter::Comma, "comma"},
                                std::pair{Delimiter::Semicolon, "semicolon"},
                                std::pair{Delimiter::Tab, "tab"}, std::pair{Delimiter::Pipe, "pipe"}};
constexpr std::array kEncoding{std::pair{Encoding::Auto, "auto"}, std::pair{Encoding::Utf8, "utf-8"},
                               std::pair{Encoding::Windows1252, "windows-1252"},
                               std::pair{Encoding::Utf16, "utf-16"}};
constexpr std::array kHeaderLine{std::pair{HeaderLine::Auto, "auto"}, std::pair{HeaderLine::Yes, "yes"},
                                 std::pair{HeaderLine::No, "no"}};

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

// One line each, as a table.
// clang-format off
const char* toString(Sharing value) { return nameOf<Sharing>(kSharing, value); }
const char* toString(Scores value) { return nameOf<Scores>(kScores, value); }
const char* toString(Interaction value) { return nameOf<Interaction>(kInteraction, value); }
const char* toString(Schedule value) { return nameOf<Schedule>(kSchedule, value); }
const char* toString(TokenizerKind value) { return nameOf<TokenizerKind>(kTokenizer, value); }
const char* toString(Delimiter value) { return nameOf<Delimiter>(kDelimiter, value); }
const char* toString(Encoding value) { return nameOf<Encoding>(kEncoding, value); }
const char* toString(HeaderLine value) { return nameOf<HeaderLine>(kHeaderLine, value); }

Sharing parseSharing(const std::string& name) { return valueOf<Sharing>(kSharing, name, "sharing mode"); }
Scores parseScores(const std::string& name) { return valueOf<Scores>(kScores, name, "score reading"); }
Interaction parseInteraction(const std::string& name) {
    return valueOf<Interaction>(kInteraction, name, "interaction");
}
Schedule parseSchedule(const std::string& name) { return valueOf<Schedule>(kSchedule, name, "schedule"); }
TokenizerKind parseTokenizer(const std::string& name) {
    return valueOf<TokenizerKind>(kTokenizer, name, "tokeniser");
}
// clang-format on
Delimiter parseDelimiter(const std::string& name) {
    const bool character = name == "," || name == ";" || name == "\t" || name == "|";
    return valueOf<Delimiter>(kDelimiter,
                              !character    ? name
                              : name == "," ? "comma"
                              : name == ";" ? "semicolon"
                              : name == "|" ? "pipe"
                                            : "tab",
                              "delimiter");
}
Encoding parseEncoding(const std::string& name) {
    return valueOf<Encoding>(kEncoding, name == "latin-1" ? "windows-1252" : name, "encoding");
}
HeaderLine parseHeaderLine(const std::string& name) {
    return valueOf<HeaderLine>(kHeaderLine, name, "choice of a header line");
}

} // namespace lab
