#include "tests/datasets/load.h"

#include "datasets/io/tar_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <unistd.h>

namespace lab {

namespace {

using namespace test;
using Strings = std::vector<std::string>;
using Tree = std::vector<std::pair<std::string, std::string>>;

const Tree kTree = {{"aclImdb/README", "read me"},
                    {"aclImdb/train/urls_pos.txt", "http://x"},
                    {"aclImdb/train/pos/2_9.txt", "A joy<br /><br />indeed."},
                    {"aclImdb/train/pos/10_10.txt", "Second to none."},
                    {"aclImdb/train/neg/0_1.txt", "A bore &amp; a chore."},
                    {"aclImdb/train/neg/1_3.txt", ""},
                    {"aclImdb/train/unsup/0_0.txt", "Who knows."},
                    {"aclImdb/test/pos/0_7.txt", "Rather nice."},
                    {"aclImdb/test/neg/0_2.txt", "Rather not."}};

/// One ustar entry, header and padded contents; \p type 'L' makes a GNU long name.
std::string tarEntry(const std::string& name, const std::string& contents, char type = '0') {
    std::string header(512, '\0');
    const auto put = [&](std::size_t at, const std::string& text) { header.replace(at, text.size(), text); };
    put(0, name.substr(0, 100));
    put(100, "0000644");
    put(124, fmt::format("{:011o}", contents.size()));
    put(136, "00000000000");
    put(148, "        ");
    header[156] = type;
    put(257, "ustar");
    put(263, "00");
    unsigned sum = 0;
    for (const char c : header)
        sum += static_cast<unsigned char>(c);
    put(148, fmt::format("{:06o}", sum) + std::string("\0 ", 2));
    std::string entry = header + contents;
    entry.resize((entry.size() + 511) / 512 * 512, '\0');
    return entry;
}

std::string tarOf(const Tree& tree) {
    std::string archive;
    for (const auto& [name, contents] : tree)
        archive += tarEntry(name, contents);
    return archive + std::string(1024, '\0');
}

std::string writeFolder(const TempFiles& files) {
    for (const auto& [name, contents] : kTree)
        files.write(name, contents);
    return files.path("aclImdb");
}

TEST(Imdb, FolderGivesSentimentAndKeepsItsTestPart) {
    const TempFiles files;
    const Dataset data = load(writeFolder(files));
    EXPECT_EQ(data.format, "imdb");
    EXPECT_EQ(data.labels, (Strings{"neg", "pos"}));
    EXPECT_EQ(textsOf(data), (Strings{"Rather not.", "Rather nice.", "A bore & a chore.", "Second to none.",
                                      "A joy  indeed."}));
    EXPECT_EQ(classesOf(data), (Strings{"neg", "pos", "neg", "pos", "pos"}));
    EXPECT_EQ(data.count(Split::Test), 2);
    EXPECT_EQ(data.examples[0].split, Split::Test);
    EXPECT_EQ(entryOf(data.skipped, "unsup").count, 1);
    EXPECT_EQ(entryOf(data.skipped, "empty text").firstRow, 4);
}

TEST(Imdb, ArchiveAndFolderGiveTheSameExamples) {
    const TempFiles files;
    const Dataset folder = load(writeFolder(files));
    Tree shuffled = kTree;
    std::reverse(shuffled.begin(), shuffled.end());
    for (const Tree& tree : {kTree, shuffled}) {
        const Dataset packed = load(files.writeGzip("imdb.tar.gz", tarOf(tree)));
        const Dataset plain = load("imdb:" + files.write("imdb.tar", tarOf(tree)));
        for (const Dataset& archive : {packed, plain}) {
            EXPECT_EQ(textsOf(archive), textsOf(folder));
            EXPECT_EQ(classesOf(archive), classesOf(folder));
            for (std::size_t i = 0; i < folder.examples.size(); ++i)
                EXPECT_EQ(archive.examples[i].split, folder.examples[i].split);
            EXPECT_EQ(entryOf(archive.skipped, "unsup").firstRow, entryOf(folder.skipped, "unsup").firstRow);
        }
    }
}

TEST(Imdb, StarsComeFromTheFileName) {
    const TempFiles files;
    const Dataset data = load(writeFolder(files), "stars");
    EXPECT_EQ(data.labels, (Strings{"1", "2", "7", "9", "10"}));
    EXPECT_EQ(classesOf(data), (Strings{"2", "7", "1", "10", "9"}));
    EXPECT_MENTIONS(failureOf(files.path("aclImdb"), "overall"), "sentiment or stars");
}

TEST(Imdb, FilesNamedZeroHaveNoRating) {
    const TempFiles files;
    files.write("d/train/pos/0_0.txt", "odd");
    files.write("d/train/pos/1_8.txt", "good");
    files.write("d/train/neg/1_2.txt", "bad");
    EXPECT_EQ(entryOf(load(files.path("d"), "stars").skipped, "no stars").count, 1);
    EXPECT_EQ(load(files.path("d")).examples.size(), 3U);
}

TEST(Imdb, FoldersWithoutTrainAndTestAreDivided) {
    const TempFiles files;
    for (int i = 0; i < 20; ++i)
        files.write(fmt::format("d/{}/cv{}.txt", i % 2 == 0 ? "pos" : "neg", i), fmt::format("review {}", i));
    const Dataset data = load(files.path("d"));
    EXPECT_EQ(data.count(Split::Train), 16);
    EXPECT_EQ(data.count(Split::Validation), 2);
    EXPECT_EQ(data.count(Split::Test), 2);
}

/// Whoever runs the tests, what is done while this lives is done without root's rights.
class AsOrdinaryUser {
public:
    AsOrdinaryUser() { m_dropped = m_before == 0 && seteuid(kNobody) == 0; }
    ~AsOrdinaryUser() {
        if (m_dropped && seteuid(m_before) != 0)
            ADD_FAILURE() << "root's rights did not come back";
    }
    AsOrdinaryUser(const AsOrdinaryUser&) = delete;
    AsOrdinaryUser& operator=(const AsOrdinaryUser&) = delete;

private:
    static constexpr uid_t kNobody = 65534;
    uid_t m_before = geteuid();
    bool m_dropped = false;
};

TEST(Imdb, AFolderThatMayNotBeReadIsNoFolderLess) {
    namespace fs = std::filesystem;
    const TempFiles files;
    const std::string path = writeFolder(files);
    for (const char* folder : {"/test", "/train/neg"}) {
        const std::string closed = path + folder;
        fs::permissions(closed, fs::perms::none);
        std::string message;
        {
            const AsOrdinaryUser user;
            message = failureOf("imdb:" + path);
        }
        fs::permissions(closed, fs::perms::all);
        EXPECT_MENTIONS(message, closed);
        EXPECT_MENTIONS(message, "cannot be read");
    }
}

TEST(Imdb, LinksToFoldersOfReviewsAreFollowed) {
    namespace fs = std::filesystem;
    const TempFiles files;
    const std::string path = writeFolder(files);
    const Dataset plain = load(path);
    fs::create_directories(files.path("elsewhere"));
    fs::rename(path + "/test", files.path("elsewhere/texts"));
    fs::create_directory_symlink(files.path("elsewhere/texts"), path + "/test");
    fs::rename(path + "/train/neg", files.path("elsewhere/bad"));
    fs::create_directory_symlink(files.path("elsewhere/bad"), path + "/train/neg");
    fs::create_directory_symlink(path, path + "/loop");
    fs::create_directory_symlink(path + "/nowhere", path + "/gone");
    const Dataset linked = load(path);
    EXPECT_EQ(textsOf(linked), textsOf(plain));
    EXPECT_EQ(linked.count(Split::Test), 2);
    fs::remove_all(files.path("elsewhere/texts"));
    EXPECT_MENTIONS(failureOf("imdb:" + path), path + "/test");
}

TEST(Tar, KnowsLongNames) {
    const TempFiles files;
    const std::string folder(120, 'd');
    const std::string name = folder + "/train/pos/1_9.txt";
    const std::string pax = "path=" + folder + "/train/neg/1_2.txt\n";
    const std::string record =
        fmt::format("{} {}", pax.size() + 4, pax); // the length counts its own three digits
    const auto path =
        files.write("long.tar", tarEntry("././@LongLink", name + '\0', 'L') + tarEntry(name, "good") +
                                    tarEntry("PaxHeader", record, 'x') + tarEntry("short", "bad") +
                                    std::string(1024, '\0'));
    const Dataset data = load(path);
    EXPECT_EQ(textsOf(data), (Strings{"bad", "good"}));
    EXPECT_EQ(data.labels, (Strings{"neg", "pos"}));
}

TEST(Tar, CutShortOrDamagedIsAnError) {
    const TempFiles files;
    const std::string whole = tarOf(kTree);
    EXPECT_MENTIONS(failureOf(files.write("cut.tar", whole.substr(0, 2048 + 700))), "cut short");
    std::string damaged = whole;
    damaged[1024 + 130] = '7';
    EXPECT_MENTIONS(failureOf(files.write("bad.tar", damaged)), "damaged");
    std::string packed = slurp(files.writeGzip("w.tar.gz", whole));
    packed.resize(packed.size() / 2);
    EXPECT_MENTIONS(failureOf(files.write("cut.tar.gz", packed)), "cut short");
}

} // namespace

} // namespace lab
