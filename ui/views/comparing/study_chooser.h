#pragma once

#include "ui/studio/study_choice.h"
#include "ui/views/comparing/chooser_pane.h"
#include "workbench/quality_study.h"

#include <map>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLineEdit;
class QSpinBox;

namespace lab {

class Studio;

/// The left pane of the quality study: the lab's studies, and what the next one is made of.
class StudyChooser : public ChooserPane {
    Q_OBJECT
public:
    /// The choice is the studio's.
    StudyChooser(const Look& look, Studio& studio, QWidget* parent = nullptr);

    void setStudies(const std::vector<StudyResult>& studies, int current);
    /// Shows the choice and what it takes from the settings of the next run.
    void follow();

private:
    void createEncoders();
    void createSharings();
    void createSettings();
    /// Room for boxes below the last header.
    QVBoxLayout* addRows();
    void addField(QGridLayout* grid, const QString& name, QWidget* field);

    Studio& m_studio;
    StudyChoice& m_choice;
    LookLabel* m_about = nullptr;
    std::map<Sharing, QCheckBox*> m_sharings;
    QComboBox *m_data = nullptr, *m_preset = nullptr;
    QSpinBox* m_seeds = nullptr;
    QDoubleSpinBox* m_epochs = nullptr;
    QLineEdit* m_name = nullptr;
};

/// What the choice asks for, with the settings of the next run where it leaves them open. \p studies: those
/// of the lab file, whose names are kept apart from other settings.
StudyRequest requestOf(Studio& studio, const std::vector<StudyResult>& studies);

} // namespace lab
