#pragma once

#include "ui/pages/page.h"

class QAction;
class QButtonGroup;
class QStackedWidget;

namespace lab {

class Actions;
class DataLibrary;
class DataSummary;
class ImportView;
class Look;
class LookLabel;
class RecordBrowser;
class Studio;
class VocabularyView;

/// What the models learn from: a source before it is imported, or the data set of the shown settings with its
/// texts, its numbers and its words.
class DataPage : public Page {
    Q_OBJECT
public:
    DataPage(const Look& look, Studio& studio, Actions& actions, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<Exportable*> exportables() override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] QWidget* createEmpty(Actions& actions);
    [[nodiscard]] QWidget* createOpened(Actions& actions);
    [[nodiscard]] QWidget* createHeader(Actions& actions);
    [[nodiscard]] QWidget* createBackToImport(Actions& actions, QWidget* parent);
    /// Opens the data set of the shown settings, when the page is on show.
    void open();
    void showOpened();
    void showNumbers();
    void choosePage();

    const Look& m_look;
    Studio& m_studio;
    DataLibrary& m_library;
    QStackedWidget *m_stack, *m_parts = nullptr;
    QButtonGroup* m_choice = nullptr;
    LookLabel *m_title = nullptr, *m_about = nullptr;
    ImportView* m_import = nullptr;
    QAction* m_backToImport = nullptr;
    RecordBrowser* m_records = nullptr;
    DataSummary* m_summary = nullptr;
    VocabularyView* m_words = nullptr;
};

} // namespace lab
