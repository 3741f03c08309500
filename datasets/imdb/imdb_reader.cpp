#include "datasets/imdb/imdb_reader.h"

#include "core/base/error.h"
#include "datasets/io/tar_reader.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>
#include <system_error>

namespace lab {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPreviewRows = 20;
constexpr int kDeepest = 4; ///< folders below the named one: reviews lie at most in it/aclImdb/train/pos

/// What the path of a review says about it.
struct ReviewPath {
    std::string key; ///< from the folder `train`, `test`, `pos`, … on: the same in a folder and in an archive
    std::string group; ///< "pos", "neg" or "unsup"
    std::optional<Split> split;
    std::string stars; ///< empty when the name has none
};

/// A review file and, once read, its text.
struct Review {
    ReviewPath path;
    std::string source; ///< where a folder's file lies
    std::string text;
};

std::string starsOf(std::string_view stem) {
    const std::size_t mark = stem.rfind('_');
    if (mark == std::string_view::npos || mark + 1 == stem.size() || stem.size() - mark > 3)
        return {};
    const std::string_view digits = stem.substr(mark + 1);
    const bool number =
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    return number && digits.front() != '0' ? std::string(digits) : std::string{};
}

/// Nothing for files that are no reviews.
std::optional<ReviewPath> parsePath(const std::string& path) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        parts.push_back(std::string_view(path).substr(at, end - at));
        at = end + 1;
    }
    if (parts.size() < 2)
        return std::nullopt;
    const std::string_view file = parts.back(), group = parts[parts.size() - 2];
    if (!file.ends_with(".txt") || file.starts_with('.') ||
        (group != "pos" && group != "neg" && group != "unsup"))
        return std::nullopt;
    ReviewPath review;
    review.group = group;
    review.stars = starsOf(file.substr(0, file.size() - 4));
    review.key = std::string(group) + "/" + std::string(file);
    const std::string_view part = parts.size() > 2 ? parts[parts.size() - 3] : std::string_view{};
    if (part == "train" || part == "test") {
        review.split = part == "test" ? Split::Test : Split::Train;
        review.key = std::string(part) + "/" + review.key;
    }
    return review;
}

void sortByKey(std::vector<Review>& reviews) {
    std::stable_sort(reviews.begin(), reviews.end(),
                     [](const Review& a, const Review& b) { return a.path.key < b.path.key; });
}

bool enough(const std::vector<Review>& reviews, std::size_t most) {
    return most > 0 && reviews.size() >= most;
}

/// The reviews of an archive, texts and all; at most \p most, 0 = every one.
std::vector<Review> reviewsOfArchive(const std::string& path, const LoadControl& control, std::size_t most) {
    std::vector<Review> reviews;
    TarReader archive(path, control);
    while (!enough(reviews, most) && archive.next()) {
        std::optional<ReviewPath> parsed = parsePath(archive.name());
        if (!parsed)
            continue;
        Review review{std::move(*parsed), {}, {}};
        if (review.path.group != "unsup")
            review.text = archive.contents();
        reviews.push_back(std::move(review));
    }
    return reviews;
}

bool namesReviews(const fs::path& folder) {
    const std::string name = folder.filename().string();
    return name == "train" || name == "test" || name == "pos" || name == "neg" || name == "unsup";
}

/// Walks a folder. Of links to folders only those with a name of the layout are followed; a loop of them ends
/// where reviews lie no deeper.
std::vector<Review> reviewsOfFolder(const std::string& path, const LoadControl& control, std::size_t most) {
    std::vector<Review> reviews;
    ReadProgress progress(control);
    std::error_code error;
    std::string current = path; // the one that an error is about
    fs::recursive_directory_iterator at(path, fs::directory_options::follow_directory_symlink, error);
    for (const fs::recursive_directory_iterator end; !error && at != end && !enough(reviews, most);
         at.increment(error)) {
        current = at->path().string();
        progress.update(0, static_cast<std::int64_t>(reviews.size()));
        std::error_code unknown; // of what it is, as of a link to nothing: no review
        const bool link = at->is_symlink(unknown), named = namesReviews(at->path());
        if (link && named && !at->exists(unknown))
            throw DataError(
                fmt::format("{} cannot be read: {}", current,
                            std::make_error_code(std::errc::no_such_file_or_directory).message()));
        if (at.depth() >= kDeepest || (link && !named))
            at.disable_recursion_pending();
        if (!at->is_regular_file(unknown))
            continue;
        if (auto parsed = parsePath(at->path().lexically_relative(path).generic_string()))
            reviews.push_back({std::move(*parsed), current, {}});
    }
    if (error)
        throw DataError(fmt::format("{} cannot be read: {}", current, error.message()));
    return reviews;
}

