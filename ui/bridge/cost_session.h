#pragma once

#include "ui/bridge/mailbox.h"
#include "ui/bridge/worker.h"
#include "workbench/cost_series.h"
#include "workbench/cost_study.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <array>
#include <functional>
#include <optional>
#include <stop_token>
#include <thread>
#include <variant>
#include <vector>

namespace lab {

/// One curve of the cost chart with what is read from it; the arrays are by CostPass.
struct CostLine {
    CostSeries series;
    std::array<TheoryCurve, 2> theory;
    std::array<std::optional<Estimate>, 2> slope;
};

/// A stored set of timings, ready to be shown: points by encoder, sharing and length in the program's own
/// order.
struct CostSheet {
    TimingSet set;
    std::vector<CostLine> lines;
};
CostSheet sheetOf(TimingSet set);

/// What measures: runCostStudy, or a stand-in in tests.
using CostFunction = std::function<CostResult(
    const CostRequest&, const std::function<void(const CostProgress&)>&, const std::stop_token&)>;

/// Measures timings, one order at a time, on a thread of its own, and reads the stored ones on another.
/// Every visit to a point is in the lab file before progressed is emitted. GUI thread; only the destructor
/// waits, for at most a tenth of a second.
class CostSession : public QObject {
    Q_OBJECT
public:
    explicit CostSession(const QString& labPath, CostFunction measure = runCostStudy,
                         QObject* parent = nullptr);
    ~CostSession() override;

    [[nodiscard]] bool active() const { return m_active; }
    /// The last progress of the order under way.
    [[nodiscard]] const std::optional<CostProgress>& progress() const { return m_progress; }

    /// Reads the stored timings; the answer is loaded, or failed.
    void load();
    /// Measures the points of all requests, one request after the other; the lab file is set here. Returns
    /// false while another order is under way.
    bool measure(std::vector<CostRequest> requests);
    void cancel();
    /// Writes the points of a sheet as `fastformer timing --csv` does; the answer is exported, or failed.
    void exportCsv(const QString& file, const CostSheet& sheet);

signals:
    void stateChanged();
    void loaded(const std::vector<lab::CostSheet>& sheets);
    void progressed(const lab::CostProgress& progress);
    void finished(bool stopped);
    void failed(const QString& message);
    void exported(const QString& file);

private:
    struct Ended {
        bool stopped = false;
        QString error;
    };
    using Message = std::variant<CostProgress, Ended>;
    void work(const std::vector<CostRequest>& requests, const std::stop_token& stop);
    void drain();

    QString m_path;
    CostFunction m_measure;
    Mailbox<Message> m_mailbox;
    QTimer m_poll;
    bool m_active = false;
    std::optional<CostProgress> m_progress;
    Worker m_reader;
    std::jthread m_thread; ///< last: stops and joins first
};

} // namespace lab
