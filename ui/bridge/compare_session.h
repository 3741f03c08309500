#pragma once

#include "ui/bridge/worker.h"
#include "workbench/run_comparison.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lab {

using ComparedRunPtr = std::shared_ptr<const ComparedRun>;

/// Which run is wanted, and how new: the time at which its row was changed last.
struct ComparedKey {
    std::int64_t run = 0;
    std::string updated;
    bool operator==(const ComparedKey&) const = default;
};

/// Reads curves and settings of runs for the comparison, on a thread of its own. What has not changed since
/// it was read comes from memory. Only the newest request is answered. GUI thread.
class CompareSession : public QObject {
    Q_OBJECT
public:
    explicit CompareSession(const QString& labPath, QObject* parent = nullptr);
    ~CompareSession() override;

    /// The answer is loaded() or failed(). \p withTime: the curves are drawn over time.
    void load(std::vector<ComparedKey> runs, bool withTime);

signals:
    /// In the order in which they were asked for; runs that are gone are left out.
    void loaded(const std::vector<lab::ComparedRunPtr>& runs);
    void failed(const QString& message);

private:
    struct State;
    std::shared_ptr<State> m_state; ///< used by the thread alone
    Worker m_worker;                ///< last: its thread uses the state
};

} // namespace lab
