// The part of Studio that is about data sets: which one the next run learns from, and what is known of it.
#include "ui/studio/data_library.h"
#include "ui/studio/studio.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lab {

void Studio::chooseData(int row) {
    if (row < 0 || row >= m_data.rowCount())
        return;
    const bool first = !std::exchange(m_dataChosen, true);
    if (m_shown != Shown::Draft)
        m_branch.reset(); // the settings are those of the run on show, not of the draft's branch
    RunConfig next = config();
    next.data = m_data.entry(row).config;
    if (!m_data.entry(row).view)
        m_lab.describe(next.data, next.text);
    if (!(next == m_draft))
        setDraft(next);
    else if (m_shown != Shown::Draft)
        showDraft();
    else if (first)
        emit settingsChanged();
}

void Studio::showData(int row) {
    m_library->setAside(true);
    chooseData(row);
}

// The draft's data set is listed again: it has come back from the trash.
void Studio::takeListed() {
    const int row = m_data.rowOf(m_draft.data);
    if (row < 0 || row == m_data.current())
        return;
    m_data.setCurrent(row);
    if (!m_data.entry(row).view)
        m_lab.describe(m_draft.data, m_draft.text);
    emit settingsChanged();
}

void Studio::replaceData(const std::string& before, const DataConfig& after) {
    if (m_studyChoice.data && m_studyChoice.data->spec == before)
        m_studyChoice.data = after;
    if (m_draft.data.spec != before)
        return;
    m_branch.reset(); // a branch keeps its parent's data
    m_draft.data = after;
    m_data.setCurrent(m_data.rowOf(after));
    m_recount.start();
    emit settingsChanged();
}

void Studio::addData(const DataConfig& config, const QString& name) {
    chooseData(m_data.add(config, name));
}

const DataView* Studio::viewOf(const DataConfig& config) const {
    const int row = m_data.rowOf(config);
    return row >= 0 && m_data.entry(row).view ? &*m_data.entry(row).view : nullptr;
}

void Studio::takeDescribed(const DataView& view) {
    m_data.setView(view);
    if (view.config == m_draft.data)
        fillProbes(view);
    emit settingsChanged();
}

void Studio::fillProbes(const DataView& view) {
    if (m_probesEdited || view.samples.empty() || m_session.active())
        return;
    m_probes.setTexts(toStringList(view.samples));
}

std::int64_t Studio::vocabulary() const {
    if (m_shown != Shown::Draft && trace().vocabulary > 0)
        return trace().vocabulary;
    const DataView* view = viewOf(config().data);
    return view != nullptr ? view->statistics.vocabulary : 0;
}

std::int64_t Studio::typicalTokens() const {
    constexpr std::int64_t kGuess = 64;
    const DataView* view = viewOf(config().data);
    const std::int64_t mean = view != nullptr ? std::llround(view->statistics.meanTokens) : kGuess;
    return std::clamp<std::int64_t>(mean, 1, std::max(config().model.maxLength, 1));
}

std::int64_t Studio::classes() const {
    if (m_shown != Shown::Draft && !trace().labels.isEmpty())
        return trace().labels.size();
    const DataView* view = viewOf(config().data);
    return view != nullptr ? static_cast<std::int64_t>(view->labels.size()) : 0;
}

} // namespace lab
