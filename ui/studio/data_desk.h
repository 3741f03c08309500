#pragma once

#include "ui/bridge/dataset_session.h"
#include "ui/bridge/record_session.h"

#include <QObject>
#include <QStringList>

#include <set>
#include <vector>

namespace lab {

class Studio;

/// What a person does with the data sets of the lab file: name, trash and records. Each is one step of the
/// undo stack, and stands there only once it is in the lab file. A data set is named by its spec,
/// lab:FINGERPRINT. GUI thread.
class DataDesk : public QObject {
    Q_OBJECT
public:
    explicit DataDesk(Studio& studio);

    void rename(const QString& spec, const QString& before, const QString& after);
    /// The next run gets the data set above it in the list when it was this one's.
    void trash(const QString& spec, const QString& name);
    void restore(const QString& spec, const QString& name);
    /// Removes data sets in the trash for good; cannot be undone.
    void remove(const QStringList& specs) { m_session.remove(specs); }

    /// Writes the whole data set as CSV, see exportDataset().
    void exportData(const QString& spec, const QString& path);

    /// Edits records of the data set that is open, see RecordSession; what is to be trained, the lists and
    /// the view follow.
    void changeRecords(std::uint64_t arrangement, const std::vector<int>& rows, const RecordPatch& patch);
    void addRecord(const StoredRecord& record);

signals:
    /// A quiet sentence about what has become of an edit.
    void told(const QString& sentence);

private:
    void takeEdit(const QString& text, const DataEdit& edit);
    /// What named the content before the edit by \p before names that after it by \p after.
    void follow(const DataEdit& edit, const DataConfig& before, const DataConfig& after);
    [[nodiscard]] bool isWaitedFor() const;

    Studio& m_studio;
    std::set<QString> m_results; ///< specs of contents that edits have made
    DatasetSession m_session;
};

} // namespace lab
