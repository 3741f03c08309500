// What a person says about the layout of a source: delimiter, encoding, header line.
#include "datasets/registry.h"
#include "tests/datasets/load.h"

#include <gtest/gtest.h>

namespace lab {

namespace {

using namespace test;
using namespace std::string_literals;
using Strings = std::vector<std::string>;

Dataset loadAs(const std::string& spec, const SourceLayout& layout) {
    DataConfig config;
    config.spec = spec;
    config.layout = layout;
    return loadDataset(config);
}

std::string refusalOf(const std::string& spec, const SourceLayout& layout) {
    return messageOf<ConfigError>([&] { loadAs(spec, layout); });
}

/// \p text, which is ASCII and "é" and "😀", in UTF-16.
std::string utf16(const std::u16string& text, bool bigEndian) {
    std::string bytes;
    for (const char16_t unit : text) {
        const char high = static_cast<char>(unit >> 8U), low = static_cast<char>(unit & 0xFFU);
        bytes += {bigEndian ? high : low, bigEndian ? low : high};
    }
    return bytes;
}

TEST(Layout, AChosenDelimiterWinsOverTheDetectedOne) {
    const TempFiles files;
    const auto path = files.write("r.csv", "text;more,label\nwell, then;x,a\nno, not;y,b\n");
    const SourcePreview preview = previewSource(path, {.delimiter = Delimiter::Semicolon});
    EXPECT_EQ(preview.delimiter, ";");
    EXPECT_EQ(preview.columns, (Strings{"text", "more,label"}));
    const auto bars = files.write("b.csv", "text|label\none, two|a\nthree, four|b\n");
    EXPECT_EQ(textsOf(loadAs(bars, {.delimiter = Delimiter::Pipe})), (Strings{"one, two", "three, four"}));
    const auto tabs = files.write("t.txt", "text\tlabel\none, two\ta\nthree\tb\n");
    EXPECT_EQ(loadAs(tabs, {.delimiter = Delimiter::Tab}).format, "tsv");
    EXPECT_EQ(previewSource(tabs, {.delimiter = Delimiter::Comma}).format, "csv");
}

TEST(Layout, AChosenHeaderWinsOverTheDetectedOne) {
    const TempFiles files;
    const auto path = files.write("r.csv", "text,label\nfine,a\nbad,b\n");
    EXPECT_EQ(previewSource(path).rows.size(), 2U);
    const SourcePreview preview = previewSource(path, {.header = HeaderLine::No});
    EXPECT_FALSE(preview.hasHeader);
    EXPECT_EQ(preview.rows.size(), 3U);
    const auto sms = files.write("s.txt", "ham\tsee you\nspam\twin\nham\tbye\n");
    EXPECT_EQ(previewSource(sms).format, "sms");
    const SourcePreview table = previewSource(sms, {.header = HeaderLine::Yes});
    EXPECT_EQ(table.format, "tsv");
    EXPECT_EQ(table.columns, (Strings{"ham", "see you"}));
}

TEST(Layout, ReadsWindows1252) {
    const TempFiles files;
    const auto path = files.write("r.csv", "text,label\ncaf\xE9 \x80 5,a\n\x93ja\x94,b\n");
    EXPECT_TRUE(previewSource(path).damaged);
    const SourcePreview preview = previewSource(path, {.encoding = Encoding::Windows1252});
    EXPECT_FALSE(preview.damaged);
    EXPECT_EQ(preview.encoding, Encoding::Windows1252);
    const Dataset data = loadAs(path, {.encoding = Encoding::Windows1252});
    EXPECT_EQ(textsOf(data), (Strings{"café € 5", "“ja”"}));
    EXPECT_TRUE(data.repaired.empty());
}

TEST(Layout, FindsUtf16WithAndWithoutAMark) {
    const TempFiles files;
    const std::u16string text = u"text,label\ncaf\u00E9 \U0001F600,a\nplain words,b\n";
    for (const bool bigEndian : {false, true})
        for (const bool mark : {false, true}) {
            const auto path = files.write("r.csv", utf16((mark ? u"\uFEFF" : u"") + text, bigEndian));
            EXPECT_EQ(textsOf(load(path)), (Strings{"café 😀", "plain words"})) << bigEndian << mark;
            EXPECT_EQ(previewSource(path).encoding, Encoding::Utf16);
            EXPECT_EQ(textsOf(loadAs(path, {.encoding = Encoding::Utf16})), textsOf(load(path)));
        }
    EXPECT_EQ(textsOf(load(files.writeGzip("r.csv.gz", utf16(u"\uFEFF" + text, false)))).size(), 2U);
}

TEST(Layout, DecodesAcrossBlocksAndCountsDamage) {
    const TempFiles files;
    std::u16string longText = u"\uFEFFtext,label\nx";
    for (int i = 0; i < 100000; ++i)
        longText += u"\U0001F600";
    const Dataset data =
        load(files.write("r.csv", utf16(longText + u",a\nlost \xD83D half,b\n", false) + "\x41"s));
    ASSERT_EQ(data.examples.size(), 2U);
    EXPECT_EQ(data.examples[0].text.size(), 1U + 4U * 100000U);
    EXPECT_EQ(data.examples[1].text, "lost \uFFFD half");
    EXPECT_EQ(entryOf(data.repaired, "UTF-8").count, 1);
}

TEST(Layout, RefusesWhatAFormatHasNoUseFor) {
    const TempFiles files;
    EXPECT_MENTIONS(refusalOf("demo:order", {.encoding = Encoding::Utf8}), "--encoding");
    const auto lines = files.write("r.jsonl", "{\"text\":\"x\",\"label\":1}\n{\"text\":\"y\",\"label\":2}\n");
    EXPECT_MENTIONS(refusalOf(lines, {.header = HeaderLine::Yes}), "format jsonl");
    EXPECT_EQ(loadAs(lines, {.encoding = Encoding::Utf8}).examples.size(), 2U);
    const auto tabs = files.write("t.tsv", "text\tlabel\na\tx\nb\ty\n");
    EXPECT_MENTIONS(refusalOf("tsv:" + tabs, {.delimiter = Delimiter::Pipe}), "csv:");
}

} // namespace

} // namespace lab
