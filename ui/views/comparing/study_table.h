#pragma once

#include "ui/models/study_model.h"
#include "ui/views/controls/figure_table.h"

namespace lab {

/// A quality study as the paper's table. Enter or a double click asks for the runs of a row.
class StudyTable : public FigureTable {
    Q_OBJECT
public:
    explicit StudyTable(const Look& look, QWidget* parent = nullptr);

    void setStudy(const StudyResult& study);
    [[nodiscard]] const StudyModel& source() const { return *m_model; }
    /// Runs of the chosen rows.
    [[nodiscard]] std::vector<std::int64_t> chosenRuns() const;

    [[nodiscard]] QString exportTitle() const override { return tr("Quality study"); }
    [[nodiscard]] bool exportable() const override { return !m_model->study().rows.empty(); }
    /// Columns and numbers of `fastformer study --csv`.
    [[nodiscard]] NumberTable exportNumbers() const override;

private:
    StudyTable(const Look& look, StudyModel* model, QWidget* parent);

    StudyModel* m_model;
};

} // namespace lab
