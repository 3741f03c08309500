#include "ui/models/comparison.h"

#include "ui/models/run_model.h"

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr int kLiveMs = 2000; // often enough for a mean, and nothing that training would feel

bool trains(const ComparedRunPtr& run) {
    const RunStatus status = run->row.status;
    return status == RunStatus::Preparing || status == RunStatus::Running || status == RunStatus::Paused;
}

} // namespace

std::vector<const ComparedRun*> ComparedEntry::members() const {
    std::vector<const ComparedRun*> pointers;
    for (const ComparedRunPtr& run : runs)
        pointers.push_back(run.get());
    return pointers;
}

Comparison::Comparison(const QString& labPath, RunModel& runs, QObject* parent)
    : QObject(parent), m_runs(runs), m_session(labPath) {
    runs.setCheckable([this](std::int64_t run) { return contains(run); });
    connect(&runs, &RunModel::treeChanged, this, &Comparison::load);
    connect(&runs, &RunModel::checkWanted, this,
            [this](const std::vector<std::int64_t>& chosen, bool on) { on ? add(chosen) : remove(chosen); });
    m_pace.setSingleShot(true);
    m_pace.setInterval(kLiveMs);
    connect(&m_pace, &QTimer::timeout, this, &Comparison::followLive);
    connect(&runs, &RunModel::liveChanged, this, [this] {
        if (contains(m_runs.live()) && !m_pace.isActive())
            m_pace.start();
    });
    connect(&m_session, &CompareSession::loaded, this, &Comparison::take);
    connect(&m_session, &CompareSession::failed, this, [this](const QString& message) {
        m_working = false;
        m_loaded.clear(); // another try is a new request
        emit workingChanged();
        emit failed(message);
    });
}

bool Comparison::contains(std::int64_t run) const {
    return std::find(m_chosen.begin(), m_chosen.end(), run) != m_chosen.end();
}

void Comparison::add(const std::vector<std::int64_t>& runs) {
    for (const std::int64_t run : runs)
        if (!contains(run))
            m_chosen.push_back(run);
    load();
}

void Comparison::remove(const std::vector<std::int64_t>& runs) {
    std::erase_if(m_chosen,
                  [&](std::int64_t run) { return std::find(runs.begin(), runs.end(), run) != runs.end(); });
    load();
}

void Comparison::clear() {
    m_chosen.clear();
    load();
}

void Comparison::load() {
    read(false);
}

void Comparison::read(bool quietly) {
    std::erase_if(m_chosen, [this](std::int64_t run) {
        const RunRow* row = m_runs.find(run);
        return row == nullptr || !row->trashed.empty();
    });
    std::vector<ComparedKey> keys;
    for (const std::int64_t run : m_chosen) {
        keys.push_back({run, m_runs.find(run)->updated});
        if (run == m_runs.live()) // the list does not follow each of its measurements
            keys.back().updated += '#' + std::to_string(m_readings);
    }
    const bool time = m_axis == CurveAxis::Seconds;
    if (keys == m_loaded && (m_timeLoaded || !time))
        return;
    m_runs.tellChecks();
    m_loaded = keys;
    m_timeLoaded = time;
    m_working = !quietly;
    m_session.load(std::move(keys), time);
    emit workingChanged();
}

void Comparison::followLive() {
    if (m_working || !contains(m_runs.live()))
        return;
    ++m_readings;
    read(true);
}

void Comparison::take(const std::vector<ComparedRunPtr>& runs) {
    m_entries.clear();
    std::vector<QModelIndex> groups;
    for (const ComparedRunPtr& run : runs) {
        const QModelIndex parent = m_runs.indexOf(run->row.id).parent();
        const bool grouped = parent.data(KeyRole).toString().startsWith(QStringLiteral("group:")) ||
                             parent.data(KeyRole).toString().startsWith(QStringLiteral("settings:"));
        const auto known = grouped ? std::find(groups.begin(), groups.end(), parent) : groups.end();
        if (known != groups.end()) {
            m_entries[static_cast<std::size_t>(known - groups.begin())].runs.push_back(run);
            continue;
        }
        groups.push_back(grouped ? parent : QModelIndex());
        m_entries.push_back({runTitle(run->row), {}, run->row.colour, {run}});
    }
    for (ComparedEntry& entry : m_entries)
        if (entry.runs.size() > 1) {
            entry.name = modelShort(entry.runs.front()->row);
            entry.aside = tr("%1 seeds").arg(entry.runs.size());
            if (const auto open = std::count_if(entry.runs.begin(), entry.runs.end(), trains); open > 0)
                entry.aside = tr("%1 seeds, %2 in training").arg(entry.runs.size()).arg(open);
        }
    if (reference() < 0)
        m_reference.clear();
    m_working = false;
    const bool moved = m_moment.axis != m_axis && moveCursor();
    emit entriesChanged(); // before it is said that the work is done: who hears of that reads them
    emit workingChanged();
    if (moved)
        emit viewChanged();
    fillPair();
}

