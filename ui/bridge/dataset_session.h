#pragma once

#include "ui/bridge/worker.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <string>

namespace lab {

class DatasetRepository;

/// Changes the data sets of a lab file, on a thread of its own with its own connection. Every function
/// returns at once; the answer comes as a signal. A data set is named by its spec, lab:FINGERPRINT. GUI
/// thread.
class DatasetSession : public QObject {
    Q_OBJECT
public:
    explicit DatasetSession(const QString& labPath, QObject* parent = nullptr);
    /// Waits until what was asked for is stored.
    ~DatasetSession() override;

    /// Gives a stored data set another name; \p done is called when it is stored.
    void rename(const QString& spec, const QString& name, std::function<void()> done = {});
    /// Moves it to the trash or back.
    void setTrashed(const QString& spec, bool trashed, std::function<void()> done = {});
    /// Removes data sets in the trash for good, as far as none of them is needed by a run.
    void remove(const QStringList& specs);

signals:
    /// Lists of data sets are out of date.
    void changed();
    void failed(const QString& message);

private:
    using Change = std::function<void(DatasetRepository& datasets, std::int64_t id)>;
    void change(const QString& spec, Change change, std::function<void()> done);

    std::string m_labPath;
    Worker m_worker;
};

} // namespace lab
