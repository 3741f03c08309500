#include "ui/frame/help_window.h"

#include "ui/look/look.h"

#include <QFile>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace lab {
namespace {

/// Markdown of a help page; empty when there is none.
QString pageText(const QString& folder, const QString& name) {
    QFile file(QStringLiteral(":/help/%1/%2.md").arg(folder, name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

HelpWindow::HelpWindow(const Look& look, QWidget* parent) : QDialog(parent), m_text(new QTextBrowser(this)) {
    setObjectName(QStringLiteral("helpWindow"));
    setWindowTitle(tr("Help"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(look.u(4), look.u(4), look.u(4), look.u(4));
    m_text->setObjectName(QStringLiteral("helpText"));
    m_text->setAccessibleName(tr("Help for the workspace on show"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenExternalLinks(false);
    column->addWidget(m_text);
    resize(look.u(130), look.u(140));
}

void HelpWindow::showPage(const QString& name) {
    //: The folder of the help pages in this language: "en", "zh_CN".
    const QString folder = tr("en", "folder of the help pages");
    QString text = pageText(folder, name);
    if (text.isEmpty())
        text = pageText(folder, QStringLiteral("overview"));
    m_text->setMarkdown(text);
    show();
    raise();
}

} // namespace lab
