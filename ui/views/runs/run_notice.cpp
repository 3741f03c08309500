#include "ui/views/runs/run_notice.h"

#include "ui/bridge/run_session.h"
#include "ui/look/look.h"
#include "ui/views/controls/look_label.h"
#include "ui/words/format.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QToolButton>

namespace lab {
namespace {

constexpr int kReadMs = 8000;

} // namespace

RunNotice::RunNotice(const Look& look, RunSession& session, QWidget* parent)
    : QWidget(parent),
      m_text(new LookLabel(look, Type::Secondary, Role::Muted, {}, this)),
      m_cancel(new QToolButton(this)) {
    setObjectName(QStringLiteral("runNotice"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(look.u(3), look.u(0.5), look.u(2), look.u(0.5));
    m_text->setElided(true);
    row->addWidget(m_text, 1);
    m_cancel->setObjectName(QStringLiteral("cancelImport"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("End the import; the runs that are here already stay"));
    m_cancel->setAccessibleName(tr("Cancel the import"));
    row->addWidget(m_cancel);
    hide();
    m_hide.setSingleShot(true);
    m_hide.setInterval(kReadMs);
    connect(&m_hide, &QTimer::timeout, this, &QWidget::hide);
    connect(m_cancel, &QToolButton::clicked, &session, &RunSession::cancelImport);
    connect(&session, &RunSession::importProgress, this, [this](int done, int total) {
        say(total == 0 ? tr("Importing runs…")
                       : tr("Importing runs, %1 of %2").arg(formatCount(done), formatCount(total)),
            true);
    });
    connect(&session, &RunSession::imported, this, [this](int runs, const QString& from, bool cancelled) {
        const QString count = runs == 1 ? tr("1 run") : tr("%1 runs").arg(formatCount(runs));
        say((cancelled ? tr("Ended after %1 of %2") : tr("%1 imported from %2"))
                .arg(count, QFileInfo(from).fileName()),
            false);
    });
    connect(&session, &RunSession::written, this,
            [this](const QString& path) { say(tr("Wrote %1").arg(QDir::toNativeSeparators(path)), false); });
    connect(&session, &RunSession::failed, this, &QWidget::hide);
}

void RunNotice::say(const QString& text, bool cancellable) {
    m_text->setText(text);
    setAccessibleName(text);
    m_cancel->setVisible(cancellable);
    show();
    if (cancellable)
        m_hide.stop();
    else
        m_hide.start();
}

} // namespace lab
