#pragma once

#include "ui/export/export_session.h"
#include "ui/run_pace.h"

#include <QElapsedTimer>
#include <QWidget>

class QProgressBar;
class QToolButton;

namespace lab {

class Actions;
class Look;
class LookLabel;
class Studio;

/// The bottom line: what happens, progress and time left; speed, device, memory, lab file.
class StatusLine : public QWidget {
    Q_OBJECT
public:
    StatusLine(const Look& look, Studio& studio, const Actions& actions, QWidget* parent = nullptr);

    /// A sentence about something that went well, for a few seconds.
    void showNotice(const QString& sentence);

private:
    void addRight(LookLabel*& label, const char* name);
    void connectStudio();
    void followState();
    void followTimings();
    void followStudy();
    void followExport(const ExportSession::Progress& progress);
    void followSteps();
    [[nodiscard]] QString sentence() const;

    const Look& m_look;
    Studio& m_studio;
    LookLabel *m_state = nullptr, *m_share = nullptr;
    LookLabel *m_speed = nullptr, *m_device = nullptr, *m_memory = nullptr, *m_file = nullptr;
    QProgressBar* m_progress = nullptr;
    QToolButton* m_cancelExport = nullptr;
    QElapsedTimer m_clock, m_shownAt;
    RunPace m_pace;
};

} // namespace lab
