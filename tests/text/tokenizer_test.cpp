#include "core/text/tokenizer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace lab {

namespace {

struct Case {
    std::string text;
    std::vector<std::string> tokens;
};

/// Made with Python 3.11: `re.findall(r'\w+|[^\w\s]+', text.lower())`, Han characters taken out one by one.
const std::vector<Case> kWordPunctCases = {
    {"Good muffins cost $3.88\nin New York.  Please buy me two of them.",
     {"good", "muffins", "cost", "$", "3", ".", "88", "in", "new", "york", ".", "please", "buy", "me", "two",
      "of", "them", "."}},
    {"Don't stop -- it's e-mail: a_b@c.org!!!",
     {"don", "'", "t", "stop", "--", "it", "'", "s", "e", "-", "mail", ":", "a_b", "@", "c", ".", "org",
      "!!!"}},
    {"naïve café CRÈME Ångström ÆØÅ ß ẞ", {"naïve", "café", "crème", "ångström", "æøå", "ß", "ß"}},
    {"cafe\314\201 e\314\201", {"cafe", "\314\201", "e", "\314\201"}},
    {"İstanbul I ı", {"i", "\314\207", "stanbul", "i", "ı"}},
    {"ΟΔΥΣΣΕΥΣ ΣΑΣ Σ ΑΣ. ΑΣ' ΑΣ'Α", {"οδυσσευς", "σας", "σ", "ας", ".", "ας", "'", "ασ", "'", "α"}},
    {"ΣΣ Σ. aΣb ªΣ 1Σ a\314\201Σ", {"σς", "σ", ".", "aσb", "ªς", "1σ", "a", "\314\201", "ς"}},
    {"Привет, МИР! ЁЖ", {"привет", ",", "мир", "!", "ёж"}},
    {"日本語 テスト です", {"日", "本", "語", "テスト", "です"}},
    {"我爱北京天安门。2008年", {"我", "爱", "北", "京", "天", "安", "门", "。", "2008", "年"}},
    {"iPhone手机very好", {"iphone", "手", "机", "very", "好"}},
    {"々〇〡 ⺀ 𠀀x", {"々", "〇", "〡", "⺀", "𠀀", "x"}},
    {"👍🏽 ok 👨\342\200\215👩\342\200\215👧 :-)",
     {"👍🏽", "ok", "👨\342\200\215👩\342\200\215👧", ":-)"}},
    {"हिन्दी भाषा", {"ह", "ि", "न", "्", "द", "ी", "भ", "ा", "ष", "ा"}},
    {"مرحبا بالعالم ١٢٣", {"مرحبا", "بالعالم", "١٢٣"}},
    {"x² ½ Ⅷ Ⓐ", {"x²", "½", "ⅷ", "ⓐ"}},
    {"a\302\240b\342\200\203c\343\200\200d\341\232\200e\342\200\250f", {"a", "b", "c", "d", "e", "f"}},
    {"a\034b\037c\302\205d\013e", {"a", "b", "c", "d", "e"}},
    {"zero\342\200\213width soft\302\255hyphen bom\357\273\277x",
     {"zero", "\342\200\213", "width", "soft", "\302\255", "hyphen", "bom", "\357\273\277", "x"}},
    {"snake_case __init__ ‿tie", {"snake_case", "__init__", "‿", "tie"}},
    {"ǅ Ǆ ǆ Ꙁꙁ Ⴀ ᲀ 𐐀 Ꭰ", {"ǆ", "ǆ", "ǆ", "ꙁꙁ", "ⴀ", "ᲀ", "𐐨", "ꭰ"}},
    {"Dž K Å Ω", {"dž", "k", "å", "ω"}},
    {"KÅΩ", {"kåω"}},
    {"", {}},
    {" \n\011 ", {}},
    {"…“quotes”—dash–x", {"…“", "quotes", "”—", "dash", "–", "x"}},
    {"ไทยภาษา ก็", {"ไทยภาษา", "ก", "็"}},
    {"한국어 조선", {"한국어", "조선"}},
};

TEST(WordPunctTokenizer, SplitsAsPythonDoes) {
    const auto tokenizer = makeTokenizer(TokenizerKind::WordPunct);
    for (const Case& c : kWordPunctCases)
        EXPECT_EQ(tokenizer->split(c.text), c.tokens) << c.text;
}

TEST(WordPunctTokenizer, ReadsInvalidUtf8AsReplacementCharacters) {
    const auto tokenizer = makeTokenizer(TokenizerKind::WordPunct);
    EXPECT_EQ(tokenizer->split("ab\xFF"
                               "cd \xE2\x80?"),
              (std::vector<std::string>{"ab", "\uFFFD", "cd", "\uFFFD?"}));
}

TEST(WhitespaceTokenizer, SplitsAtUnicodeWhiteSpaceAndKeepsCase) {
    const auto tokenizer = makeTokenizer(TokenizerKind::Whitespace);
    EXPECT_EQ(tokenizer->split("Don't  SHOUT,\tplease!\n"),
              (std::vector<std::string>{"Don't", "SHOUT,", "please!"}));
    EXPECT_EQ(tokenizer->split("a\u00A0b\u2003c\u3000d\x1C"
                               "e\u200Bf"),
              (std::vector<std::string>{"a", "b", "c", "d", "e\u200Bf"}));
    EXPECT_TRUE(tokenizer->split(" \n ").empty());
}

} // namespace

} // namespace lab
