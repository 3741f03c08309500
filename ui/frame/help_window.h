#pragma once

#include <QDialog>

class QTextBrowser;

namespace lab {

class Look;

/// The in-app help: a short page for each workspace, in the window's language. It stands beside the window
/// and is not modal.
class HelpWindow : public QDialog {
    Q_OBJECT
public:
    HelpWindow(const Look& look, QWidget* parent);

    /// The page of a workspace by its name ("train"); a workspace without one gets the overview.
    void showPage(const QString& name);

private:
    QTextBrowser* m_text;
};

} // namespace lab
