#pragma once

#include <QStringList>
#include <QUndoCommand>

#include <functional>

namespace lab {

/// The probes, and whether the person has touched them: untouched ones follow the data set.
struct ProbesState {
    QStringList texts;
    bool touched = false;
};

/// A probe added, changed or removed, on the undo stack. Typing the text of a probe that was just added
/// belongs to adding it.
class ProbesEdit : public QUndoCommand {
public:
    using Apply = std::function<void(const ProbesState&)>;
    ProbesEdit(ProbesState before, ProbesState after, Apply apply);

    void undo() override { m_apply(m_before); }
    void redo() override { m_apply(m_after); }
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand* next) override;

private:
    ProbesState m_before, m_after;
    Apply m_apply;
};

} // namespace lab
