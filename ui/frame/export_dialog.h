#pragma once

#include "ui/export/export_session.h"

#include <QDialog>
#include <QPointer>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace lab {

class FigurePreview;
class Look;
class LookLabel;
class Page;

/// Asks how a view of the page on show is to leave the program: which view, as what, at which scale, with
/// which caption. It stands beside the window and holds up nothing.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(const Look& look, ExportSession& session, QWidget* parent);

    /// \p captionOf gives the line under a view's picture. \p chosen is the view to begin with, or null.
    void open(Page* page, const Exportable* chosen, std::function<QString(const Exportable&)> captionOf);

private:
    enum Format { Png, Svg, Pdf, Csv, Json };
    void createFields();
    void createButtons();
    QComboBox* addChoice(const char* name, const QString& label);
    void addRow(const QString& label, QWidget* field);
    void chooseView();
    void refresh();
    void chooseFile();
    void save(const QString& path);
    void copy();
    [[nodiscard]] Exportable* view() const;
    [[nodiscard]] Format format() const;
    [[nodiscard]] bool isPicture() const { return format() <= Pdf; }
    [[nodiscard]] double scale() const;
    [[nodiscard]] QString suggestedName() const;
    [[nodiscard]] ExportSession::Numbers numbers() const;

    const Look& m_look;
    ExportSession& m_session;
    QPointer<Page> m_page;
    std::function<QString(const Exportable&)> m_captionOf;
    QComboBox *m_view = nullptr, *m_format = nullptr, *m_scale = nullptr;
    QLineEdit* m_caption = nullptr;
    FigurePreview* m_preview = nullptr;
    LookLabel* m_note = nullptr;
    QPushButton *m_save = nullptr, *m_copy = nullptr;
    QString m_folder; ///< where the last file went
};

} // namespace lab
