#pragma once

#include "core/base/statistics.h"
#include "core/config/run_config.h"
#include "workbench/run_job.h"

#include <QAbstractTableModel>
#include <QString>

#include <limits>
#include <optional>
#include <vector>

namespace lab {

class Studio;

/// Which runs a click on "Queue" makes: every sharing mode of every encoder with every seed.
struct RunGrid {
    std::vector<std::string> encoders; ///< ids
    std::vector<Sharing> sharings;     ///< an encoder without that mode takes part once, with its own
    int seeds = 1;                     ///< the draft's seed and those after it

    /// \p base with each combination, seed by seed, so that every setting has its first result early.
    [[nodiscard]] std::vector<RunConfig> runs(const RunConfig& base) const;
};

/// Runs that are to be trained one after the other, and how they ended: a table of run, state and accuracy.
/// Runs that differ in their seed alone are repeats of one another and share a group of the lab file.
/// Stopping the running run by hand holds the queue; what waits stays. While a study trains or timings are
/// measured, nothing begins. GUI thread.
class RunQueue : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class State { Waiting, Running, Done, Stopped, Failed, Cancelled };
    enum Column { RunColumn, StateColumn, AccuracyColumn, Columns };
    struct Entry {
        RunConfig config;
        int variant = 0; ///< the same for runs that differ in their seed alone
        QString setting; ///< "qv-layer"; where the queue has others of that name with what differs
        State state = State::Waiting;
        std::int64_t run = 0;
        double accuracy = std::numeric_limits<double>::quiet_NaN(); ///< of test, else of validation
        QString error;
    };
    /// The finished runs that differ in their seed alone.
    struct Result {
        int variant = 0; ///< of the entries
        QString setting;
        int finished = 0, all = 0;
        Spread accuracy;
    };

    explicit RunQueue(Studio& studio, QObject* parent = nullptr);

    void add(const std::vector<RunConfig>& runs);
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    [[nodiscard]] std::vector<Result> results() const;
    /// Some wait, but nothing begins before \ref goOn.
    [[nodiscard]] bool held() const;
    /// A run waits or is being trained.
    [[nodiscard]] bool open() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

public slots:
    /// One that waits is not begun; the running one is stopped, and the next follows.
    void cancel(int row);
    void cancelAll();
    /// Forgets those that have ended; their runs stay in the lab file.
    void clear();
    void hold() { m_held = true; }
    void goOn();

signals:
    void changed();

private:
    void startNext();
    /// Finds out which entries repeat which, and names them.
    void sortOut();
    void finish(const RunResult& result);
    void end(State state, const QString& error = {});
    void tell(int row);
    [[nodiscard]] std::optional<std::int64_t> groupOf(const Entry& entry) const;

    Studio& m_studio;
    std::vector<Entry> m_entries;
    int m_current = -1;
    bool m_held = false;
    bool m_single = false; ///< only the running one was cancelled
    bool m_show = false;   ///< the person has just asked for the next one
};

/// "fastformer qv-layer" without its encoder where that is the Fastformer: "qv-layer", "transformer".
QString settingName(const ModelConfig& model);

} // namespace lab
