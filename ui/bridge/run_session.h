#pragma once

#include "core/store/run_repository.h"
#include "ui/bridge/worker.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace lab {

/// What is to change of a stored run; what is absent stays.
struct RunPatch {
    std::int64_t run = 0;
    std::optional<std::string> name, note;
    std::optional<std::vector<std::string>> tags;
    std::optional<int> colour;
    std::optional<bool> trashed;
};

/// Changes stored runs, and carries them out of the lab file and into it, on a thread of its own with its own
/// connection. Every function returns at once; the answer comes as a signal. GUI thread.
class RunSession : public QObject {
    Q_OBJECT
public:
    explicit RunSession(const QString& labPath, QObject* parent = nullptr);
    /// Ends an import, and does first what else was asked for: an edit is not lost with the window.
    ~RunSession() override;

    [[nodiscard]] bool busy() const { return m_worker.busy(); }
    [[nodiscard]] bool importing() const { return m_importing; }

    /// All patches or none; \p done is called when they are stored.
    void apply(std::vector<RunPatch> patches, std::function<void()> done = {});
    void emptyTrash();
    enum class Weights { Best, Last };
    void exportModel(std::int64_t run, Weights which, const QString& path);
    /// The weights after \p step, of which the run holds a checkpoint.
    void exportStep(std::int64_t run, std::int64_t step, const QString& path);
    /// Removes a kept checkpoint for good; the answer is checkpointRemoved.
    void removeCheckpoint(std::int64_t run, std::int64_t step);
    /// CSV or JSON by the ending of \p path.
    void exportMetrics(std::int64_t run, const QString& path);
    /// Copies every run of another lab file; each is whole or not there.
    void importRuns(const QString& otherLab);
    void cancelImport();

signals:
    /// Lists of runs are out of date.
    void changed();
    void written(const QString& path);
    void checkpointRemoved(std::int64_t run, std::int64_t step);
    void importProgress(int done, int total);
    void imported(int runs, const QString& from, bool cancelled);
    void failed(const QString& message);

private:
    struct State;
    struct Import;
    static bool importAll(LabFile& target, const std::string& from, Import& job, const std::stop_token& stop);
    void endImport(const std::function<void()>& tell);
    void write(const QString& path, std::function<void(LabFile&)> write);

    std::shared_ptr<State> m_state;   ///< the connection, used by the thread alone
    std::shared_ptr<Import> m_import; ///< shared with the thread
    QTimer m_poll;
    bool m_importing = false;
    Worker m_worker; ///< last: its thread uses the state
};

} // namespace lab
