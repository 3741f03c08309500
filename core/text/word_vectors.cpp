#include "core/text/word_vectors.h"

#include "core/base/error.h"
#include "core/text/gaussian.h"
#include "core/text/line_file.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>
#include <span>

namespace lab {

namespace {

constexpr std::size_t kWidest = 10000;

bool isBlank(char c) {
    return c == ' ' || c == '\t';
}

std::optional<float> toNumber(std::string_view field) {
    float value = 0;
    const auto parsed = std::from_chars(field.data(), field.data() + field.size(), value);
    if (parsed.ptr != field.data() + field.size() || field.empty())
        return std::nullopt;
    // Numbers below the smallest float (1e-50) are out of range for from_chars and mean zero.
    if (parsed.ec == std::errc::result_out_of_range)
        return field.find("e-") != std::string_view::npos ? std::optional<float>(0.0F) : std::nullopt;
    return parsed.ec == std::errc() && std::isfinite(value) ? std::optional<float>(value) : std::nullopt;
}

bool isCount(std::string_view field) {
    return !field.empty() &&
           std::all_of(field.begin(), field.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void splitFields(std::string_view line, std::vector<std::string_view>& fields) {
    fields.clear();
    for (std::size_t at = 0; at < line.size();) {
        if (isBlank(line[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < line.size() && !isBlank(line[end]))
            ++end;
        fields.push_back(line.substr(at, end - at));
        at = end;
    }
}

/// Walks the vectors of a file, with all its quirks.
class VectorFile {
public:
    VectorFile(const std::string& path, const WordVectorControl& control)
        : m_path(path), m_control(control), m_file(path) {}

    /// Goes to the next vector; false at the end. Throws Cancelled when asked to stop.
    bool next() {
        while (m_file.next(m_line)) {
            reportProgress();
            if (takeLine())
                return true;
        }
        if (m_dim == 0)
            throw DataError(fmt::format(
                "{} holds no word vectors: lines of a word and its numbers are expected", m_path));
        return false;
    }
    [[nodiscard]] std::string_view word() const { return m_word; }
    [[nodiscard]] std::span<const float> vector() const { return m_vector; }
    [[nodiscard]] int dim() const { return static_cast<int>(m_dim); }

    void note(const char* what) {
        const auto known =
            std::find_if(m_notes.begin(), m_notes.end(), [&](const auto& n) { return n.what == what; });
        if (known == m_notes.end())
            m_notes.push_back({what, 1, m_file.number()});
        else
            ++known->count;
    }
    [[nodiscard]] std::vector<WordVectorNote>& notes() { return m_notes; }

private:
    /// True when the line holds a vector.
    bool takeLine() {
        if (m_line.find('\0') != std::string::npos)
            throw DataError(fmt::format(
                "{} is a binary file: word vectors are text (GloVe or word2vec text format)", m_path));
        splitFields(m_line, m_fields);
        if (m_fields.empty())
            return false;
        if (isBlank(m_line.front())) {
            note("no word (line starts with a space)");
            return false;
        }
        if (m_file.number() == 1 && m_fields.size() == 2 && isCount(m_fields[0]) && isCount(m_fields[1]))
            return false; // the "count width" line of word2vec
        if (m_dim == 0)
            learnWidth();
        if (!widthFits())
            return false;
        const std::size_t first = m_fields.size() - m_dim;
        m_word = std::string_view(m_line.data(),
                                  static_cast<std::size_t>(m_fields[first - 1].end() - m_line.data()));
        return parseNumbers(first);
    }

    void learnWidth() {
        m_dim = m_fields.size() - 1;
        if (m_dim < 1 || m_dim > kWidest)
            throw DataError(fmt::format("{}, line {}: a word and its numbers are expected, found {} fields",
                                        m_path, m_file.number(), m_fields.size()));
    }

    /// Throws for a wrong width; false for a last line that was cut off.
    bool widthFits() {
        // More fields than numbers: a word with spaces, unless what stands before the numbers is one itself.
        const bool tooWide = m_fields.size() > m_dim + 1 && isDecimal(m_fields[m_fields.size() - m_dim - 1]);
        if (m_fields.size() >= m_dim + 1 && !tooWide)
            return true;
        if (m_file.open() && !tooWide) {
            note("last line cut off");
            return false;
        }
        throw DataError(fmt::format("{}, line {}: the vector has {} numbers, but {} are expected", m_path,
                                    m_file.number(), m_fields.size() - 1, m_dim));
    }
    static bool isDecimal(std::string_view field) {
        return field.find('.') != std::string_view::npos && toNumber(field).has_value();
    }

    bool parseNumbers(std::size_t first) {
        m_vector.resize(m_dim);
        for (std::size_t i = 0; i < m_dim; ++i) {
            const std::optional<float> value = toNumber(m_fields[first + i]);
            if (value) {
                m_vector[i] = *value;
                continue;
            }
            if (m_file.open() && i + 1 == m_dim) { // cut inside the last number: "-" or "1e"
                note("last line cut off");
                return false;
            }
            throw DataError(fmt::format("{}, line {}: '{}' is not a number", m_path, m_file.number(),
                                        m_fields[first + i].substr(0, 40)));
        }
        return true;
    }

    void reportProgress() {
        if (m_file.number() % 64 != 0)
            return;
        if (m_control.stop.stop_requested())
            throw Cancelled();
        const auto now = std::chrono::steady_clock::now();
        if (!m_control.progress || now - m_last < std::chrono::milliseconds(50))
            return;
        m_last = now;
        m_control.progress(m_file.share());
    }

    std::string m_path;
    const WordVectorControl& m_control;
    LineFile m_file;
    std::string m_line;
    std::vector<std::string_view> m_fields;
    std::string_view m_word;
    std::vector<float> m_vector;
    std::size_t m_dim = 0;
    std::vector<WordVectorNote> m_notes;
    std::chrono::steady_clock::time_point m_last{};
};

std::span<float> rowOf(WordVectors& vectors, std::size_t id) {
    const auto dim = static_cast<std::size_t>(vectors.dim);
    return std::span(vectors.table).subspan(id * dim, dim);
}

/// The distribution to draw missing words from.
GaussianFit fitTo(WordVectors& vectors, const std::vector<bool>& known, const std::string& path,
                  const WordVectorControl& control) {
    GaussianFit fit(vectors.dim);
    if (vectors.found >= 2) {
        for (std::size_t id = 0; id < known.size(); ++id)
            if (known[id])
                fit.add(rowOf(vectors, id));
    } else {
        VectorFile file(path, control);
        while (file.next())
            fit.add(file.vector());
    }
    fit.finish();
    return fit;
}

} // namespace

WordVectors readWordVectors(const std::string& path, const Vocabulary& vocabulary,
                            const WordVectorControl& control) {
    WordVectors vectors;
    const auto words = static_cast<std::size_t>(vocabulary.size());
    std::vector<bool> known(words, false);
    VectorFile file(path, control);
    while (file.next()) {
        if (vectors.table.empty()) {
            vectors.dim = file.dim();
            vectors.table.assign(words * static_cast<std::size_t>(vectors.dim), 0.0F);
        }
        if (!vocabulary.contains(file.word()))
            continue;
        const auto id = static_cast<std::size_t>(vocabulary.id(file.word()));
        if (vocabulary.tokens()[id] != file.word())
            continue; // spelled like the padding entry
        if (known[id]) {
            file.note("repeated word");
            continue;
        }
        known[id] = true;
        vectors.found += vocabulary.unknownId() == static_cast<std::int32_t>(id) ? 0 : 1;
        std::copy(file.vector().begin(), file.vector().end(), rowOf(vectors, id).begin());
    }
    vectors.notes = std::move(file.notes());
    vectors.words =
        static_cast<std::int64_t>(words) - (vocabulary.unknownId() == Vocabulary::kPadding ? 1 : 2);
    vectors.drawn = std::count(known.begin() + 1, known.end(), false);
    if (vectors.found == 0)
        throw DataError(fmt::format("{} holds a vector of none of the {} words of the training texts: take "
                                    "vectors of their language, or cut the texts with another tokeniser",
                                    path, vectors.words));
    if (vectors.drawn == 0)
        return vectors;
    const GaussianFit fit = fitTo(vectors, known, path, control);
    for (std::size_t id = 1; id < words; ++id) {
        if (known[id])
            continue;
        if (id % 64 == 0 && control.stop.stop_requested())
            throw Cancelled();
        Random random(control.seed, 0x676C6F7665000000U + id); // "glove", one stream a word
        fit.draw(random, rowOf(vectors, id));
    }
    return vectors;
}

} // namespace lab
