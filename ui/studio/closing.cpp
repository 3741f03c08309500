#include "ui/studio/closing.h"

#include "ui/studio/data_library.h"
#include "ui/studio/run_queue.h"
#include "ui/studio/studio.h"

#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace lab {
namespace {

constexpr int kLookMs = 30;

bool importing(Studio& studio) {
    const auto& candidate = studio.library().candidate();
    return candidate && candidate->storing;
}

} // namespace

Closing::Closing(Studio& studio, QWidget* window) : QObject(window), m_studio(studio), m_window(window) {
    m_look.setInterval(kLookMs);
    connect(&m_look, &QTimer::timeout, this, &Closing::look);
    connect(&studio, &Studio::problem, this, &Closing::stay);
    connect(&studio.exports(), &ExportSession::failed, this, &Closing::stay);
}

bool Closing::mayClose() {
    const QStringList lost = losses();
    if (lost.isEmpty() && !working())
        return true;
    if (m_stage == Stage::Open)
        lost.isEmpty() ? end() : ask();
    return false;
}

bool Closing::working() const {
    return m_studio.session().active() || m_studio.study().active() || m_studio.cost().active() ||
           importing(m_studio) || m_studio.desk().session().busy() || m_studio.exports().busy() ||
           m_studio.library().records().editing();
}

QStringList Closing::losses() const {
    QStringList lost;
    if (importing(m_studio))
        lost += tr("The data set is not imported yet, and nothing of it would be stored.");
    if (m_studio.desk().session().importing())
        lost += tr("Not every run is imported yet; those that are here would stay.");
    const auto& queue = m_studio.queue().entries();
    const auto waiting = std::count_if(queue.begin(), queue.end(), [](const RunQueue::Entry& entry) {
        return entry.state == RunQueue::State::Waiting;
    });
    if (waiting > 0)
        lost += tr("Runs that wait in the queue and would be forgotten: %1.").arg(waiting);
    return lost;
}

void Closing::ask() {
    m_stage = Stage::Asking;
    m_box = new QMessageBox(QMessageBox::NoIcon, tr("Close Fastformer Lab"), losses().join(u'\n'),
                            QMessageBox::NoButton, m_window);
    m_box->setObjectName(QStringLiteral("closingBox"));
    m_box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* close = m_box->addButton(tr("Close"), QMessageBox::DestructiveRole);
    close->setObjectName(QStringLiteral("closeAnyway"));
    QPushButton* keep = m_box->addButton(tr("Keep open"), QMessageBox::RejectRole);
    keep->setObjectName(QStringLiteral("keepOpen"));
    m_box->setDefaultButton(keep);
    m_box->setEscapeButton(keep);
    connect(close, &QPushButton::clicked, this, &Closing::end);
    connect(m_box, &QDialog::finished, this, [this] {
        if (m_stage == Stage::Asking)
            stay();
    });
    m_box->open();
    m_look.start();
}

void Closing::end() {
    m_stage = Stage::Ending;
    emit waits(m_studio.exports().busy() ? tr("Closing when the file is written…") : tr("Closing…"));
    m_studio.queue().cancelAll(); // or the next run would begin when this one has ended
    if (importing(m_studio))
        m_studio.library().dismiss();
    m_studio.desk().session().cancelImport();
    m_studio.study().cancel();
    m_studio.cost().cancel();
    m_studio.stop();
    m_look.start();
}

void Closing::look() {
    const bool lost = !losses().isEmpty();
    if (m_stage == Stage::Asking && !lost) { // it has ended meanwhile
        end();
        if (m_box)
            m_box->close();
    }
    if (m_stage != Stage::Ending || lost || working())
        return;
    stay();
    emit ready();
}

void Closing::stay() {
    m_stage = Stage::Open;
    m_look.stop();
}

} // namespace lab
