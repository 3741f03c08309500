#pragma once

#include "datasets/clean_text.h"
#include "datasets/dataset.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// One row as a reader found it.
struct RawExample {
    std::string text;
    std::string label;
    std::int64_t row = 0;       ///< 1-based, as in SkippedRows
    std::optional<Split> split; ///< the part the source itself puts it in, if it does
    bool repaired = false;      ///< invalid UTF-8 was replaced already
};

/// Takes the rows of one source: cleans texts and labels and keeps the books of what was skipped and
/// repaired.
class ExampleCollector {
public:
    struct Item {
        std::string text;
        int label = 0; ///< index into labels(), in order of first appearance
        std::int64_t row = 0;
        std::optional<Split> split;
    };

    void add(RawExample raw, const Cleaning& cleaning = {});
    void skip(std::string_view reason, std::int64_t row) { note(m_skipped, reason, row); }
    void repair(std::string_view what, std::int64_t row) { note(m_repaired, what, row); }

    [[nodiscard]] std::vector<Item>& items() { return m_items; }
    [[nodiscard]] const std::vector<std::string>& labels() const { return m_labels; }
    [[nodiscard]] std::vector<SkippedRows>& skipped() { return m_skipped; }
    [[nodiscard]] std::vector<RepairedRows>& repaired() { return m_repaired; }

private:
    static void note(std::vector<SkippedRows>& book, std::string_view reason, std::int64_t row);

    std::vector<Item> m_items;
    std::vector<std::string> m_labels;
    std::map<std::string, int, std::less<>> m_labelIds;
    std::vector<SkippedRows> m_skipped;
    std::vector<RepairedRows> m_repaired;
};

/// What a reader is asked to read.
struct ReadRequest {
    std::string path;                     ///< without the format prefix
    std::vector<std::string> textColumns; ///< names or 1-based numbers; empty = the reader decides
    std::string labelColumn;
    std::string splitColumn; ///< says which part each row belongs to; empty = none does
    std::int64_t limit = 0;  ///< only makers of data (demo) use it: how many examples; 0 = their default
    std::uint64_t seed = 1;  ///< likewise
    SourceLayout layout = {};
};

/// What a person may say about the layout of a format's sources.
enum class LayoutChoice { Nothing, Encoding, Everything };

/// What detection may look at.
struct SourceHead {
    std::string path;
    bool directory = false;
    std::string bytes;     ///< the first 64 KiB, unpacked and decoded; empty for a directory
    bool complete = false; ///< bytes is all there is
};

/// The start of a source, for an import window: what was recognised and what would be used.
struct SourcePreview {
    std::string format;    ///< the reader's id
    std::string delimiter; ///< one character, or empty when the format has none
    bool hasHeader = false;
    Encoding encoding = Encoding::Utf8; ///< the one that was found out or chosen
    bool damaged = false;               ///< something in the first rows is not of this encoding
    LayoutChoice choice = LayoutChoice::Nothing;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows; ///< at most 20, valid UTF-8, one cell a column
    std::vector<std::string> textColumns;       ///< guessed, by name
    std::string labelColumn;                    ///< guessed, empty when there is none
    std::string splitColumn;                    ///< as findSplitColumn() says
    std::string problem;                        ///< one sentence when the roles cannot be guessed
};

/// One data format. Stateless.
class Reader {
public:
    virtual ~Reader();

    /// The prefix in a SPEC, and Dataset::format.
    [[nodiscard]] virtual std::string id() const = 0;
    /// What it reads, in a few words, for help texts.
    [[nodiscard]] virtual std::string title() const = 0;
    /// Whether \p head looks like this format; asked in the order of registration.
    [[nodiscard]] virtual bool recognizes(const SourceHead& head) const = 0;
    [[nodiscard]] virtual LayoutChoice layoutChoice() const { return LayoutChoice::Nothing; }
    /// What separates the columns of a format of delimited text; '\0' of any other.
    [[nodiscard]] virtual char delimiter() const { return '\0'; }
    /// Hands every row of the source to \p sink, in a stable order.
    /// \throws DataError, Cancelled.
    virtual void read(const ReadRequest& request, const LoadControl& control,
                      ExampleCollector& sink) const = 0;
    /// The column that by its name and its first rows says which part each row belongs to and has no other
    /// role in \p request; empty = there is none.
    [[nodiscard]] virtual std::string findSplitColumn(const ReadRequest& request) const;
    [[nodiscard]] virtual SourcePreview preview(const std::string& path,
                                                const SourceLayout& layout) const = 0;
};

} // namespace lab
