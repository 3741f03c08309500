#include "core/text/word_vectors.h"

#include "core/base/error.h"
#include "core/text/gaussian.h"
#include "tests/support/paths.h"
#include "tests/text/temp_files.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sys/stat.h>

namespace lab {

namespace {

using test::messageOf;
using test::slurp;
using test::TempFiles;

const Vocabulary kAnimals = Vocabulary::fromTokens({"[PAD]", "[UNK]", "cat", "dog", "new york", "eel"});

std::vector<float> rowOf(const WordVectors& vectors, int id) {
    const auto dim = static_cast<std::ptrdiff_t>(vectors.dim);
    return {vectors.table.begin() + id * dim, vectors.table.begin() + (id + 1) * dim};
}

const WordVectorNote* noteOf(const WordVectors& vectors, const std::string& what) {
    for (const WordVectorNote& note : vectors.notes)
        if (note.what.find(what) != std::string::npos)
            return &note;
    return nullptr;
}

TEST(WordVectors, AreTakenByWordAndPaddingIsZero) {
    const TempFiles files;
    const auto path = files.write("v.txt", "dog 1 2.5 -3e-1\nwolf 9 9 9\ncat 4 5 6\n");
    const WordVectors vectors = readWordVectors(path, kAnimals);
    EXPECT_EQ(vectors.dim, 3);
    EXPECT_EQ(vectors.table.size(), 18U);
    EXPECT_EQ(vectors.words, 4) << "without padding and unknown words";
    EXPECT_EQ(vectors.found, 2);
    EXPECT_EQ(vectors.drawn, 3);
    EXPECT_EQ(rowOf(vectors, 0), (std::vector<float>{0, 0, 0}));
    EXPECT_EQ(rowOf(vectors, 2), (std::vector<float>{4, 5, 6}));
    EXPECT_EQ(rowOf(vectors, 3), (std::vector<float>{1, 2.5F, -0.3F}));
    EXPECT_TRUE(vectors.notes.empty());
}

TEST(WordVectors, SurviveTheQuirksOfRealFiles) {
    const TempFiles files;
    const auto path =
        files.write("v.txt", "4 2\r\ncat 1 2\r\n 3 4\r\nnew york 5 6\r\ncat 7 8\r\n 9 9\r\ndog 1");
    const WordVectors vectors = readWordVectors(path, kAnimals);
    EXPECT_EQ(vectors.dim, 2);
    EXPECT_EQ(vectors.found, 2);
    EXPECT_EQ(rowOf(vectors, 2), (std::vector<float>{1, 2})) << "the first of two counts";
    EXPECT_EQ(rowOf(vectors, 4), (std::vector<float>{5, 6}));
    ASSERT_NE(noteOf(vectors, "starts with a space"), nullptr);
    EXPECT_EQ(noteOf(vectors, "starts with a space")->count, 2);
    EXPECT_EQ(noteOf(vectors, "starts with a space")->firstLine, 3);
    ASSERT_NE(noteOf(vectors, "cut off"), nullptr);
    EXPECT_EQ(noteOf(vectors, "cut off")->firstLine, 7);
    ASSERT_NE(noteOf(vectors, "repeated"), nullptr);
    EXPECT_EQ(noteOf(vectors, "repeated")->firstLine, 5);
}

TEST(WordVectors, StandBehindAByteOrderMark) {
    const TempFiles files;
    const WordVectors counted = readWordVectors(files.write("w.txt", "\uFEFF1 2\ncat 1 2\n"), kAnimals);
    EXPECT_EQ(counted.dim, 2);
    EXPECT_EQ(counted.found, 1);
    const WordVectors plain = readWordVectors(files.write("g.txt", "\uFEFFcat 1 2\n"), kAnimals);
    EXPECT_EQ(rowOf(plain, 2), (std::vector<float>{1, 2}));
}

TEST(WordVectors, OfAPipeAreNotWaitedFor) {
    const TempFiles files;
    const std::string pipe = files.path("pipe");
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    const std::string message = messageOf<DataError>([&] { readWordVectors(pipe, kAnimals); });
    EXPECT_MENTIONS(message, pipe);
    EXPECT_MENTIONS(message, "not a regular file");
}

TEST(WordVectors, AreReadFromGzipToo) {
    const TempFiles files;
    const auto path = files.writeGzip("v.txt.gz", "cat 1 2\ndog 3 4\n");
    EXPECT_EQ(rowOf(readWordVectors(path, kAnimals), 3), (std::vector<float>{3, 4}));
    std::string packed = slurp(path);
    packed.resize(packed.size() - 6);
    const auto cut = files.write("cut.gz", packed);
    EXPECT_MENTIONS(messageOf<DataError>([&] { readWordVectors(cut, kAnimals); }), "cut short");
}

TEST(WordVectors, OfAnotherWidthNameFileLineAndBothWidths) {
    const TempFiles files;
    for (const char* text : {"cat 1 2 3\ndog 1 2\nelk 1 2 3\n", "cat 1 2 3\ndog 0.5 1 2 3\nelk 1 2 3\n"}) {
        const auto path = files.write("glove.txt", text);
        const std::string message = messageOf<DataError>([&] { readWordVectors(path, kAnimals); });
        EXPECT_MENTIONS(message, path);
        EXPECT_MENTIONS(message, "line 2");
        EXPECT_MENTIONS(message, "3 are expected");
    }
}

TEST(WordVectors, WithSomethingElseThanNumbersAreRefused) {
    const TempFiles files;
    for (const char* text : {"cat 1 2\ndog 1 x\nelk 1 2\n", "cat 1 2\ndog nan 2\nelk 1 2\n"}) {
        const auto path = files.write("v.txt", text);
        const std::string message = messageOf<DataError>([&] { readWordVectors(path, kAnimals); });
        EXPECT_MENTIONS(message, "line 2");
        EXPECT_MENTIONS(message, "not a number");
    }
    EXPECT_THROW(readWordVectors(files.path("none"), kAnimals), DataError);
    EXPECT_THROW(readWordVectors(files.write("empty", ""), kAnimals), DataError);
    EXPECT_THROW(readWordVectors(files.write("words", "only\nwords\n"), kAnimals), DataError);
    EXPECT_THROW(readWordVectors(files.path(""), kAnimals), DataError);
    EXPECT_MENTIONS(messageOf<DataError>([&] {
                        readWordVectors(files.write("b", std::string_view("cat\0\1\2 3 4\n", 11)), kAnimals);
                    }),
                    "binary");
}

/// A vocabulary of \p known words that stand in the file and \p missing ones that do not.
Vocabulary wordsAndStrangers(int known, int missing) {
    std::vector<std::string> words{"[PAD]", "[UNK]"};
    for (int i = 0; i < known; ++i)
        words.push_back(fmt::format("w{}", i));
    for (int i = 0; i < missing; ++i)
        words.push_back(fmt::format("stranger{}", i));
    return Vocabulary::fromTokens(words);
}

TEST(WordVectors, OfMissingWordsFollowTheMeanAndCovarianceOfTheFoundOnes) {
    // x is N(3, 2²) and y = −x/2 + noise: the draws must keep the correlation, not only the spreads.
    Random random(5);
    std::string text;
    for (int i = 0; i < 2000; ++i) {
        const double x = 3 + 2 * random.normal(), y = -0.5 * x + 0.1 * random.normal();
        text += fmt::format("w{} {:.6f} {:.6f}\n", i, x, y);
    }
    for (int i = 0; i < 100; ++i)
        text += fmt::format("unused{} 1000 1000\n", i); // not in the vocabulary: must not count
    const TempFiles files;
    const WordVectors vectors = readWordVectors(files.write("v.txt", text), wordsAndStrangers(2000, 4000));
    ASSERT_EQ(vectors.drawn, 4001);
    double meanX = 0, meanY = 0, xx = 0, xy = 0, yy = 0;
    for (int id = 2002; id < 6002; ++id) {
        meanX += rowOf(vectors, id)[0] / 4000;
        meanY += rowOf(vectors, id)[1] / 4000;
    }
    for (int id = 2002; id < 6002; ++id) {
        const double x = rowOf(vectors, id)[0] - meanX, y = rowOf(vectors, id)[1] - meanY;
        xx += x * x / 4000;
        xy += x * y / 4000;
        yy += y * y / 4000;
    }
    EXPECT_NEAR(meanX, 3, 0.15);
    EXPECT_NEAR(meanY, -1.5, 0.08);
    EXPECT_NEAR(xx, 4, 0.4);
    EXPECT_NEAR(xy, -2, 0.2);
    EXPECT_NEAR(yy, 1.01, 0.1);
}

TEST(WordVectors, AreDrawnFromTheSeedAlone) {
    const TempFiles files;
    const auto path = files.write("v.txt", "cat 1 2\ndog 3 5\n");
    EXPECT_EQ(readWordVectors(path, kAnimals, {.seed = 7, .progress = {}, .stop = {}}).table,
              readWordVectors(path, kAnimals, {.seed = 7, .progress = {}, .stop = {}}).table);
    EXPECT_NE(readWordVectors(path, kAnimals, {.seed = 7, .progress = {}, .stop = {}}).table,
              readWordVectors(path, kAnimals, {.seed = 8, .progress = {}, .stop = {}}).table);
}

TEST(WordVectors, FallBackToTheWholeFileWhereOneWordIsKnown) {
    const TempFiles files;
    const auto path = files.write("v.txt", "one 10 0\ntwo 11 0\ncat 9 0\n");
    const WordVectors vectors = readWordVectors(path, kAnimals);
    EXPECT_EQ(vectors.found, 1);
    EXPECT_EQ(vectors.words, 4);
    EXPECT_NEAR(rowOf(vectors, 3)[0], 10, 6);
    EXPECT_NEAR(rowOf(vectors, 3)[1], 0, 0.01);
}

TEST(WordVectors, OfNoWordAreRefused) {
    const TempFiles files;
    const auto path = files.write("v.txt", "one 10 0\n[UNK] 11 0\nthree 9 0\n");
    const std::string message = messageOf<DataError>([&] { readWordVectors(path, kAnimals); });
    EXPECT_MENTIONS(message, path);
    EXPECT_MENTIONS(message, "none of the 4 words");
}

TEST(WordVectors, StopWhenAsked) {
    const TempFiles files;
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text += fmt::format("w{} 1 2\n", i);
    std::stop_source stop;
    stop.request_stop();
    const auto path = files.write("v.txt", text);
    EXPECT_THROW(readWordVectors(path, kAnimals, {.seed = 1, .progress = {}, .stop = stop.get_token()}),
                 Cancelled);
}

TEST(WordVectors, OfTheRealGloveFileAreRead) {
    const std::string path = test::sharedData() + "/glove/glove.6B.50d.txt";
    if (!std::filesystem::exists(path))
        GTEST_SKIP() << "no real data beside the project";
    const WordVectors vectors =
        readWordVectors(path, Vocabulary::fromTokens({"[PAD]", "[UNK]", "the", "qqqqq", ","}));
    EXPECT_EQ(vectors.dim, 50);
    EXPECT_EQ(vectors.found, 2);
    EXPECT_FLOAT_EQ(rowOf(vectors, 2)[0], 0.418F);
    EXPECT_FLOAT_EQ(rowOf(vectors, 2)[1], 0.24968F);
    EXPECT_FLOAT_EQ(rowOf(vectors, 4)[0], 0.013441F);
}

TEST(GaussianFit, OfFewerVectorsThanDimensionsStaysInTheirPlane) {
    GaussianFit fit(3);
    fit.add(std::vector<float>{1, 1, 5});
    fit.add(std::vector<float>{2, 2, 5});
    fit.add(std::vector<float>{4, 4, 5});
    fit.finish();
    Random random(3);
    std::vector<float> draw(3);
    for (int i = 0; i < 20; ++i) {
        fit.draw(random, draw);
        EXPECT_NEAR(draw[0], draw[1], 0.01);
        EXPECT_NEAR(draw[2], 5, 0.01);
        EXPECT_TRUE(std::isfinite(draw[0]));
    }
}

} // namespace

} // namespace lab
