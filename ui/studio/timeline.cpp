#include "ui/studio/timeline.h"

#include "ui/studio/studio.h"
#include "ui/words/format.h"

#include <algorithm>

namespace lab {

Timeline::Timeline(Studio& studio, QObject* parent) : QObject(parent), m_studio(studio) {
    connect(&studio, &Studio::shownChanged, this, &Timeline::followRun);
    connect(&studio, &Studio::stateChanged, this, &Timeline::followRun);
    connect(&studio, &Studio::settingChanged, this, &Timeline::followRun);
    connect(&studio, &Studio::evaluated, this, &Timeline::followRun);
    connect(&studio, &Studio::checkpointsChanged, this, &Timeline::followRun);
    connect(&studio.lab(), &LabSession::runsListed, this, [this](const RunTreePtr& tree) {
        m_branches.clear();
        std::ranges::copy_if(tree->runs, std::back_inserter(m_branches),
                             [](const RunRow& row) { return row.parent.has_value() && row.trashed.empty(); });
        followRun();
    });
    connect(&studio, &Studio::stepsArrived, this, &Timeline::changed);
    connect(&studio, &Studio::snapshotArrived, this, [this] {
        emit changed();
        if (follows())
            emit snapshotChanged();
    });
    connect(&studio.selection(), &Selection::stepChanged, this, &Timeline::followStep);
    connect(&studio.lab(), &LabSession::snapshotLoaded, this,
            [this](std::int64_t run, const SnapshotEvent& snapshot) {
                if (run != m_run || snapshot.step != m_studio.selection().step())
                    return;
                m_loaded = snapshot;
                emit snapshotChanged();
            });
}

bool Timeline::any() const {
    return m_studio.shown() != Studio::Shown::Draft && m_studio.trace().run != 0;
}

std::int64_t Timeline::total() const {
    return any() ? std::max(m_studio.trace().totalSteps, last()) : 0;
}

std::int64_t Timeline::last() const {
    return any() ? m_studio.trace().doneSteps : 0;
}

const std::vector<std::int64_t>& Timeline::snapshots() const {
    static const std::vector<std::int64_t> none;
    return any() ? m_studio.trace().snapshots : none;
}

bool Timeline::follows() const {
    return m_studio.selection().step() < 0;
}

std::int64_t Timeline::playhead() const {
    return follows() ? last() : m_studio.selection().step();
}

const SnapshotEvent* Timeline::snapshot() const {
    if (m_studio.shown() == Studio::Shown::Draft)
        return nullptr;
    const auto& newest = m_studio.trace().snapshot;
    const bool stored = !follows() && m_loaded && !(newest && newest->step == m_studio.selection().step());
    const auto& shown = stored ? m_loaded : newest;
    return shown && !shown->probes.empty() ? &*shown : nullptr;
}

void Timeline::goTo(std::int64_t step) {
    const auto& steps = snapshots();
    if (steps.empty())
        return;
    auto after = std::lower_bound(steps.begin(), steps.end(), step);
    if (after == steps.end() || (after != steps.begin() && step - *std::prev(after) < *after - step))
        --after;
    m_studio.selection().setStep(*after);
}

void Timeline::first() {
    if (!snapshots().empty())
        goTo(snapshots().front());
}

void Timeline::previous() {
    const auto& steps = snapshots();
    const std::int64_t here = follows() && !steps.empty() ? steps.back() : playhead();
    const auto at = std::lower_bound(steps.begin(), steps.end(), here);
    if (at != steps.begin())
        goTo(*std::prev(at));
}

void Timeline::next() {
    const auto& steps = snapshots();
    const auto after = std::upper_bound(steps.begin(), steps.end(), playhead());
    if (!follows() && after != steps.end())
        goTo(*after);
}

void Timeline::newest() {
    m_studio.selection().setStep(-1);
}

void Timeline::setFollowing(bool on) {
    if (on == follows())
        return;
    if (on || snapshots().empty())
        newest();
    else
        goTo(snapshots().back());
    emit changed(); // where there is nothing to hold on to, the box must say so
}

void Timeline::followRun() {
    const std::int64_t run = any() ? m_studio.trace().run : 0;
    if (run != m_run) {
        m_run = run;
        m_loaded.reset();
        newest();
    }
    gatherEvents();
    emit changed();
    emit snapshotChanged();
}

void Timeline::followStep(std::int64_t step) {
    const auto& newest = m_studio.trace().snapshot;
    const bool here = (m_loaded && m_loaded->step == step) || (newest && newest->step == step);
    if (step >= 0 && m_run != 0 && !here)
        m_studio.lab().loadSnapshot(m_run, step);
    emit changed();
    emit snapshotChanged();
}

void Timeline::gatherEvents() {
    m_events.clear();
    if (!any())
        return;
    const RunTrace& trace = m_studio.trace();
    for (const SettingChange& change : trace.changes) {
        const bool rate = change.setting == SettingChange::Setting::LearningRate;
        const QString values = rate ? tr("%1 → %2").arg(formatRate(change.from), formatRate(change.to))
                                    : tr("%1 → %2").arg(formatTick(change.from), formatTick(change.to));
        m_events.push_back({rate ? Event::Kind::LearningRate : Event::Kind::Dropout, change.step,
                            rate ? tr("LR %1").arg(values) : tr("dropout %1").arg(values),
                            rate ? tr("Learning rate %1 after step %2").arg(values, formatCount(change.step))
                                 : tr("Dropout %1 after step %2").arg(values, formatCount(change.step))});
    }
    for (const RunRow& branch : m_branches)
        if (branch.parent == trace.run)
            m_events.push_back({Event::Kind::Branch, branch.parentStep, QString::number(branch.id),
                                tr("Run %1 was branched after step %2")
                                    .arg(runTitle(branch), formatCount(branch.parentStep))});
    for (const CheckpointInfo& info : trace.checkpoints)
        if (info.kind == CheckpointKind::Kept)
            m_events.push_back({Event::Kind::Kept,
                                info.step,
                                {},
                                tr("Checkpoint kept after step %1, %2: to branch, inspect or export from")
                                    .arg(formatCount(info.step), formatBytes(info.size))});
    if (trace.bestStep > 0)
        m_events.push_back({Event::Kind::Best,
                            trace.bestStep,
                            {},
                            tr("Best validation accuracy, %1, after step %2")
                                .arg(formatFixed(trace.bestAccuracy, 3), formatCount(trace.bestStep))});
    std::stable_sort(m_events.begin(), m_events.end(),
                     [](const Event& a, const Event& b) { return a.step < b.step; });
}

} // namespace lab
