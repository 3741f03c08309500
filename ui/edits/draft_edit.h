#pragma once

#include "core/config/run_config.h"

#include <QDateTime>
#include <QStringList>
#include <QUndoCommand>

#include <functional>

namespace lab {

/// A change of the next run's settings, on the undo stack. Changes of one and the same field that follow each
/// other quickly (a spin box held down, a value typed) become one; one that comes back to where it began
/// disappears.
class DraftEdit : public QUndoCommand {
public:
    using Apply = std::function<void(const RunConfig&)>;
    DraftEdit(const RunConfig& before, const RunConfig& after, Apply apply);

    void undo() override { m_apply(m_before); }
    void redo() override { m_apply(m_after); }
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand* next) override;

private:
    void describe();

    RunConfig m_before, m_after;
    QStringList m_fields; ///< keys of the settings that differ, as in the configuration's JSON
    Apply m_apply;
    qint64 m_at; ///< milliseconds; a long rest ends a burst
};

} // namespace lab
