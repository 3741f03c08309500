#pragma once

#include "ui/comparison.h"
#include "ui/plots/chart.h"

#include <vector>

namespace lab {

/// Test accuracy of each seed as a small mark, their mean with its 95 % interval as a large one with a
/// whisker: a line an entry.
class SeedDots : public Chart {
    Q_OBJECT
public:
    SeedDots(const Look& look, QWidget* parent = nullptr);

    void setEntries(const std::vector<ComparedEntry>& entries);

    [[nodiscard]] bool exportable() const override;
    [[nodiscard]] NumberTable exportNumbers() const override;

protected:
    void draw() override;

private:
    struct Line {
        QString name;
        int colour = 0;
        std::vector<std::int64_t> runs;
        std::vector<std::uint64_t> seeds;
        std::vector<double> values;
        SeedSpread spread;
    };
    void addLine(const Line& line, double y);
    void fitAxes();

    std::vector<Line> m_lines;
};

} // namespace lab
