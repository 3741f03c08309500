#pragma once

#include "ui/bridge/run_session.h"

#include <QObject>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <vector>

class QUndoStack;

namespace lab {

class RunModel;

/// What a person does with stored runs: name, tags, note, colour, trash. Each is one step of the undo stack,
/// and stands there only once it is in the lab file. GUI thread.
class RunDesk : public QObject {
    Q_OBJECT
public:
    /// All three must outlive it.
    RunDesk(RunSession& session, const RunModel& runs, QUndoStack& undo, QObject* parent = nullptr);

    [[nodiscard]] RunSession& session() { return m_session; }
    /// Cannot be undone.
    void emptyTrash() { m_session.emptyTrash(); }

public slots:
    void rename(std::int64_t run, const QString& name);
    void setNote(std::int64_t run, const QString& note);
    void setTags(const std::vector<std::int64_t>& runs, const QStringList& tags);
    /// \p slot 0 … 6, see Theme::runMark.
    void setColour(const std::vector<std::int64_t>& runs, int slot);
    void trash(const std::vector<std::int64_t>& runs);
    void restore(const std::vector<std::int64_t>& runs);

private:
    using Fill = std::function<void(RunPatch& before, RunPatch& after, const RunRow& row)>;
    void change(const QString& text, const std::vector<std::int64_t>& runs, const Fill& fill);

    RunSession& m_session;
    const RunModel& m_runs;
    QUndoStack& m_undo;
};

/// "baseline, paper" → {"baseline", "paper"}.
QStringList tagsIn(const QString& text);

} // namespace lab
