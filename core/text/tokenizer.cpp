#include "core/text/tokenizer.h"

#include "core/base/error.h"
#include "core/text/unicode.h"
#include "core/text/utf8.h"

namespace lab {

namespace {

/// Collects tokens, and their spans when someone wants them.
class TokenList {
public:
    TokenList(std::vector<std::string>& tokens, std::vector<TokenSpan>* spans)
        : m_tokens(tokens), m_spans(spans) {}

    void append(char32_t codePoint, TokenSpan span) {
        if (m_token.empty())
            m_span.begin = span.begin;
        appendUtf8(m_token, codePoint);
        m_span.end = span.end;
    }
    void appendRaw(std::string_view bytes, TokenSpan span) {
        if (m_token.empty())
            m_span.begin = span.begin;
        m_token.append(bytes);
        m_span.end = span.end;
    }
    void finish() {
        if (m_token.empty())
            return;
        m_tokens.push_back(m_token);
        if (m_spans != nullptr)
            m_spans->push_back(m_span);
        m_token.clear();
    }

private:
    std::vector<std::string>& m_tokens;
    std::vector<TokenSpan>* m_spans;
    std::string m_token;
    TokenSpan m_span;
};

/// Both entry points of a tokeniser are one scan of the text; Rule::scan(text, TokenList&) is the rule
/// itself.
template <class Rule> class RuleTokenizer final : public Tokenizer {
public:
    [[nodiscard]] std::vector<std::string> split(std::string_view utf8) const override {
        std::vector<std::string> tokens;
        tokens.reserve(utf8.size() / 5 + 1);
        TokenList list(tokens, nullptr);
        Rule::scan(utf8, list);
        return tokens;
    }
    [[nodiscard]] SplitText splitWithSpans(std::string_view utf8) const override {
        SplitText result;
        TokenList list(result.tokens, &result.spans);
        Rule::scan(utf8, list);
        return result;
    }
};

struct WordPunctRule {
    static void scan(std::string_view text, TokenList& list) {
        CharClass current = CharClass::Space;
        for (std::size_t at = 0; at < text.size();) {
            const Utf8Step step = decodeUtf8(text, at);
            const TokenSpan span{at, at + static_cast<std::size_t>(step.bytes)};
            char32_t lower[2];
            const int count = lowerCase(text, at, step.codePoint, lower);
            for (int i = 0; i < count; ++i) {
                const CharClass next = classOf(lower[i]);
                if (next != current || next == CharClass::Han)
                    list.finish();
                if (next != CharClass::Space)
                    list.append(lower[i], span);
                current = next;
            }
            at = span.end;
        }
        list.finish();
    }
};

struct WhitespaceRule {
    static void scan(std::string_view text, TokenList& list) {
        for (std::size_t at = 0; at < text.size();) {
            const Utf8Step step = decodeUtf8(text, at);
            const TokenSpan span{at, at + static_cast<std::size_t>(step.bytes)};
            if (classOf(step.codePoint) == CharClass::Space)
                list.finish();
            else if (step.valid)
                list.appendRaw(text.substr(span.begin, span.end - span.begin), span);
            else
                list.append(kReplacementCharacter, span);
            at = span.end;
        }
        list.finish();
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
