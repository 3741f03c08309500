#pragma once

#include "ui/models/comparison.h"
#include "ui/plots/chart.h"

#include <vector>

namespace lab {

/// Test accuracy of each seed as a small mark, their mean with its 95 % interval as a large one with a
/// whisker: a line an entry.
class SeedDots : public Chart {
    Q_OBJECT
public:
    explicit SeedDots(const Look& look, QWidget* parent = nullptr);

    /// One line: values of runs, by seed.
    struct Line {
        QString name;
        int colour = 0;
        std::vector<std::int64_t> runs;
        std::vector<std::uint64_t> seeds;
        std::vector<double> values;
        SeedSpread spread; ///< filled by setLines
    };
    void setLines(std::vector<Line> lines);
    void setEntries(const std::vector<ComparedEntry>& entries);
    [[nodiscard]] const std::vector<Line>& lines() const { return m_lines; }
    /// What it is called in an export where it is not the accuracy on the test split.
    void setTitle(const QString& title) { m_exportTitle = title; }
    [[nodiscard]] QString exportTitle() const override {
        return m_exportTitle.isEmpty() ? Chart::exportTitle() : m_exportTitle;
    }

    [[nodiscard]] bool exportable() const override;
    [[nodiscard]] QSize exportSize() const override;
    [[nodiscard]] NumberTable exportNumbers() const override;

protected:
    void draw() override;

private:
    void addLine(const Line& line, double y);
    void fitAxes();
    [[nodiscard]] double marginShare(double room) const;

    std::vector<Line> m_lines;
    QString m_exportTitle;
};

} // namespace lab
