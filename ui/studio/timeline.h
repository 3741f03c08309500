#pragma once

#include "core/store/run_repository.h"
#include "core/train/events.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace lab {

class Studio;

/// The course of the run on show: its stored snapshots, what happened to it, and which moment is looked at.
/// The moment itself is Selection::step, so that whoever sets that moves every view. A snapshot that is not
/// the newest is read from the lab file; an answer that comes too late is dropped. GUI thread.
class Timeline : public QObject {
    Q_OBJECT
public:
    /// Something that happened between two steps.
    struct Event {
        enum class Kind { LearningRate, Dropout, Branch, Best, Kept };
        Kind kind = Kind::Best;
        std::int64_t step = 0;
        QString text; ///< beside the icon: "1e-3 → 5e-4"; empty for the best step and a kept one
        QString tip;
    };

    explicit Timeline(Studio& studio, QObject* parent = nullptr);

    /// There is a run with steps.
    [[nodiscard]] bool any() const;
    /// Steps the run is to take, and steps done.
    [[nodiscard]] std::int64_t total() const;
    [[nodiscard]] std::int64_t last() const;
    /// Steps with a snapshot, ascending.
    [[nodiscard]] const std::vector<std::int64_t>& snapshots() const;
    [[nodiscard]] const std::vector<Event>& events() const { return m_events; }
    /// The newest snapshot is on show and the next one will be.
    [[nodiscard]] bool follows() const;
    /// Where the playhead stands: the moment looked at, or the last step.
    [[nodiscard]] std::int64_t playhead() const;
    /// Attention to show, none before the first snapshot. While a stored one is being read the one before
    /// stays.
    [[nodiscard]] const SnapshotEvent* snapshot() const;

public slots:
    /// To the snapshot nearest to \p step; a run without snapshots stays where it is.
    void goTo(std::int64_t step);
    void first();
    void previous();
    void next();
    void newest();
    /// Off: stays at the newest snapshot there is now.
    void setFollowing(bool on);

signals:
    /// Length, events or place of the playhead.
    void changed();
    /// Another snapshot is to be shown.
    void snapshotChanged();

private:
    void followRun();
    void followStep(std::int64_t step);
    void gatherEvents();

    Studio& m_studio;
    std::vector<Event> m_events;
    std::optional<SnapshotEvent> m_loaded; ///< the stored one read last
    std::int64_t m_run = 0;
    std::vector<RunRow> m_branches; ///< every run that was branched from another
};

} // namespace lab
