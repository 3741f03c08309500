#pragma once

#include "datasets/reader.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QComboBox;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace lab {

class DataLibrary;
class DataSummary;
class DivisionBar;
class Exportable;
class Look;
class LayoutBar;
class LookLabel;
class Studio;

/// What was found in a source and what a data set made of it would hold; which column is what can be changed
/// and the numbers follow. Nothing is stored before Import.
class ImportView : public QWidget {
    Q_OBJECT
public:
    ImportView(const Look& look, Studio& studio, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<Exportable*> exportables() const;

private:
    [[nodiscard]] QWidget* createFoot();
    void createTable();
    void follow();
    /// Takes leave of the source before, when \p spec is another.
    void begin(const QString& spec);
    void showPreview(const SourcePreview& preview);
    /// The source is not written the way that was chosen: says so and imports nothing until it is.
    void showMisfit(const QString& why);
    void fillRows(const SourcePreview& preview);
    void stretchTexts();
    /// Counts the source with the roles chosen now, or says what is missing.
    void check();
    void showStoring(double share);
    /// The library outlives this view.
    void keepChoices();
    /// The candidate has been counted as it is chosen now.
    [[nodiscard]] bool isCounted() const;
    [[nodiscard]] DataConfig config() const;

    const Look& m_look;
    Studio& m_studio;
    DataLibrary& m_library;
    LookLabel *m_title, *m_found, *m_problem, *m_status = nullptr;
    LayoutBar* m_layout;
    QTableWidget* m_table;
    DivisionBar* m_division;
    DataSummary* m_summary;
    QLineEdit* m_name = nullptr;
    QPushButton *m_import = nullptr, *m_cancel = nullptr;
    QProgressBar* m_progress = nullptr;
    std::vector<QComboBox*> m_roles;
    std::vector<std::string> m_columns;
    QString m_spec;           ///< of the candidate whose preview is on show
    bool m_previewed = false; ///< the candidate's first rows are on show
    bool m_named = false;     ///< columns go by name, not by number
    QTimer m_settled;         ///< counts when the person pauses between two changes
};

} // namespace lab
