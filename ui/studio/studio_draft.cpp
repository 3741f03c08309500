// The part of Studio that is about the settings of the next run and the probes.
#include "core/encoders/presets.h"
#include "ui/edits/draft_edit.h"
#include "ui/edits/probes_edit.h"
#include "ui/studio/data_library.h"
#include "ui/studio/studio.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace lab {
namespace {

bool sameShape(ModelConfig first, const ModelConfig& second) {
    first.dropout = second.dropout;
    return first == second;
}

} // namespace

RunConfig teachingConfig() {
    RunConfig config;
    config.data.spec = "demo:reviews";
    config.model = findPreset("teaching").model;
    config.train.batch = 32; // slower than the preset, so that there is something to watch
    config.train.epochs = 6;
    config.train.evaluateEvery = 25;
    return config;
}

void Studio::newRun() {
    m_branch.reset();
    RunConfig next = here(config());
    if (const auto& opened = m_library->opened(); opened && opened->asked == next.data) {
        DataConfig edited; // an edit of the run's data set went into a copy, which is open in its place
        edited.spec = opened->spec.toStdString();
        if (m_data.rowOf(edited) >= 0)
            next.data = edited;
    }
    if (m_data.rowOf(next.data) < 0)
        next.data = m_data.entry(std::max(m_data.current(), 0)).config;
    if (next == m_draft)
        showDraft();
    else
        setDraft(next);
}

void Studio::setDraft(const RunConfig& config) {
    RunConfig next = here(config);
    if (m_draft == next)
        return;
    if (next.model.encoder != m_draft.model.encoder &&
        next.model.hyperparameters == m_draft.model.hyperparameters)
        next.model.hyperparameters.clear(); // they are the other encoder's
    m_undo.push(new DraftEdit(m_draft, next, [this](const RunConfig& wanted) { applyDraft(wanted); }));
}

void Studio::applyDraft(const RunConfig& config) {
    const bool otherData = !(config.data == m_draft.data);
    if (otherData || !sameShape(config.model, m_draft.model))
        m_branch
            .reset(); // what is undone or redone here was no branch: that keeps its parent's data and shape
    const RunConfig before = std::exchange(m_draft, here(config)); // undone and redone ones, too
    followData(before);
    if (otherData) {
        m_data.setCurrent(m_data.rowOf(config.data));
        if (const DataView* view = viewOf(config.data))
            fillProbes(*view);
    }
    // What is changed, undone or redone has to be seen.
    if (m_shown != Shown::Draft)
        showDraft();
    else
        emit settingsChanged();
}

void Studio::branch(std::int64_t step) {
    if (m_shown == Shown::Draft || m_shown == Shown::Live || !trace().holds(step))
        return;
    const BranchPoint from{trace().run, step};
    const double epochs = trace().epochOf(step);
    RunConfig next = here(trace().configNow());
    next.train.steps = 0;
    next.train.epochs = std::max(next.train.epochs, std::floor(epochs) + 1); // it has to have something to do
    if (next == m_draft)
        showDraft();
    else
        setDraft(next);
    m_branch = from;
    emit shownChanged();
}

void Studio::takeProbeEdit(const QStringList& before) {
    m_undo.push(
        new ProbesEdit({before, m_probesEdited}, {m_probes.texts(), true}, [this](const ProbesState& state) {
            m_probesEdited = state.touched;
            m_probes.setTexts(state.texts);
            m_session.setProbes(toStrings(state.texts));
        }));
}

// The data set in the list is the one that the settings name: a changed split or limit changes its entry.
void Studio::followData(const RunConfig& before) {
    if (before.data.spec == m_draft.data.spec && m_data.rowOf(m_draft.data) < 0)
        m_data.setConfig(m_data.rowOf(before.data), m_draft.data);
    const auto counts = [](const TextConfig& text) {
        return std::tuple(text.tokenizer, text.vocabulary, text.minCount);
    };
    if (before.data != m_draft.data || counts(before.text) != counts(m_draft.text))
        m_recount.start();
}

RunConfig Studio::here(RunConfig config) const {
    config.device = m_device.choice().device;
    config.precision = m_device.choice().precision;
    return config;
}

void Studio::followDevice() {
    m_draft = here(m_draft);
    emit settingsChanged();
}

} // namespace lab
