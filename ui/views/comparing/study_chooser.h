#pragma once

#include "ui/studio/study_choice.h"
#include "workbench/quality_study.h"

#include <QScrollArea>

#include <map>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLineEdit;
class QSpinBox;
class QStandardItemModel;
class QTreeView;

namespace lab {

class Look;
class LookLabel;
class Studio;

/// The left pane of the quality study: the lab's studies, and what the next one is made of.
class StudyChooser : public QScrollArea {
    Q_OBJECT
public:
    /// The choice is the studio's.
    StudyChooser(const Look& look, Studio& studio, QWidget* parent = nullptr);

    void setStudies(const std::vector<StudyResult>& studies, int current);
    /// Shows the choice and what it takes from the settings of the next run.
    void follow();

signals:
    void studyChosen(int row);
    void choiceChanged();

private:
    void createStudies();
    void createEncoders();
    void createSharings();
    void createSettings();
    void addField(QGridLayout* grid, const QString& name, QWidget* field);
    void restyle();

    const Look& m_look;
    Studio& m_studio;
    StudyChoice& m_choice;
    QStandardItemModel* m_model;
    QTreeView* m_studies = nullptr;
    LookLabel *m_none = nullptr, *m_about = nullptr;
    std::map<std::string, QCheckBox*> m_encoders;
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
