#include "core/store/search_terms.h"

#include "core/text/unicode.h"
#include "core/text/utf8.h"

namespace lab {
namespace {

struct Term {
    std::string text;
    bool quoted = false;
};

std::vector<Term> termsOf(std::string_view typed) {
    std::vector<Term> terms;
    Term term;
    const auto close = [&](bool quotes) {
        if (!term.text.empty())
            terms.push_back(term);
        term = {{}, quotes};
    };
    for (std::size_t at = 0; at < typed.size();) {
        const Utf8Step step = decodeUtf8(typed, at);
        if (step.codePoint == U'"')
            close(!term.quoted);
        else if (!term.quoted && classOf(step.codePoint) == CharClass::Space)
            close(false);
        else if (step.codePoint != 0)
            appendUtf8(term.text, step.codePoint);
        at += static_cast<std::size_t>(step.bytes);
    }
    close(false);
    return terms;
}

/// The index cuts texts at everything that is no letter or number, so it finds no sign, and runs of Han
/// characters are one word to it.
bool isForIndex(std::string_view term) {
    bool words = false;
    for (std::size_t at = 0; at < term.size();) {
        const Utf8Step step = decodeUtf8(term, at);
        const CharClass kind = classOf(step.codePoint);
        if (kind == CharClass::Han)
            return false;
        words = words || (kind == CharClass::Word && step.codePoint != U'_');
        at += static_cast<std::size_t>(step.bytes);
    }
    return words;
}

std::string patternOf(std::string_view term) {
    std::string pattern = "%";
    for (const char c : term) {
        if (c == '%' || c == '_' || c == '\\')
            pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

} // namespace

SearchTerms parseSearch(std::string_view typed) {
    SearchTerms search;
    const std::vector<Term> terms = termsOf(typed);
    for (const Term& term : terms) {
        if (!isForIndex(term.text)) {
            search.patterns.push_back(patternOf(term.text));
            continue;
        }
        const bool beginning = !term.quoted && &term == &terms.back();
        search.match += (search.match.empty() ? "\"" : " \"") + term.text + (beginning ? "\"*" : "\"");
    }
    return search;
}

} // namespace lab
