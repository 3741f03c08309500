#pragma once

#include "ui/bridge/compare_session.h"
#include "workbench/stored_weights.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <cstdint>
#include <vector>

namespace lab {

class RunModel;

/// One line of the comparison: a run alone, or the seeds of a group.
struct ComparedEntry {
    QString name;   ///< "qv-layer", "14 with dropout"
    QString aside;  ///< "5 seeds, 1 in training"; empty for a run alone
    int colour = 0; ///< slot, see Theme::runMark
    std::vector<ComparedRunPtr> runs;

    [[nodiscard]] std::vector<const ComparedRun*> members() const;
};

/// The chosen runs, the unit and the moment of the Compare page: what must outlive the page. It follows the
/// list of runs: seeds of the same settings stand together, runs in the trash or gone leave. The check marks
/// in that list are its chosen runs. Numbers of a run that trains are read again as it goes on. GUI thread.
class Comparison : public QObject {
    Q_OBJECT
public:
    /// \p runs must outlive it.
    Comparison(const QString& labPath, RunModel& runs, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<std::int64_t>& chosen() const { return m_chosen; }
    [[nodiscard]] bool contains(std::int64_t run) const;
    /// As far as they are read, in the order in which they were chosen.
    [[nodiscard]] const std::vector<ComparedEntry>& entries() const { return m_entries; }
    [[nodiscard]] bool working() const { return m_working; }
    [[nodiscard]] CurveMetric metric() const { return m_metric; }
    [[nodiscard]] CurveAxis axis() const { return m_axis; }
    [[nodiscard]] const CurveMoment& moment() const { return m_moment; }
    /// Row of entries() against which differences are taken; −1 = none.
    [[nodiscard]] int reference() const;

    /// The two runs through which one text goes; 0 = none.
    [[nodiscard]] std::int64_t a() const { return m_a; }
    [[nodiscard]] std::int64_t b() const { return m_b; }
    /// None when it is not among the entries.
    [[nodiscard]] ComparedRunPtr find(std::int64_t run) const;
    /// The row of entries() in which \p run stands, −1 = none.
    [[nodiscard]] int entryOf(std::int64_t run) const;
    /// The weights of \p run at the chosen moment.
    [[nodiscard]] WeightChoice weightsOf(std::int64_t run) const;

public slots:
    void setPair(std::int64_t a, std::int64_t b);
    void add(const std::vector<std::int64_t>& runs);
    void remove(const std::vector<std::int64_t>& runs);
    void clear();
    void setMetric(lab::CurveMetric metric);
    void setAxis(lab::CurveAxis axis);
    void setMoment(lab::CurveMoment::Kind kind);
    /// The place on the x axis for "at the cursor".
    void setCursor(double x);
    void setReference(int entry);

signals:
    /// Other entries, or new numbers of them.
    void entriesChanged();
    /// Metric, axis, moment or reference.
    void viewChanged();
    void workingChanged();
    void pairChanged();
    void failed(const QString& message);

private:
    void load();
    /// \p quietly: what is on show stays as it is until the answer is there.
    void read(bool quietly);
    void followLive();
    void fillPair();
    /// Lets the moment at the cursor be one of the axis on show. False when that is not known yet.
    bool moveCursor();
    void take(const std::vector<ComparedRunPtr>& runs);

    RunModel& m_runs;
    std::vector<std::int64_t> m_chosen;
    std::vector<ComparedKey> m_loaded; ///< what was asked for last
    std::vector<ComparedEntry> m_entries;
    CurveMetric m_metric = CurveMetric::Accuracy;
    CurveAxis m_axis = CurveAxis::Epoch;
    CurveMoment m_moment{CurveMoment::Kind::Best, 0, m_axis};
    std::vector<std::int64_t> m_reference; ///< runs of the row against which differences are taken
    std::int64_t m_a = 0, m_b = 0;
    bool m_working = false, m_timeLoaded = false;
    int m_readings = 0; ///< how often the run that trains was read again
    QTimer m_pace;
    CompareSession m_session;
};

} // namespace lab
