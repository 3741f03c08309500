#pragma once

#include "ui/export/exportable.h"

#include <QTableView>

namespace lab {

class Look;
class RecordModel;
class RecordSession;
struct OpenedData;

/// The table of records: its picture is what is in sight, its numbers are all rows as they are filtered and
/// sorted, read when they are written.
class RecordTable : public QTableView, public Exportable {
    Q_OBJECT
public:
    RecordTable(const Look& look, RecordSession& session, RecordModel& model, QWidget* parent = nullptr);

    /// What the caption names besides the number of rows: data set, fingerprint, run.
    void setExportCaption(const QString& caption) { m_caption = caption; }
    /// A cell is being edited.
    [[nodiscard]] bool editing() const { return state() == EditingState; }
    /// Whether a run's predictions are on show.
    void setJudged(bool judged) { m_judged = judged; }

    [[nodiscard]] QString exportTitle() const override;
    [[nodiscard]] QString exportCaption() const override;
    [[nodiscard]] bool exportable() const override;
    [[nodiscard]] QSize exportSize() const override;
    void paintExport(QPainter& painter, const QRect& place) override;
    [[nodiscard]] NumberTable exportNumbers() const override;

private:
    [[nodiscard]] int firstRow() const;
    [[nodiscard]] int rowsInSight() const;

    const Look& m_look;
    RecordSession& m_session;
    RecordModel& m_model;
    QString m_caption;
    bool m_judged = false;
};

} // namespace lab
