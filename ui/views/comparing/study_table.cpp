#include "ui/views/comparing/study_table.h"

#include <QHeaderView>

namespace lab {

StudyTable::StudyTable(const Look& look, QWidget* parent) : StudyTable(look, new StudyModel, parent) {}

StudyTable::StudyTable(const Look& look, StudyModel* model, QWidget* parent)
    : FigureTable(look, model, parent), m_model(model) {
    model->setParent(this);
}

void StudyTable::setStudy(const StudyResult& study) {
    const int current = currentEntry();
    m_model->setStudy(study);
    bool paper = false;
    for (const StudyRow& row : study.rows)
        paper = paper || row.paper.has_value();
    for (const int column : {StudyModel::PaperAccuracyColumn, StudyModel::PaperMacroF1Column})
        setColumnHidden(column, !paper);
    fit();
    if (current >= 0 && current < m_model->rowCount())
        chooseEntry(current);
}

std::vector<std::int64_t> StudyTable::chosenRuns() const {
    std::vector<std::int64_t> runs;
    for (const int entry : chosenEntries())
        for (const StudyRun& run : m_model->rows()[static_cast<std::size_t>(entry)].runs)
            runs.push_back(run.run);
    return runs;
}

NumberTable StudyTable::exportNumbers() const {
    NumberTable table;
    table.columns = QString::fromLatin1("study data split encoder sharing seeds accuracy accuracy_deviation "
                                        "macro_f1 macro_f1_deviation attention_parameters total_parameters "
                                        "seconds_per_epoch paper_accuracy paper_macro_f1")
                        .split(u' ');
    const StudyResult& study = m_model->study();
    const auto text = [](const std::string& words) { return QString::fromStdString(words); };
    const auto paper = [](const StudyRow& row, double PaperFigure::*value) {
        return row.paper ? QVariant(*row.paper.*value / 100) : QVariant();
    };
    for (const StudyRow& row : study.rows)
        table.rows.push_back({text(study.name), text(study.data), text(study.split), text(row.model.encoder),
                              text(toString(row.model.sharing)), static_cast<qulonglong>(row.runs.size()),
                              row.accuracy.mean, row.accuracy.deviation, row.macroF1.mean,
                              row.macroF1.deviation, static_cast<qlonglong>(row.attentionParameters),
                              static_cast<qlonglong>(row.totalParameters), row.secondsPerEpoch.mean,
                              paper(row, &PaperFigure::accuracy), paper(row, &PaperFigure::macroF1)});
    return table;
}

} // namespace lab
