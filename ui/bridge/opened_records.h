#pragma once

#include "core/store/record_editor.h"
#include "core/text/tokenizer.h"
#include "core/text/vocabulary.h"
#include "datasets/reader.h"
#include "workbench/record_index.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace lab {

/// A token and what the vocabulary of the training part knows of it.
struct WordRow {
    QString token;
    std::int32_t id = 0;
    std::int64_t count = 0; ///< in the training part
    bool known = true;      ///< false: it reads as the unknown word
};

/// A record as a list shows it.
struct RecordRow {
    RecordFacts facts;
    QString text;
};

/// What a person changes of some records; what is empty stays.
struct RecordPatch {
    std::optional<std::string> text{};
    std::optional<int> label{};
    std::optional<RecordSplit> split{};
    bool remove = false;
};

/// The data set that a RecordSession looks into, as its lab thread knows it. Used by that thread alone.
struct OpenedRecords {
    LabFile& lab();
    /// The id of the data set that is meant, stored now when it is not in the lab file yet.
    std::int64_t find(const DataConfig& config, std::int64_t run, const LoadControl& control);
    void take(Vocabulary words, TokenizerKind kind);
    /// The open data set has become what \p edit says. Whether there are other records now, or they stand at
    /// other positions.
    bool follow(const RecordEdit& edit);
    /// Rows [first, first + count) of the arrangement, as far as it goes.
    std::vector<RecordRow> rows(std::int64_t first, std::int64_t count);
    /// What \p patch makes of the records in \p rows of the arrangement.
    [[nodiscard]] std::vector<RecordChange> changes(const RecordEditor& editor, const std::vector<int>& rows,
                                                    const RecordPatch& patch) const;
    /// The tokens of \p typed.
    [[nodiscard]] std::vector<WordRow> cut(const std::string& typed) const;
    /// Words that hold \p typed, the most frequent first, \p most of them, and how many there are.
    [[nodiscard]] std::pair<std::vector<WordRow>, std::int64_t> words(const std::string& typed,
                                                                      std::int64_t most) const;

    std::string path;
    std::unique_ptr<LabFile> file;
    std::int64_t dataset = 0;
    std::string fingerprint;
    TextConfig text;
    std::uint64_t opening = 0;
    std::set<std::int64_t> touched; ///< texts that were edited since a run began to read them
    RecordIndex index;
    Vocabulary vocabulary;
    std::vector<std::int32_t> byCount; ///< ids of the vocabulary, the most frequent first
    std::unique_ptr<Tokenizer> tokenizer;
    std::uint64_t arrangement = 0;
    std::vector<std::int64_t> positions; ///< of the arrangement

private:
    [[nodiscard]] WordRow word(std::int32_t id) const;
};

/// A typed text as a reader would have given it, but for what looks like HTML: that is meant.
std::string asRead(std::string text);

} // namespace lab
