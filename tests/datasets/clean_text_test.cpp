#include "datasets/clean_text.h"

#include <gtest/gtest.h>

namespace lab {

namespace {

std::string cleaned(std::string text, const Cleaning& cleaning = {}) {
    cleanText(text, cleaning);
    return text;
}

const Cleaning kAgNews{.html = true, .lostAmpersands = true, .backslashes = true};

TEST(CleanText, DecodesEntitiesOnce) {
    EXPECT_EQ(cleaned("Tom &amp; Jerry &quot;&#34;&#x27;&lt;3&gt;"), "Tom & Jerry \"\"'<3>");
    EXPECT_EQ(cleaned("&amp;lt;"), "&lt;");
    EXPECT_EQ(cleaned("caf&eacute; &#8217; &#9734; &#146;"), "café \u2019 \u2606 \u2019");
    EXPECT_EQ(cleaned("a&nbsp;b&#160;c"), "a b c");
}

TEST(CleanText, LeavesWhatOnlyLooksLikeAnEntity) {
    for (const char* text :
         {"AT&T; R&D &unknown; & &; &#; &#xZZ; &#1234567890; &#0;", "&#55296;", "a #39; b"})
        EXPECT_EQ(cleaned(text), text);
}

TEST(CleanText, TurnsTagsIntoSpacesButNotComparisons) {
    EXPECT_EQ(cleaned("one<br />two<BR>three"), "one two three");
    EXPECT_EQ(cleaned("an <i>odd</i> <a href=\"x\">link</a>"), "an  odd   link");
    EXPECT_EQ(cleaned("&lt;b&gt;bold&lt;/b&gt;!"), "bold !");
    for (const char* text : {"I <3 you", "a < b > c", "<<<sigh>>", "<brr>", "<b unclosed", "<"})
        EXPECT_EQ(cleaned(text), text);
}

TEST(CleanText, PutsBackWhatAgNewsLost) {
    EXPECT_EQ(cleaned("the world #39;s  #36;10 million", kAgNews), "the world's $10 million");
    EXPECT_EQ(cleaned("A second\\team of \\$415 \\\\rocketeers", kAgNews),
              "A second team of $415   rocketeers");
    EXPECT_EQ(cleaned("#39;quoted #39;", kAgNews), "'quoted'");
}

TEST(CleanText, ReplacesInvalidBytesAndControlCharacters) {
    std::string text = " caf\xE9\x01ol\xE2\x80? ";
    EXPECT_EQ(cleanText(text, {}).invalidUtf8, 2);
    EXPECT_EQ(text, "caf\uFFFD ol\uFFFD?");
    EXPECT_EQ(cleaned(std::string("a\0b", 3)), "a b");
}

TEST(CleanLabel, GivesWholeNumbersOneSpelling) {
    EXPECT_EQ(cleanLabel(" 5.0 "), "5");
    EXPECT_EQ(cleanLabel("-1.00"), "-1");
    EXPECT_EQ(cleanLabel("4.5"), "4.5");
    EXPECT_EQ(cleanLabel("v1.0"), "v1.0");
    EXPECT_EQ(cleanLabel("1."), "1.");
    EXPECT_EQ(cleanLabel("Sci/Tech\r"), "Sci/Tech");
}

} // namespace

} // namespace lab
