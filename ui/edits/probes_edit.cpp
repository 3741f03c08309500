#include "ui/edits/probes_edit.h"

#include "ui/edits/edit_ids.h"

#include <QCoreApplication>

namespace lab {

ProbesEdit::ProbesEdit(ProbesState before, ProbesState after, Apply apply)
    : m_before(std::move(before)), m_after(std::move(after)), m_apply(std::move(apply)) {
    const auto was = m_before.texts.size(), is = m_after.texts.size();
    // Before the line break the list of edits, after it the menu.
    setText(is > was   ? QCoreApplication::translate("ProbesEdit", "Probe added\nadding a probe")
            : is < was ? QCoreApplication::translate("ProbesEdit", "Probe removed\nremoving a probe")
                       : QCoreApplication::translate("ProbesEdit", "Probe edited\nediting a probe"));
}

int ProbesEdit::id() const {
    return static_cast<int>(EditId::Probes);
}

bool ProbesEdit::mergeWith(const QUndoCommand* next) {
    const auto& other = static_cast<const ProbesEdit&>(*next);
    const auto size = m_after.texts.size();
    const bool added = size == m_before.texts.size() + 1 && size == other.m_after.texts.size();
    if (!added || m_after.texts.first(size - 1) != other.m_after.texts.first(size - 1))
        return false;
    m_after = other.m_after;
    return true;
}

} // namespace lab
