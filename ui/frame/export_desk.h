#pragma once

#include "ui/export/export_session.h"

#include <QObject>
#include <QPointer>

class QAction;
class QContextMenuEvent;
class QWidget;

namespace lab {

class Actions;
class ExportDialog;
class Look;
class Page;
class Studio;

/// Everything by which views leave the window: File > Export view…, the copy actions, and the menu on each
/// view that can be exported. It works on what the page on show offers.
class ExportDesk : public QObject {
    Q_OBJECT
public:
    ExportDesk(const Look& look, Studio& studio, Actions& actions, QWidget* window);

    /// The page whose views are offered from now on.
    void setPage(Page* page);

    /// Opens the menu of the exportable view that \p watched belongs to. False when there is none or when the
    /// widget has a menu of its own.
    bool openMenu(QWidget* watched, const QContextMenuEvent& event);

signals:
    void done(const QString& sentence);
    void failed(const QString& sentence);

private:
    void createActions(Actions& actions);
    void refresh();
    void openDialog(const Exportable* view);
    void copyPicture(Exportable& view);
    void copyNumbers(Exportable& view);
    [[nodiscard]] Exportable* exportableOf(QWidget* widget) const;
    /// The view with the focus or under the pointer, otherwise the first that shows something.
    [[nodiscard]] Exportable* likely() const;
    [[nodiscard]] QString captionOf(const Exportable& view) const;

    const Look& m_look;
    Studio& m_studio;
    QWidget* m_window;
    ExportSession& m_session; ///< the studio's: a file is still being written when the window is built anew
    QPointer<Page> m_page;
    ExportDialog* m_dialog = nullptr;
    QAction *m_export = nullptr, *m_copyPicture = nullptr, *m_copyNumbers = nullptr;
};

} // namespace lab
