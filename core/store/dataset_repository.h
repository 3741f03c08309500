#pragma once

#include "core/store/lab_file.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace lab {

enum class RecordSplit : std::uint8_t { Train, Validation, Test };

/// One labelled text of a stored data set.
struct StoredRecord {
    std::string text; ///< valid UTF-8
    int label = 0;    ///< index into StoredDataset::labels
    RecordSplit split = RecordSplit::Train;
};

/// A whole data set as it goes into the lab file and comes out.
struct StoredDataset {
    std::string name;   ///< how lists show it
    std::string spec;   ///< what the person gave
    std::string format; ///< the reader's id
    std::vector<std::string> labels;
    std::vector<StoredRecord> records; ///< in source order
    std::string report = "{}";         ///< JSON of the reader: what was skipped or repaired
};

/// A data set in a list, without its texts.
struct DatasetRow {
    std::int64_t id = 0;
    std::string name, spec, format;
    std::vector<std::string> labels;
    std::int64_t trainRecords = 0, validationRecords = 0, testRecords = 0;
    std::string fingerprint; ///< SHA-256 of labels and records
    std::string created;     ///< UTC, ISO 8601
    std::string trashed{};   ///< when it went to the trash, UTC, ISO 8601; empty = it is not there
};

/// Data sets of a lab file. Errors and threads: see LabFile.
class DatasetRepository {
public:
    explicit DatasetRepository(LabFile& lab) : m_connection(lab.connection()) {}

    /// Stores everything in one transaction and returns the id. Content that is already there is not stored
    /// again: the id of the first import is returned, and it leaves the trash if it is there. \p progress
    /// hears the share that is done, every few records. \throws Cancelled when \p stop asks for it; then
    /// nothing is stored.
    std::int64_t save(const StoredDataset& data, const std::stop_token& stop = {},
                      const std::function<void(double share)>& progress = {});
    /// \throws Cancelled when \p stop asks for it.
    [[nodiscard]] StoredDataset load(std::int64_t id, const std::stop_token& stop = {}) const;
    /// Records of one split.
    [[nodiscard]] std::int64_t count(std::int64_t id, RecordSplit split) const;
    /// The first \p limit records of one split, in source order; none for a data set that does not exist.
    [[nodiscard]] std::vector<StoredRecord> records(std::int64_t id, RecordSplit split,
                                                    std::int64_t limit) const;
    /// Positions of all records, ascending; there is a gap where one was removed.
    [[nodiscard]] std::vector<std::int64_t> positions(std::int64_t id) const;
    /// The texts of the records at \p positions, in that order; a position that does not exist gives "".
    [[nodiscard]] std::vector<std::string> texts(std::int64_t id,
                                                 const std::vector<std::int64_t>& positions) const;
    /// Positions of the records whose text holds what was \p typed, ascending. Words may be in any order,
    /// "words in quotation marks" stand side by side, the last word may be the beginning of one. Case and
    /// accents do not count.
    [[nodiscard]] std::vector<std::int64_t> search(std::int64_t id, const std::string& typed) const;
    enum class Listed { Kept, Trashed, All };
    /// Newest first.
    [[nodiscard]] std::vector<DatasetRow> list(Listed which = Listed::Kept) const;
    /// The id that \p reference means: a number, or at least 12 digits of a fingerprint.
    /// \throws StoreError when there is no such data set, or several.
    [[nodiscard]] std::int64_t resolve(const std::string& reference) const;
    [[nodiscard]] std::optional<std::int64_t> findByFingerprint(const std::string& fingerprint) const;
    /// The fingerprint of a stored data set.
    [[nodiscard]] std::string fingerprint(std::int64_t id) const;
    void rename(std::int64_t id, const std::string& name);
    /// Lists leave a data set in the trash out; nothing of it is lost until remove(), and runs go on with it.
    void trash(std::int64_t id);
    void restore(std::int64_t id);
    /// Removes a data set for good, with its slices.
    /// \throws StoreError when it is not in the trash, or a run, also one in the trash, was trained on it.
    void remove(std::int64_t id);

private:
    /// UPDATE with the given assignment. \throws StoreError when there is no such data set.
    template <class... Values> void set(std::int64_t id, const char* assignment, const Values&... values);

    Connection& m_connection;
};

/// SHA-256 over labels, texts, classes and splits, in order. \throws Cancelled when \p stop asks for it.
std::string fingerprintOf(const StoredDataset& data, const std::stop_token& stop = {});

} // namespace lab
