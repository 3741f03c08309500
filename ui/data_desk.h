#pragma once

#include "ui/bridge/dataset_session.h"

#include <QObject>
#include <QStringList>

namespace lab {

class Studio;

/// What a person does with the data sets of the lab file: name and trash. Each is one step of the undo stack,
/// and stands there only once it is in the lab file. A data set is named by its spec, lab:FINGERPRINT. GUI
/// thread.
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

private:
    Studio& m_studio;
    DatasetSession m_session;
};

} // namespace lab
