#pragma once

#include "core/store/dataset_repository.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lab {

/// What stands at one position of a data set after an edit.
struct RecordChange {
    /// Of an added record: the next one after the last.
    static constexpr std::int64_t kNew = -1;

    std::int64_t position = 0;
    std::optional<StoredRecord> record{}; ///< none: nothing stands there
};

/// One edit of a data set, from the content with one fingerprint to that with another.
struct RecordStep {
    std::string from, to; ///< fingerprints
    std::vector<RecordChange> changes;
    std::string format; ///< StoredDataset::format afterwards
};

/// What has become of an edit.
struct RecordEdit {
    std::int64_t dataset = 0;   ///< holds the result
    std::string name, original; ///< of that data set, and of the one that was edited
    bool copied = false;        ///< the result is a new data set: runs need the original as it is
    bool found = false;         ///< the result was in the lab file before, possibly with other positions
    RecordStep done, back;      ///< the edit as it was stored, and the one that takes it back
};

/// Edits the records of stored data sets. One that runs or studies refer to, and a built-in one, never
/// changes: the edit goes into a copy of it, named "NAME (edited)", with its slices. Any other is changed in
/// place and gets another fingerprint. Positions of the other records stay as they are, also when some are
/// removed. Each edit is one transaction. Errors and threads: see LabFile; an edit that is not possible is a
/// StoreError and changes nothing.
class RecordEditor {
public:
    /// \p edited is the word that marks the name of a copy, in the language of whoever reads it.
    explicit RecordEditor(LabFile& lab, std::string edited = "edited")
        : m_connection(lab.connection()), m_edited(std::move(edited)) {}

    /// The records at \p positions, in that order; none where there is none.
    [[nodiscard]] std::vector<std::optional<StoredRecord>>
    records(std::int64_t dataset, const std::vector<std::int64_t>& positions) const;

    /// Makes \p changes. With \p keep the data set is left as it is and a copy changed, as if runs referred
    /// to it. Changes that change nothing are left out; with none left, done.from equals done.to. \throws
    /// StoreError  a text that is empty, a class that does not exist, no training record left, or the
    ///                     lab file holds the result already.
    RecordEdit apply(std::int64_t dataset, const std::vector<RecordChange>& changes, bool keep = false);

    /// Takes an edit back or makes it again. When the lab file holds content step.to, that data set is the
    /// result; with \p dropSource the data set with content step.from, a copy made by the edit, is then
    /// removed unless runs refer to it, and its slices go to the result. \throws StoreError as apply().
    RecordEdit retrace(const RecordStep& step, bool dropSource);

private:
    struct Plan;
    [[nodiscard]] Plan plan(std::int64_t dataset, const std::vector<RecordChange>& changes) const;
    [[nodiscard]] bool needed(std::int64_t dataset) const;
    std::int64_t copy(std::int64_t dataset, const std::string& name) const;
    [[nodiscard]] std::string nameOfCopy(const std::string& original) const;
    RecordEdit store(const Plan& plan, const std::string& format, bool keep);
    void dropCopy(std::int64_t copy, std::int64_t original);
    std::string freeSliceName(const std::string& name, std::int64_t one, std::int64_t other);

    Connection& m_connection;
    std::string m_edited;
};

} // namespace lab