std::string readWhole(const std::string& path) {
    std::error_code error;
    if (fs::file_size(path, error) == 0 && !error)
        return {};
    const std::unique_ptr<ByteSource> file = openFile(path);
    std::string text;
    char block[16 * 1024];
    while (const std::size_t got = file->read(block, sizeof block))
        text.append(block, got);
    return text;
}

std::vector<Review> findReviews(const std::string& path, const LoadControl& control, std::size_t most) {
    std::error_code error;
    const bool folder = fs::is_directory(path, error);
    if (!folder && !TarReader::recognizes(readHead(path, 512)))
        throw DataError(
            fmt::format("{} is neither a folder nor a tar archive, so it holds no IMDB reviews", path));
    std::vector<Review> reviews =
        folder ? reviewsOfFolder(path, control, most) : reviewsOfArchive(path, control, most);
    if (reviews.empty())
        throw DataError(
            fmt::format("{} holds no reviews: files such as train/pos/0_9.txt are expected in it", path));
    sortByKey(reviews);
    return reviews;
}

class ImdbReader final : public Reader {
public:
    [[nodiscard]] std::string id() const override { return "imdb"; }
    [[nodiscard]] std::string title() const override { return "IMDB reviews, a folder or its .tar.gz"; }

    [[nodiscard]] bool recognizes(const SourceHead& head) const override {
        if (!head.directory)
            return TarReader::recognizes(head.bytes);
        const LoadControl control;
        return !reviewsOfFolder(head.path, control, 1).empty();
    }

    void read(const ReadRequest& request, const LoadControl& control, ExampleCollector& sink) const override {
        const bool stars = wantsStars(request);
        std::vector<Review> reviews = findReviews(request.path, control, 0);
        ReadProgress progress(control);
        std::int64_t row = 0;
        for (Review& review : reviews) {
            ++row;
            progress.update(static_cast<double>(row) / static_cast<double>(reviews.size()), row);
            if (review.path.group == "unsup") {
                sink.skip("no class (unsup folder)", row);
            } else if (stars && review.path.stars.empty()) {
                sink.skip("no stars in the file name", row);
            } else {
                if (!review.source.empty())
                    review.text = readWhole(review.source);
                sink.add({std::move(review.text), stars ? review.path.stars : review.path.group, row,
                          review.path.split, false});
            }
        }
    }

    [[nodiscard]] SourcePreview preview(const std::string& path, const SourceLayout&) const override {
        const LoadControl control;
        SourcePreview preview;
        preview.format = id();
        preview.columns = {"text", "sentiment", "stars"};
        preview.textColumns = {"text"};
        preview.labelColumn = "sentiment";
        for (Review& review : findReviews(path, control, kPreviewRows)) {
            if (!review.source.empty())
                review.text = readWhole(review.source);
            cleanText(review.text, {});
            preview.rows.push_back({std::move(review.text), review.path.group, review.path.stars});
        }
        return preview;
    }

private:
    static bool wantsStars(const ReadRequest& request) {
        if (!request.splitColumn.empty())
            throw DataError(fmt::format("{} has no column of parts, its folders train and test say them: "
                                        "leave out --split-column",
                                        request.path));
        for (const std::string& column : request.textColumns)
            if (column != "text")
                throw DataError(
                    fmt::format("{} has no text column '{}': its columns are 'text', 'sentiment', 'stars'",
                                request.path, column));
        if (!request.labelColumn.empty() && request.labelColumn != "sentiment" &&
            request.labelColumn != "stars")
            throw DataError(fmt::format("{} has no class '{}': choose sentiment or stars with --label",
                                        request.path, request.labelColumn));
        return request.labelColumn == "stars";
    }
};

} // namespace

std::unique_ptr<Reader> makeImdbReader() {
    return std::make_unique<ImdbReader>();
}

} // namespace lab
