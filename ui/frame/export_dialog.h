#pragma once

#include "ui/export/export_session.h"

#include <QDialog>
#include <QPointer>

#include <functional>
#include <vector>

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

protected:
    bool event(QEvent* event) override;

private:
    /// A view that the page had when the dialog was opened.
    struct Choice {
        QPointer<QWidget> widget; ///< null when it is no more
        Exportable* view = nullptr;
    };
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
    /// Null when the page shows it no longer: it may change while the dialog stands beside it.
    [[nodiscard]] Exportable* view() const;
    /// The chosen view has something to export; if not, says so.
    bool ensureReady();
    [[nodiscard]] Format format() const;
    [[nodiscard]] bool isPicture() const { return format() <= Pdf; }
    [[nodiscard]] double scale() const;
    [[nodiscard]] QString suggestedName() const;
    [[nodiscard]] ExportSession::Numbers numbers() const;

    const Look& m_look;
    ExportSession& m_session;
    QPointer<Page> m_page;
    std::vector<Choice> m_choices; ///< of the box of views, in its order
    std::function<QString(const Exportable&)> m_captionOf;
    QComboBox *m_view = nullptr, *m_format = nullptr, *m_scale = nullptr;
    QLineEdit* m_caption = nullptr;
    FigurePreview* m_preview = nullptr;
    LookLabel* m_note = nullptr;
    QPushButton *m_save = nullptr, *m_copy = nullptr;
    QString m_folder; ///< where the last file went
};

} // namespace lab
