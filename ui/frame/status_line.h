#pragma once

#include "ui/export/export_session.h"
#include "ui/studio/run_pace.h"

#include <QElapsedTimer>
#include <QWidget>

#include <vector>

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
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void addRight(LookLabel*& label, const char* name);
    /// Shows of the right side what has room, the first first.
    void fit();
    /// Of what stands on the left, the sentence with \p longestSentence at most.
    [[nodiscard]] int leftWidth(int longestSentence) const;
    void connectStudio();
    void followState();
    void followDevice();
    void followTimings();
    void followStudy();
    void followExport(const ExportSession::Progress& progress);
    void followSteps();
    [[nodiscard]] QString sentence() const;

    const Look& m_look;
    Studio& m_studio;
    LookLabel *m_state = nullptr, *m_share = nullptr;
    LookLabel *m_speed = nullptr, *m_device = nullptr, *m_memory = nullptr, *m_file = nullptr;
    std::vector<QWidget*> m_right; ///< groups of a hairline and a label
    QProgressBar* m_progress = nullptr;
    QToolButton* m_cancelExport = nullptr;
    QElapsedTimer m_clock, m_shownAt;
    RunPace m_pace;
};

} // namespace lab
