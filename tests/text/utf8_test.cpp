#include "core/text/utf8.h"

#include <gtest/gtest.h>

namespace lab {

namespace {

std::string repaired(std::string text, std::int64_t expected) {
    EXPECT_EQ(replaceInvalidUtf8(text), expected) << text;
    return text;
}

TEST(Utf8, LeavesValidTextAlone) {
    for (const std::string text : {"", "plain", "é 我 \U0001F44D", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF"})
        EXPECT_EQ(repaired(text, 0), text);
}

// Expected values from Python: bytes.decode("utf-8", errors="replace").
TEST(Utf8, ReplacesEachMaximalInvalidPartOnce) {
    EXPECT_EQ(repaired("a\xE2\x80?b", 1), "a\uFFFD?b");
    EXPECT_EQ(repaired("\xFF\xFE", 2), "\uFFFD\uFFFD");
    EXPECT_EQ(repaired("\xC0\xAF", 2), "\uFFFD\uFFFD");           // overlong
    EXPECT_EQ(repaired("\xED\xA0\x80", 3), "\uFFFD\uFFFD\uFFFD"); // surrogate
    EXPECT_EQ(repaired("\xF4\x90\x80\x80", 4), "\uFFFD\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(repaired("\xF0\x9F\x91", 1), "\uFFFD"); // cut off at the end
    EXPECT_EQ(repaired("caf\xE9 ol\xE9", 2), "caf\uFFFD ol\uFFFD");
}

TEST(Utf8, DecodesWhatItAppends) {
    for (const char32_t codePoint : {U'a', U'\u00E9', U'\u6211', U'\U0001F44D', U'\U0010FFFF'}) {
        std::string text;
        appendUtf8(text, codePoint);
        const Utf8Step step = decodeUtf8(text, 0);
        EXPECT_EQ(step.codePoint, codePoint);
        EXPECT_EQ(static_cast<std::size_t>(step.bytes), text.size());
        EXPECT_TRUE(step.valid);
        EXPECT_TRUE(isValidUtf8(text));
    }
    EXPECT_FALSE(isValidUtf8("\x80"));
}

} // namespace

} // namespace lab
