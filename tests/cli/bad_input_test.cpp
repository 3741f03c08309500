// Files that cannot be used: one sentence, exit 1, nothing left behind.
#include "core/store/safetensors.h"
#include "tests/cli/run_line.h"
#include "tests/cli/temp_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace lab::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr auto kGoodRows =
    "text,label\ngood one,yes\nbad one,no\nfine thing,yes\npoor thing,no\ngood two,yes\nbad two,no\n"
    "fine two,yes\npoor two,no\ngood six,yes\nbad six,no\n";

/// gzip of kGoodRows would need a compressor here; this is the start of any gzip stream, cut off.
const std::string kCutGzip("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x2b\x49\xad\x28", 14);

class BadInput : public testing::Test {
protected:
    void refuses(std::vector<std::string> arguments, std::initializer_list<const char*> mentions,
                 int code = 1) {
        const std::size_t before = m_folder.entries();
        const std::string lab = m_folder / "lab.db";
        if (std::find(arguments.begin(), arguments.end(), "--lab") == arguments.end())
            arguments.insert(arguments.end(), {"--lab", lab});
        const Outcome outcome = runLine(arguments);
        EXPECT_EQ(outcome.code, code) << outcome.err;
        EXPECT_EQ(outcome.out, "");
        EXPECT_EQ(outcome.errorLines(), 1) << outcome.err;
        EXPECT_THAT(outcome.err, StartsWith("fastformer: "));
        for (const char* mention : mentions)
            EXPECT_THAT(outcome.err, HasSubstr(mention));
        std::filesystem::remove(lab); // an empty lab with no run in it is allowed to stay
        std::filesystem::remove(lab + "-wal");
        std::filesystem::remove(lab + "-shm");
        EXPECT_EQ(m_folder.entries(), before) << "something was left behind";
    }
    /// `data` and `train` must both refuse it.
    void refusesData(const std::vector<std::string>& spec, std::initializer_list<const char*> mentions) {
        std::vector<std::string> data{"data"}, train{"train", "--data"};
        data.insert(data.end(), spec.begin(), spec.end());
        train.insert(train.end(), spec.begin(), spec.end());
        refuses(data, mentions);
        refuses(train, mentions);
    }
    std::vector<std::string> trainOnGood() {
        if (!std::filesystem::exists(m_folder / "good.csv"))
            m_folder.file("good.csv", kGoodRows);
        return {"train", "--data", m_folder / "good.csv", "--dim", "8", "--heads", "2", "--layers", "1",
                "--ffn", "8"};
    }
    std::vector<std::string> trainOnGood(const std::vector<std::string>& more) {
        auto all = trainOnGood();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    TempFolder m_folder;
};

TEST_F(BadInput, MissingFile) {
    refusesData({m_folder / "none.csv"}, {"none.csv"});
}
TEST_F(BadInput, EmptyFile) {
    refusesData({m_folder.file("empty.csv", "")}, {"empty.csv", "empty"});
}
TEST_F(BadInput, BinaryFile) {
    std::string bytes;
    for (int i = 0; i < 4000; ++i)
        bytes += static_cast<char>((i * 7919) >> 3);
    refusesData({m_folder.file("noise.csv", bytes)}, {"noise.csv"});
}
TEST_F(BadInput, FolderInPlaceOfAFile) {
    refusesData({"csv:" + m_folder.path()}, {"fastformer-cli-"});
}
TEST_F(BadInput, PipeWithoutAWriterIsNotWaitedFor) {
    const std::string pipe = m_folder / "pipe.csv";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    refusesData({pipe}, {"pipe.csv", "not a regular file"});
}
TEST_F(BadInput, LinesThatEndInCarriageReturnsAlone) {
    std::string rows = kGoodRows;
    std::replace(rows.begin(), rows.end(), '\n', '\r');
    refusesData({m_folder.file("mac.csv", rows)}, {"mac.csv", "carriage returns", "line feeds"});
}
TEST_F(BadInput, TextsWithZeroBytes) {
    ASSERT_EQ(runLine(trainOnGood({"--steps", "1", "--lab", m_folder / "trained.db"})).code, 0);
    const std::string texts = m_folder.file("texts.txt", std::string("good one\nbad\0one\n", 17));
    refuses({"predict", "--run", "1", "--input", texts, "--lab", m_folder / "trained.db"},
            {"texts.txt", "line 2", "zero byte"});
}
TEST_F(BadInput, FiguresWhereAFileStandsAreRefusedBeforeTheTraining) {
    const std::string file = m_folder.file("figures", "");
    refuses(trainOnGood({"--figures", file}), {"figures", "is a file"});
    refuses(trainOnGood({"--figures", file + "/deeper"}), {"deeper", "is a file"});
}
TEST_F(BadInput, NoSuchColumn) {
    refusesData({m_folder.file("a.csv", kGoodRows), "--text", "review"}, {"a.csv", "review"});
    refusesData({m_folder / "a.csv", "--label", "9"}, {"a.csv", "9"});
}
TEST_F(BadInput, OneClassOnly) {
    refusesData({m_folder.file("one.csv", "text,label\na,yes\nb,yes\nc,yes\n")}, {"one.csv", "class"});
}
TEST_F(BadInput, AllRowsSkipped) {
    refusesData({m_folder.file("skipped.csv", "text,label\n,yes\n,no\n  ,no\n")}, {"skipped.csv"});
}
TEST_F(BadInput, TruncatedGzip) {
    refusesData({m_folder.file("cut.csv.gz", kCutGzip)}, {"cut.csv.gz"});
}
TEST_F(BadInput, UnclosedQuote) {
    refusesData({m_folder.file("quote.csv", std::string(kGoodRows) + "\"never closed,yes\nand more,no\n")},
                {"quote.csv", "quot"});
}

TEST_F(BadInput, InvalidUtf8IsReplacedAndCounted) {
    const Outcome outcome =
        runLine({"data", m_folder.file("broken.csv", std::string(kGoodRows) + "br\xFFken,yes\n"), "--json"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("\"repaired\": [\n    {"));
    EXPECT_THAT(outcome.out, HasSubstr("\"count\": 1"));
}

TEST_F(BadInput, WordVectorsOfTheWrongWidth) {
    refuses(trainOnGood({"--embeddings", m_folder.file("glove.txt", "good 1 2 3\nbad 1 2\none 1 2 3\n")}),
            {"glove.txt", "2"});
    refuses(trainOnGood({"--embeddings", m_folder / "none.txt"}), {"none.txt"});
}

TEST_F(BadInput, WordVectorsOfOtherWords) {
    const std::string file = m_folder.file("glove.txt", "rouge 1 2 3\nbleu 3 2 1\nvert 1 2");
    refuses(trainOnGood({"--embeddings", file, "--quiet"}), {"glove.txt", "none of the 8 words"});
}

std::string littleEndian(std::uint64_t value) {
    std::string bytes;
    for (int i = 0; i < 8; ++i)
        bytes += static_cast<char>((value >> (8 * i)) & 0xFF);
    return bytes;
}

TEST_F(BadInput, UnsoundModelFiles) {
    const std::string header = R"({"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
    const std::string overlapping = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                                    R"("b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})";
    const std::string cut = m_folder.file("cut.safetensors", littleEndian(header.size()) + header + "abcd");
    const std::string lapped = m_folder.file("lapped.safetensors", littleEndian(overlapping.size()) +
                                                                       overlapping + std::string(12, 'x'));
    const std::string huge = m_folder.file("huge.safetensors", littleEndian(std::uint64_t{1} << 60) + "{}");
    trainOnGood();
    for (const auto& file : {cut, lapped, huge}) {
        const std::string name = std::filesystem::path(file).filename();
        refuses({"predict", "--model", file, "--text", "a"}, {name.c_str()});
        refuses({"evaluate", "--model", file, "--data", m_folder / "good.csv"}, {name.c_str()});
        refuses({"check", file}, {name.c_str()});
        refuses(trainOnGood({"--init", file}), {name.c_str()});
    }
}

