#pragma once

#include "ui/bridge/record_session.h"

#include <QObject>

#include <functional>
#include <vector>

class QAction;
class QMenu;
class QTableView;

namespace lab {

class Actions;
class Look;
class RecordModel;
class Studio;

/// What a person changes in the record table: cells, the class or the part of chosen rows, rows removed and
/// added. GUI thread.
class RecordEditing : public QObject {
    Q_OBJECT
public:
    /// Makes the actions and takes the table's keys.
    RecordEditing(const Look& look, Studio& studio, Actions& actions, RecordModel& model, QTableView& table);

    [[nodiscard]] QList<QAction*> rowActions() const { return {m_class, m_split, m_remove}; }
    [[nodiscard]] QAction* addAction() const { return m_add; }
    /// Whether rows are chosen, and a data set is on show.
    void enable(bool chosen, bool shown);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void createActions(Actions& actions);
    [[nodiscard]] std::vector<int> rows() const;
    void editCell(int row, int column, const QVariant& value);
    void change(const std::vector<int>& rows, const RecordPatch& patch);
    /// A menu at the current row.
    void offer(const char* name, const QStringList& items, const QString& tip,
               const std::function<void(int)>& take);
    void askRecord();

    const Look& m_look;
    Studio& m_studio;
    RecordModel& m_model;
    QTableView& m_table;
    QAction *m_class = nullptr, *m_split = nullptr, *m_remove = nullptr, *m_add = nullptr;
};

} // namespace lab
