#include "ui/data_desk.h"

#include "ui/studio.h"

#include <QUndoCommand>

#include <algorithm>
#include <utility>

namespace lab {
namespace {

/// A change of one data set, in the lab file already when it is put on the stack.
class DatasetChange : public QUndoCommand {
public:
    using Apply = std::function<void()>;
    DatasetChange(const QString& text, Apply undo, Apply redo)
        : QUndoCommand(text), m_undo(std::move(undo)), m_redo(std::move(redo)) {}

    void undo() override { m_undo(); }
    void redo() override {
        if (std::exchange(m_stored, true))
            m_redo();
    }

private:
    Apply m_undo, m_redo;
    bool m_stored = false;
};

} // namespace

DataDesk::DataDesk(Studio& studio) : QObject(&studio), m_studio(studio), m_session(studio.lab().path()) {
    connect(&m_session, &DatasetSession::changed, &studio.library(), &DataLibrary::refresh);
    connect(&m_session, &DatasetSession::failed, &studio, &Studio::problem);
}

void DataDesk::rename(const QString& spec, const QString& before, const QString& after) {
    m_session.rename(spec, after, [this, spec, before, after] {
        // Before the line break the list of edits, after it the menu.
        m_studio.undoStack().push(new DatasetChange(
            tr("Data set renamed %1\nrenaming data set %1").arg(after),
            [this, spec, before] { m_session.rename(spec, before); },
            [this, spec, after] { m_session.rename(spec, after); }));
    });
}

void DataDesk::trash(const QString& spec, const QString& name) {
    m_session.setTrashed(spec, true, [this, spec, name] {
        QUndoStack& stack = m_studio.undoStack();
        const QString text = tr("Data set %1 moved to the trash\nmoving data set %1 to the trash").arg(name);
        auto* change = new DatasetChange(
            text, [this, spec] { m_session.setTrashed(spec, false); },
            [this, spec] { m_session.setTrashed(spec, true); });
        RunConfig next = m_studio.draft();
        if (next.data.spec != spec.toStdString())
            return stack.push(change);
        const int row = m_studio.data().rowOf(next.data);
        next.data = m_studio.data().entry(std::max(0, row - 1)).config;
        stack.beginMacro(text);
        stack.push(change);
        m_studio.setDraft(next);
        stack.endMacro();
    });
}

void DataDesk::restore(const QString& spec, const QString& name) {
    m_session.setTrashed(spec, false, [this, spec, name] {
        m_studio.undoStack().push(new DatasetChange(
            tr("Data set %1 restored\nrestoring data set %1").arg(name),
            [this, spec] { m_session.setTrashed(spec, true); },
            [this, spec] { m_session.setTrashed(spec, false); }));
    });
}

} // namespace lab