TEST_F(BadInput, WeightsThatDoNotFitOrAreNotNumbers) {
    const std::string model = m_folder / "model.safetensors";
    ASSERT_EQ(runLine(trainOnGood({"--export", model, "--lab", m_folder / "first.db", "--quiet"})).code, 0);
    TensorFile tensors = readSafetensors(model);
    TensorFile wrong = tensors;
    for (auto& tensor : wrong.tensors) {
        if (tensor.shape.size() == 2) {
            std::swap(tensor.shape[0], tensor.shape[1]);
            tensor.shape[0] *= 1;
        }
    }
    const std::string shapes = m_folder / "shapes.safetensors", holes = m_folder / "nan.safetensors";
    writeSafetensors(shapes, wrong);
    tensors.tensors.front().values.front() = std::nanf("");
    writeSafetensors(holes, tensors);

    refuses({"predict", "--model", shapes, "--text", "a"}, {"shape"});
    refuses(trainOnGood({"--init", shapes}), {"shape"});
    refuses({"predict", "--model", holes, "--text", "a"}, {"nan.safetensors"});
    refuses(trainOnGood({"--init", holes}), {"nan.safetensors"});
}

TEST_F(BadInput, LabFilesThatCannotBeUsed) {
    trainOnGood();
    const std::string noLab = m_folder.file("noise.db", std::string(5000, 'x'));
    refuses(trainOnGood({"--lab", noLab}), {"noise.db"});
    refuses({"runs", "list", "--lab", noLab}, {"noise.db"});
    refuses(trainOnGood({"--lab", m_folder / "no/such/folder/lab.db"}), {"lab.db"});

    const std::string newer = m_folder / "newer.db";
    ASSERT_EQ(runLine(trainOnGood({"--lab", newer, "--quiet"})).code, 0);
    std::string bytes = contentOf(newer);
    bytes[60] = 100; // user_version, big endian at 60..63
    m_folder.file("newer.db", bytes);
    refuses({"runs", "list", "--lab", newer}, {"newer.db", "newer"});
    refuses(trainOnGood({"--lab", newer}), {"newer.db", "newer"});
}

