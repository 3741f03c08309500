#pragma once

#include "ui/models/compare_model.h"
#include "ui/views/controls/figure_table.h"

namespace lab {

/// The table below the curves. Ctrl+Backspace takes the chosen rows out of the comparison.
class CompareTable : public FigureTable {
    Q_OBJECT
public:
    explicit CompareTable(const Look& look, QWidget* parent = nullptr);

    [[nodiscard]] CompareModel& source() const { return *m_model; }
    [[nodiscard]] QString exportTitle() const override;
    [[nodiscard]] NumberTable exportNumbers() const override;

private:
    CompareTable(const Look& look, CompareModel* model, QWidget* parent);

    CompareModel* m_model;
};

} // namespace lab
