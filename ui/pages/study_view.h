#pragma once

#include "ui/export/exportable.h"
#include "workbench/quality_study.h"

#include <QWidget>

#include <vector>

class QAction;
class QProgressBar;
class QStackedWidget;

namespace lab {

class Actions;
class Look;
class LookLabel;
class SeedDots;
class Studio;
class StudyChooser;
class StudyTable;

/// Which encoder is the better one? The paper's table on one's own data, filled as runs finish, and every
/// seed's accuracy as a dot.
class StudyView : public QWidget {
    Q_OBJECT
public:
    StudyView(const Look& look, Studio& studio, Actions& actions, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<Exportable*> exportables();

private:
    void createActions(Actions& actions);
    [[nodiscard]] QWidget* createChooser();
    [[nodiscard]] QWidget* createResults();
    [[nodiscard]] QWidget* createProgress();
    void connectStudio();
    void run();
    void compare();
    void takeStudies(const std::vector<StudyResult>& studies);
    void show(int row);
    void fillDots(const StudyResult& study);
    void followState();
    void followProgress();
    [[nodiscard]] QString whyNot() const;

    const Look& m_look;
    Studio& m_studio;
    std::vector<StudyResult> m_studies;
    QAction *m_run = nullptr, *m_goOn = nullptr, *m_cancel = nullptr, *m_compare = nullptr;
    int m_current = 0;
    StudyChooser* m_chooser = nullptr;
    QStackedWidget* m_stack = nullptr;
    LookLabel *m_title = nullptr, *m_note = nullptr, *m_paper = nullptr, *m_state = nullptr;
    QProgressBar* m_progress = nullptr;
    QWidget* m_working = nullptr;
    StudyTable* m_table = nullptr;
    SeedDots* m_dots = nullptr;
    LookLabel *m_dotsTitle = nullptr, *m_why = nullptr;
};

} // namespace lab
