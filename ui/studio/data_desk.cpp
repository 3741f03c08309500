#include "ui/studio/data_desk.h"

#include "ui/studio/data_library.h"
#include "ui/studio/run_queue.h"
#include "ui/studio/studio.h"
#include "workbench/data_export.h"
#include "workbench/data_source.h"

#include <QUndoCommand>

#include <algorithm>
#include <memory>
#include <set>
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

DataConfig configOf(const QString& spec) {
    DataConfig config;
    config.spec = spec.toStdString();
    return config;
}

/// What an edit is called after "Undo".
QString nameOf(const RecordPatch& patch, std::size_t records) {
    const bool one = records == 1;
    QString text = one ? DataDesk::tr("change text of a record") : QString();
    if (patch.remove)
        text = one ? DataDesk::tr("remove a record") : DataDesk::tr("remove %1 records");
    else if (patch.label)
        text = one ? DataDesk::tr("change class of a record") : DataDesk::tr("change class of %1 records");
    else if (patch.split)
        text = one ? DataDesk::tr("change part of a record") : DataDesk::tr("change part of %1 records");
    return one ? text : text.arg(records);
}

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

void DataDesk::exportData(const QString& spec, const QString& path) {
    const auto write = [lab = m_studio.lab().path().toStdString(),
                        spec = spec.toStdString()](const QString& file, const ExportControl& control) {
        LabFile source(lab);
        const LoadControl load{[&](double share, std::int64_t) { control.progress(share); }, control.stop};
        const std::int64_t lost = exportDataset(source, storedId(source, spec), file.toStdString(), load);
        return lost == 0
                   ? QString()
                   : tr("Texts with HTML tags, which the program drops when it reads the file: %1").arg(lost);
    };
    m_studio.exports().saveFile(path, write);
}

void DataDesk::changeRecords(std::uint64_t arrangement, const std::vector<int>& rows,
                             const RecordPatch& patch) {
    m_studio.library().records().change(arrangement, rows, patch, isWaitedFor(),
                                        [this, patch](const DataEdit& edit) {
                                            takeEdit(nameOf(patch, edit.stored.done.changes.size()), edit);
                                        });
}

void DataDesk::addRecord(const StoredRecord& record) {
    m_studio.library().records().add(record, isWaitedFor(),
                                     [this](const DataEdit& edit) { takeEdit(tr("add a record"), edit); });
}

/// A run that will need the open data set as it is has not been stored yet.
bool DataDesk::isWaitedFor() const {
    const auto& opened = m_studio.library().opened();
    const auto& entries = m_studio.queue().entries();
    return m_studio.session().state() == RunState::Preparing ||
           std::any_of(entries.begin(), entries.end(), [&](const RunQueue::Entry& entry) {
               return entry.state == RunQueue::State::Waiting && opened &&
                      (entry.config.data == opened->asked ||
                       entry.config.data.spec == opened->spec.toStdString());
           });
}

void DataDesk::takeEdit(const QString& text, const DataEdit& edit) {
    // What was asked for names its own content, not that of a copy which was opened instead.
    const auto& opened = m_studio.library().opened();
    const bool asked = edit.open && opened && !m_results.contains(edit.from);
    const DataConfig before = asked ? opened->asked : configOf(edit.from);
    m_results.insert(edit.to);
    const DataConfig after = configOf(edit.to);
    // Which contents are copies that this step made: they go when it is taken back.
    const auto copies = std::make_shared<std::set<std::string>>();
    const auto retrace = [this, copies](const RecordStep& step, const DataConfig& from,
                                        const DataConfig& to) {
        m_studio.library().records().retrace(step, copies->contains(step.from),
                                             [this, copies, from, to](const DataEdit& retraced) {
                                                 if (retraced.stored.copied)
                                                     copies->insert(retraced.stored.done.to);
                                                 follow(retraced, from, to);
                                             });
    };
    if (edit.stored.copied)
        copies->insert(edit.stored.done.to);
    m_studio.undoStack().push(new DatasetChange(
        text.left(1).toUpper() + text.mid(1) + u'\n' + text,
        [retrace, step = edit.stored.back, before, after] { retrace(step, after, before); },
        [retrace, step = edit.stored.done, before, after] { retrace(step, before, after); }));
    follow(edit, before, after);
}

void DataDesk::follow(const DataEdit& edit, const DataConfig& before, const DataConfig& after) {
    DataModel& list = m_studio.data();
    const std::string from = edit.from.toStdString();
    if (!edit.stored.copied && !edit.stored.found) // the same data set, called another way
        for (int row = 0; row < list.rowCount(); ++row)
            if (list.entry(row).config.spec == from)
                list.setConfig(row, after);
    const DataConfig draft = m_studio.draft().data;
    const bool nextRun = draft == before || draft.spec == from;
    if (edit.open && m_studio.shown() == Studio::Shown::Draft && nextRun)
        m_studio.library().askAs(after);
    if (nextRun)
        m_studio.replaceData(draft.spec, after);
    if (edit.stored.copied)
        emit told(
            tr("%1 stays as it is, because runs need it so or it is built in; the change is in its copy "
               "%2, which is open now.")
                .arg(QString::fromStdString(edit.stored.original), QString::fromStdString(edit.stored.name)));
}

} // namespace lab
