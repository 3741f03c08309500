#include "ui/studio/run_desk.h"

#include "ui/models/run_model.h"

#include <QUndoCommand>
#include <QUndoStack>

namespace lab {
namespace {

/// A change that is already in the lab file when it is put on the stack.
class RunChange : public QUndoCommand {
public:
    RunChange(RunSession& session, const QString& text, std::vector<RunPatch> before,
              std::vector<RunPatch> after)
        // In the list of edits it begins a line, in the menu it follows "Undo".
        : QUndoCommand(text.left(1).toUpper() + text.mid(1) + u'\n' + text),
          m_session(session),
          m_before(std::move(before)),
          m_after(std::move(after)) {}

    void undo() override { m_session.apply(m_before); }
    void redo() override {
        if (m_stored)
            m_session.apply(m_after);
        m_stored = true;
    }

private:
    RunSession& m_session;
    std::vector<RunPatch> m_before, m_after;
    bool m_stored = false;
};

} // namespace

QStringList tagsIn(const QString& text) {
    QStringList tags;
    for (const QString& part : text.split(u','))
        if (const QString tag = part.simplified(); !tag.isEmpty() && !tags.contains(tag))
            tags << tag;
    return tags;
}

RunDesk::RunDesk(RunSession& session, const RunModel& runs, QUndoStack& undo, QObject* parent)
    : QObject(parent), m_session(session), m_runs(runs), m_undo(undo) {}

void RunDesk::change(const QString& text, const std::vector<std::int64_t>& runs, const Fill& fill) {
    std::vector<RunPatch> before, after;
    for (const std::int64_t run : runs) {
        const RunRow* row = m_runs.find(run);
        if (row == nullptr)
            continue;
        before.emplace_back().run = run;
        after.emplace_back().run = run;
        fill(before.back(), after.back(), *row);
    }
    if (after.empty())
        return;
    m_session.apply(
        after, [this, text, before, after] { m_undo.push(new RunChange(m_session, text, before, after)); });
}

void RunDesk::rename(std::int64_t run, const QString& name) {
    change(tr("rename run %1").arg(run), {run}, [&](RunPatch& before, RunPatch& after, const RunRow& row) {
        before.name = row.name;
        after.name = name.toStdString();
    });
}

void RunDesk::setNote(std::int64_t run, const QString& note) {
    change(tr("note on run %1").arg(run), {run}, [&](RunPatch& before, RunPatch& after, const RunRow& row) {
        before.note = row.note;
        after.note = note.toStdString();
    });
}

void RunDesk::setTags(const std::vector<std::int64_t>& runs, const QStringList& tags) {
    std::vector<std::string> list;
    for (const QString& tag : tags)
        list.push_back(tag.toStdString());
    change(tr("tag runs"), runs, [&](RunPatch& before, RunPatch& after, const RunRow& row) {
        before.tags = row.tags;
        after.tags = list;
    });
}

void RunDesk::setColour(const std::vector<std::int64_t>& runs, int slot) {
    change(tr("colour of runs"), runs, [&](RunPatch& before, RunPatch& after, const RunRow& row) {
        before.colour = row.colour;
        after.colour = slot;
    });
}

void RunDesk::trash(const std::vector<std::int64_t>& runs) {
    change(tr("move runs to the trash"), runs, [](RunPatch& before, RunPatch& after, const RunRow& row) {
        before.trashed = !row.trashed.empty();
        after.trashed = true;
    });
}

void RunDesk::restore(const std::vector<std::int64_t>& runs) {
    change(tr("restore runs"), runs, [](RunPatch& before, RunPatch& after, const RunRow& row) {
        before.trashed = !row.trashed.empty();
        after.trashed = false;
    });
}

} // namespace lab
