#pragma once

#include "datasets/statistics.h"

#include <QWidget>

#include <vector>

class QTableWidget;

namespace lab {

class Exportable;
class LengthHistogram;
class Look;
class LookLabel;

/// What a data set holds, at a glance: how many texts of each class stand in each part, how long they are,
/// what the maximum length cuts, which words training lacks, and what is wrong with them.
class DataSummary : public QWidget {
    Q_OBJECT
public:
    explicit DataSummary(const Look& look, QWidget* parent = nullptr);

    struct Report {
        DataStatistics statistics;
        std::vector<SkippedRows> skipped;
        std::vector<RepairedRows> repaired;
    };
    /// \p maxLength of the model that is to read it.
    void setReport(const Report& report, int maxLength, const QString& caption);
    /// Dims what is on show: newer numbers are on their way.
    void setStale(bool stale);
    [[nodiscard]] std::vector<Exportable*> exportables() const;

private:
    void fillClasses(const DataStatistics& statistics);
    void tellFacts(const Report& report, int maxLength);

    const Look& m_look;
    LookLabel *m_split, *m_facts, *m_warnings;
    QTableWidget* m_classes;
    LengthHistogram* m_lengths;
};

} // namespace lab
