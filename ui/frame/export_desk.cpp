#include "ui/frame/export_desk.h"

#include "ui/actions/actions.h"
#include "ui/frame/export_dialog.h"
#include "ui/pages/page.h"
#include "ui/studio/studio.h"
#include "ui/words/format.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDir>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenu>

#include <algorithm>

namespace lab {

ExportDesk::ExportDesk(const Look& look, Studio& studio, Actions& actions, QWidget* window)
    : QObject(window), m_look(look), m_studio(studio), m_window(window), m_session(studio.exports()) {
    createActions(actions);
    connect(&m_session, &ExportSession::saved, this, [this](const QString& path, const QString& remark) {
        const QString sentence = tr("Saved %1").arg(QDir::toNativeSeparators(path));
        emit done(remark.isEmpty() ? sentence : sentence + QStringLiteral(". ") + remark);
    });
    connect(&m_session, &ExportSession::copied, this,
            [this](const QString& title) { emit done(tr("Copied: %1").arg(title)); });
    connect(&m_session, &ExportSession::failed, this, &ExportDesk::failed);
    connect(&m_session, &ExportSession::cancelled, this, [this](const QString& title) {
        emit done(tr("Export of “%1” cancelled; nothing was written").arg(title));
    });
    connect(actions.cancelExport, &QAction::triggered, &m_session, &ExportSession::cancel);
    const auto follow = [this, &actions] {
        actions.cancelExport->setEnabled(m_session.progress().has_value());
    };
    connect(&m_session, &ExportSession::progressed, this, follow);
    follow();
    connect(&studio, &Studio::shownChanged, this, &ExportDesk::refresh);
    refresh();
}

void ExportDesk::createActions(Actions& actions) {
    m_export = actions.exportView;
    m_copyPicture = actions.copyPicture;
    m_copyNumbers = actions.copyNumbers;
    connect(m_export, &QAction::triggered, this, [this] { openDialog(likely()); });
    connect(m_copyPicture, &QAction::triggered, this, [this] {
        if (Exportable* view = likely())
            copyPicture(*view);
        else
            emit failed(tr("No view of this workspace shows anything yet that could be copied."));
    });
    connect(m_copyNumbers, &QAction::triggered, this, [this] {
        if (Exportable* view = likely())
            copyNumbers(*view);
        else
            emit failed(tr("No view of this workspace shows anything yet that could be copied."));
    });
}

void ExportDesk::setPage(Page* page) {
    m_page = page;
    if (m_dialog != nullptr)
        m_dialog->close();
    refresh();
}

void ExportDesk::refresh() {
    const bool any = m_page != nullptr && !m_page->exportables().empty();
    const QString why = tr("This workspace has no view to export");
    const std::pair<QAction*, QString> entries[] = {
        {m_export, tr("Save a view of this workspace as a picture or as numbers")},
        {m_copyPicture, tr("Put the picture of the view under the pointer on the clipboard")},
        {m_copyNumbers, tr("Put the numbers of the view under the pointer on the clipboard")}};
    for (const auto& [action, tip] : entries) {
        action->setEnabled(any);
        Actions::setTip(action, any ? tip : why);
    }
}

Exportable* ExportDesk::exportableOf(QWidget* widget) const {
    if (m_page == nullptr)
        return nullptr;
    const auto views = m_page->exportables();
    for (QWidget* each = widget; each != nullptr && each != m_window; each = each->parentWidget()) {
        auto* view = dynamic_cast<Exportable*>(each);
        if (view != nullptr && std::find(views.begin(), views.end(), view) != views.end())
            return view;
    }
    return nullptr;
}

Exportable* ExportDesk::likely() const {
    for (QWidget* widget : {QApplication::focusWidget(), QApplication::widgetAt(QCursor::pos())})
        if (Exportable* view = exportableOf(widget); view != nullptr && view->exportable())
            return view;
    if (m_page != nullptr)
        for (Exportable* view : m_page->exportables())
            if (view->exportable())
                return view;
    return nullptr;
}

bool ExportDesk::openMenu(QWidget* watched, const QContextMenuEvent& event) {
    Exportable* view = exportableOf(watched);
    if (view == nullptr || qobject_cast<QLineEdit*>(watched) != nullptr || watched->inherits("QTextEdit") ||
        watched->contextMenuPolicy() != Qt::DefaultContextMenu)
        return false;
    auto* menu = new QMenu(m_window);
    menu->setObjectName(QStringLiteral("exportMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const QPointer<QWidget> alive = dynamic_cast<QWidget*>(view);
    const auto add = [&](const char* name, const QString& text, const QString& tip, auto act) {
        QAction* action = menu->addAction(text, this, [alive, view, act] {
            if (alive)
                act(*view);
        });
        action->setObjectName(QString::fromLatin1(name));
        action->setToolTip(view->exportable() ? tip : tr("This view shows nothing yet"));
        action->setEnabled(view->exportable());
    };
    add("exportThisView", tr("Export “%1”…").arg(view->exportTitle()),
        tr("Save this view as a picture or as numbers"), [this](Exportable& each) { openDialog(&each); });
    add("copyThisPicture", tr("Copy picture"), tr("Put the picture of this view on the clipboard"),
        [this](Exportable& each) { copyPicture(each); });
    add("copyTheseNumbers", tr("Copy numbers"), tr("Put the numbers of this view on the clipboard"),
        [this](Exportable& each) { copyNumbers(each); });
    menu->popup(event.globalPos());
    return true;
}

void ExportDesk::openDialog(const Exportable* view) {
    if (m_page == nullptr)
        return;
    if (m_dialog == nullptr)
        m_dialog = new ExportDialog(m_look, m_session, m_window);
    m_dialog->open(m_page, view, [this](const Exportable& each) { return captionOf(each); });
}

void ExportDesk::copyPicture(Exportable& view) {
    m_session.copyFigure(drawFigure(view, m_look, captionOf(view)));
}

void ExportDesk::copyNumbers(Exportable& view) {
    m_session.copyNumbers({view.exportNumbers(), view.exportTitle(), captionOf(view)});
}

QString ExportDesk::captionOf(const Exportable& view) const {
    const QString dot = QStringLiteral(" · ");
    QStringList parts;
    if (const QString own = view.exportCaption(); !own.isEmpty())
        parts += own;
    const RunTrace& trace = m_studio.trace();
    if (m_studio.shown() != Studio::Shown::Draft && trace.run != 0 && parts.isEmpty())
        parts += tr("Run %1").arg(trace.title);
    if (m_studio.shown() != Studio::Shown::Draft && trace.run != 0) {
        const QString seed = tr("seed %1").arg(trace.config.train.seed);
        if (!parts.join(dot).contains(seed))
            parts += seed;
        const QString data = dataName(QString::fromStdString(trace.config.data.spec));
        if (!parts.join(dot).contains(data))
            parts += data;
    }
    parts += QStringLiteral("Fastformer Lab ") + QStringLiteral(LAB_VERSION);
    return parts.join(dot);
}

} // namespace lab
