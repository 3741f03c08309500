#pragma once

#include "ui/bridge/worker.h"

#include <QObject>
#include <QString>

#include <functional>
#include <string>

namespace lab {

/// Changes the data sets of a lab file, on a thread of its own with its own connection. Every function
/// returns at once; the answer comes as a signal. GUI thread.
class DatasetSession : public QObject {
    Q_OBJECT
public:
    explicit DatasetSession(const QString& labPath, QObject* parent = nullptr);
    /// Waits until what was asked for is stored.
    ~DatasetSession() override;

    /// Gives the stored data set that \p spec (lab:FINGERPRINT) names another name; \p done is called when it
    /// is stored.
    void rename(const QString& spec, const QString& name, std::function<void()> done = {});

signals:
    /// Lists of data sets are out of date.
    void changed();
    void failed(const QString& message);

private:
    std::string m_labPath;
    Worker m_worker;
};

} // namespace lab
