#include "core/base/random.h"
#include "core/text/utf8.h"
#include "datasets/registry.h"
#include "tests/datasets/load.h"

#include <gtest/gtest.h>

namespace lab {

namespace {

using namespace test;

/// Reads the file in every format; anything but a result or an error of ours fails the test.
void readInEveryFormat(const std::string& path) {
    for (const char* prefix :
         {"", "csv:", "tsv:", "jsonl:", "amazon:", "ag_news:", "mind_news:", "sms:", "imdb:"}) {
        try {
            const Dataset data = load(prefix + path);
            for (const Example& example : data.examples) {
                ASSERT_TRUE(isValidUtf8(example.text));
                ASSERT_LT(static_cast<std::size_t>(example.label), data.labels.size());
            }
        } catch (const Error&) {
        }
        try {
            (void)previewSource(prefix + path);
        } catch (const Error&) {
        }
    }
}

TEST(Fuzz, RandomBytesNeverCrashAReader) {
    const TempFiles files;
    Random random(1);
    for (int round = 0; round < 40; ++round) {
        std::string bytes(1 + random.below(3000), '\0');
        for (char& c : bytes)
            c = static_cast<char>(random.below(256));
        readInEveryFormat(files.write("f", bytes));
    }
}

TEST(Fuzz, RandomPunctuationNeverCrashesAReader) {
    const TempFiles files;
    Random random(2);
    const std::string alphabet = "\"\",,\n\n\r\t{}[]:\\ab01;|&#<>/ \xE2\x80";
    for (int round = 0; round < 150; ++round) {
        std::string bytes(1 + random.below(400), '\0');
        for (char& c : bytes)
            c = alphabet[random.below(static_cast<std::uint32_t>(alphabet.size()))];
        readInEveryFormat(files.write("f", bytes));
    }
}

TEST(Fuzz, DamagedFilesNeverCrashAReader) {
    const TempFiles files;
    Random random(3);
    const std::vector<std::string> seeds = {
        "\xEF\xBB\xBFtext,label\r\n\"a \"\"b\"\" c\",x\r\nd,y\r\n\"e\nf\",x\r\n",
        "[{\"reviewText\": \"a &#34;b\", \"overall\": 5.0},\r\n{\"reviewText\": \"c\", \"overall\": "
        "1.0},\r\n{\"rev",
        "N1\tsports\tgolf\tTitle\tText\thttps://x\t[]\t[]\nN2\tnews\tworld\tOther\t\thttps://y\t[]\t[]\n",
        "\"3\",\"Shares #39;s\",\"up\\down\"\n\"4\",\"New\",\"probe\"\n",
        "ham\tShe said \"see\nspam\tWIN a 32\" TV\n",
        slurp(files.writeGzip("g", "text,label\none,a\ntwo,b\nthree,a\n"))};
    for (int round = 0; round < 200; ++round) {
        std::string bytes = seeds[random.below(static_cast<std::uint32_t>(seeds.size()))];
        for (std::uint32_t edit = 0; edit < 1 + random.below(4); ++edit) {
            const std::size_t at = random.below(static_cast<std::uint32_t>(bytes.size()));
            if (random.below(2) == 0)
                bytes[at] = static_cast<char>(random.below(256));
            else
                bytes.erase(at, 1 + random.below(3));
            if (bytes.empty())
                bytes.push_back('x');
        }
        readInEveryFormat(files.write("f", bytes));
    }
}

} // namespace

} // namespace lab