int Comparison::reference() const {
    for (const std::int64_t run : m_reference)
        if (const int entry = entryOf(run); entry >= 0)
            return entry;
    return -1;
}

int Comparison::entryOf(std::int64_t run) const {
    for (std::size_t entry = 0; entry < m_entries.size(); ++entry)
        for (const ComparedRunPtr& each : m_entries[entry].runs)
            if (each->row.id == run)
                return static_cast<int>(entry);
    return -1;
}

ComparedRunPtr Comparison::find(std::int64_t run) const {
    for (const ComparedEntry& entry : m_entries)
        for (const ComparedRunPtr& each : entry.runs)
            if (each->row.id == run)
                return each;
    return nullptr;
}

WeightChoice Comparison::weightsOf(std::int64_t run) const {
    switch (m_moment.kind) {
    case CurveMoment::Kind::Best:
        return {WeightChoice::Kind::Best};
    case CurveMoment::Kind::Last:
        return {WeightChoice::Kind::Last};
    case CurveMoment::Kind::At:
        break;
    }
    const ComparedRunPtr found = find(run);
    const std::optional<CurvePoint> point = found ? pointAt(*found, m_moment) : std::nullopt;
    return WeightChoice::ofStep(point ? point->step : 0); // left of its curve a run has not begun
}

void Comparison::fillPair() {
    // The first seeds of the first two lines, unless the person chose others that are still here.
    const auto usual = [this](std::size_t entry) {
        return entry < m_entries.size() ? m_entries[entry].runs.front()->row.id : 0;
    };
    std::int64_t a = find(m_a) ? m_a : usual(0), b = find(m_b) ? m_b : usual(1);
    if (a == b && m_entries.size() > 1)
        b = a == usual(1) ? usual(0) : usual(1);
    setPair(a, b);
}

void Comparison::setPair(std::int64_t a, std::int64_t b) {
    if (a == m_a && b == m_b)
        return;
    m_a = a;
    m_b = b;
    emit pairChanged();
}

void Comparison::setMetric(CurveMetric metric) {
    m_metric = metric;
    emit viewChanged();
}

void Comparison::setAxis(CurveAxis axis) {
    m_axis = axis;
    moveCursor();
    load();
    emit viewChanged();
}

bool Comparison::moveCursor() {
    double place = 0; // left of every curve it stays there
    const CurveMoment cursor{CurveMoment::Kind::At, m_moment.at, m_moment.axis};
    for (const ComparedEntry& entry : m_entries)
        if (const auto point = pointAt(*entry.runs.front(), cursor)) {
            place = placeOf(*point, m_axis);
            break;
        }
    if (!std::isfinite(place)) // its times are not read yet
        return false;
    m_moment.at = place;
    m_moment.axis = m_axis;
    return true;
}

void Comparison::setMoment(CurveMoment::Kind kind) {
    m_moment.kind = kind;
    emit viewChanged();
}

void Comparison::setCursor(double x) {
    m_moment.at = x;
    m_moment.axis = m_axis;
    if (m_moment.kind == CurveMoment::Kind::At)
        emit viewChanged();
}

void Comparison::setReference(int entry) {
    m_reference.clear();
    if (entry >= 0 && entry < static_cast<int>(m_entries.size()))
        for (const ComparedRunPtr& run : m_entries[static_cast<std::size_t>(entry)].runs)
            m_reference.push_back(run->row.id);
    emit viewChanged();
}

} // namespace lab