/// Root may write everywhere; while this lives, root acts as an ordinary user who owns the given folder.
class OrdinaryUser {
public:
    explicit OrdinaryUser(const std::string& folder) : m_wasRoot(geteuid() == 0) {
        constexpr uid_t kNobody = 65534;
        if (!m_wasRoot)
            return;
        EXPECT_EQ(chown(folder.c_str(), kNobody, kNobody), 0);
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            EXPECT_EQ(chown(entry.path().c_str(), kNobody, kNobody), 0);
        EXPECT_EQ(seteuid(kNobody), 0);
    }
    ~OrdinaryUser() {
        if (m_wasRoot) {
            EXPECT_EQ(seteuid(0), 0);
        }
    }
    OrdinaryUser(const OrdinaryUser&) = delete;
    OrdinaryUser& operator=(const OrdinaryUser&) = delete;

private:
    bool m_wasRoot;
};

TEST_F(BadInput, AReadOnlyLab) {
    const std::string lab = m_folder / "mine.db";
    ASSERT_EQ(runLine(trainOnGood({"--lab", lab, "--quiet"})).code, 0);
    chmod(lab.c_str(), 0444);
    const OrdinaryUser user(m_folder.path());
    EXPECT_EQ(runLine({"runs", "list", "--lab", lab}).code, 0) << "reading is allowed";
    refuses(trainOnGood({"--lab", lab}), {"mine.db"});
    refuses({"runs", "delete", "1", "--lab", lab}, {"mine.db"});
}

TEST_F(BadInput, OutputsThatCannotBeWrittenAreNoticedBeforeTheTraining) {
    refuses(trainOnGood({"--export", m_folder / "none/m.safetensors"}), {"m.safetensors"});
    refuses(trainOnGood({"--export", m_folder.path()}), {"fastformer-cli-"});
}

TEST_F(BadInput, TextsToPredict) {
    const std::string model = m_folder / "m.safetensors";
    ASSERT_EQ(runLine(trainOnGood({"--export", model, "--lab", m_folder / "first.db", "--quiet"})).code, 0);
    refuses({"predict", "--model", model, "--input", m_folder / "none.txt"}, {"none.txt"});
    refuses({"predict", "--model", model, "--input", m_folder.path()}, {"folder"});
    refuses({"predict", "--model", model, "--input", m_folder.file("empty.txt", "")}, {"empty.txt", "empty"});
    const std::istringstream nothing;
    std::streambuf* usual = std::cin.rdbuf(nothing.rdbuf());
    refuses({"predict", "--model", model, "--input", "-"}, {"standard input", "empty"});
    refuses({"predict", "--model", model, "--input", "-", "--figure", m_folder / "a.svg"},
            {"standard input"});
    std::cin.rdbuf(usual);
    refuses({"predict", "--run", "9", "--text", "a", "--lab", m_folder / "first.db"}, {"9"});
}

} // namespace
} // namespace lab::cli
