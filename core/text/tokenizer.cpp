#include "core/text/tokenizer.h"

#include "core/base/error.h"
#include "core/text/unicode.h"
#include "core/text/utf8.h"

namespace lab {

namespace {

/// Collects tokens byte by byte.
class TokenList {
public:
    explicit TokenList(std::vector<std::string>& tokens) : m_tokens(tokens) {}

    void append(char32_t codePoint) { appendUtf8(m_token, codePoint); }
    void append(std::string_view bytes) { m_token.append(bytes); }
    void finish() {
        if (m_token.empty())
            return;
        m_tokens.push_back(m_token);
        m_token.clear();
    }

private:
    std::vector<std::string>& m_tokens;
    std::string m_token;
};

/// A tokeniser is one scan of the text; Rule::scan(text, TokenList&) is the rule itself.
template <class Rule> class RuleTokenizer final : public Tokenizer {
public:
    [[nodiscard]] std::vector<std::string> split(std::string_view utf8) const override {
        std::vector<std::string> tokens;
        tokens.reserve(utf8.size() / 5 + 1);
        TokenList list(tokens);
        Rule::scan(utf8, list);
        list.finish();
        return tokens;
    }
};

struct WordPunctRule {
    static void scan(std::string_view text, TokenList& list) {
        CharClass current = CharClass::Space;
        for (std::size_t at = 0; at < text.size();) {
            const Utf8Step step = decodeUtf8(text, at);
            char32_t lower[2];
            const int count = lowerCase(text, at, step.codePoint, lower);
            for (int i = 0; i < count; ++i) {
                const CharClass next = classOf(lower[i]);
                if (next != current || next == CharClass::Han)
                    list.finish();
                if (next != CharClass::Space)
                    list.append(lower[i]);
                current = next;
            }
            at += static_cast<std::size_t>(step.bytes);
        }
    }
};

struct WhitespaceRule {
    static void scan(std::string_view text, TokenList& list) {
        for (std::size_t at = 0; at < text.size();) {
            const Utf8Step step = decodeUtf8(text, at);
            const auto bytes = static_cast<std::size_t>(step.bytes);
            if (classOf(step.codePoint) == CharClass::Space)
                list.finish();
            else if (step.valid)
                list.append(text.substr(at, bytes));
            else
                list.append(kReplacementCharacter);
            at += bytes;
        }
    }
};

} // namespace

Tokenizer::~Tokenizer() = default;

std::unique_ptr<Tokenizer> makeTokenizer(TokenizerKind kind) {
    switch (kind) {
    case TokenizerKind::WordPunct:
        return std::make_unique<RuleTokenizer<WordPunctRule>>();
    case TokenizerKind::Whitespace:
        return std::make_unique<RuleTokenizer<WhitespaceRule>>();
    }
    throw ConfigError("unknown tokeniser");
}

} // namespace lab
