#include "ui/frame/status_line.h"

#include "ui/actions/actions.h"
#include "ui/look/look.h"
#include "ui/studio/studio.h"
#include "ui/views/controls/flow_layout.h"
#include "ui/views/controls/look_label.h"
#include "ui/words/encoder_names.h"
#include "ui/words/format.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>

#include <cmath>
#include <numeric>

namespace lab {
namespace {

constexpr int kNoticeMs = 6000;
constexpr double kLeastSentence = 36; // units of the look
constexpr int kSpeedMs = 250;         // numbers that change faster cannot be read

} // namespace

StatusLine::StatusLine(const Look& look, Studio& studio, const Actions& actions, QWidget* parent)
    : QWidget(parent), m_look(look), m_studio(studio) {
    m_clock.start();
    m_shownAt.start();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(look.u(3), 0, look.u(3), 0);
    row->setSpacing(look.u(3));
    setFixedHeight(look.u(6.5));
    m_state = new LookLabel(look, Type::Secondary, Role::Text, {}, this);
    m_state->setObjectName(QStringLiteral("statusText"));
    m_state->setYielding();
    m_progress = new QProgressBar(this);
    m_progress->setFixedWidth(look.u(32));
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_share = new LookLabel(look, Type::Secondary, Role::Muted, {}, this);
    row->addWidget(m_state);
    row->addWidget(m_progress);
    row->addWidget(m_share);
    m_cancelExport = new QToolButton(this);
    m_cancelExport->setDefaultAction(actions.cancelExport);
    m_cancelExport->setObjectName(QStringLiteral("cancelExportButton"));
    m_cancelExport->setAccessibleName(actions.cancelExport->text());
    m_cancelExport->hide();
    connect(actions.cancelExport, &QAction::enabledChanged, this, &StatusLine::followState);
    row->addWidget(m_cancelExport);
    row->addStretch(1);
    addRight(m_speed, "statusSpeed");
    addRight(m_device, "statusDevice");
    addRight(m_memory, "statusMemory");
    addRight(m_file, "statusFile");
    m_memory->setToolTip(tr("Memory of this program"));
    connectStudio();
    followState();
}

void StatusLine::addRight(LookLabel*& label, const char* name) {
    auto* line = new Hairline(m_look, Qt::Vertical, this);
    line->setFixedHeight(m_look.u(4));
    line->setVisible(!m_right.empty());
    label = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, this);
    label->setObjectName(QString::fromLatin1(name));
    QWidget* group = together(m_look, {line, label}, this);
    group->layout()->setSpacing(m_look.u(3));
    m_right.push_back(group);
    layout()->addWidget(group);
}

int StatusLine::leftWidth(int longestSentence) const {
    int width = layout()->contentsMargins().left() + layout()->contentsMargins().right() +
                layout()->spacing(); // beside the stretch
    for (const QWidget* each :
         std::initializer_list<const QWidget*>{m_state, m_progress, m_share, m_cancelExport})
        if (!each->isHidden()) {
            const int wanted = each->sizeHint().width();
            width += (each == m_state ? std::min(longestSentence, wanted) : wanted) + layout()->spacing();
        }
    return width;
}

QSize StatusLine::minimumSizeHint() const {
    return {leftWidth(m_look.u(kLeastSentence)), height()};
}

void StatusLine::fit() {
    // What is said goes before what can be looked up, up to half of the line.
    int room = width() - leftWidth(std::max(m_look.u(kLeastSentence), width() / 2));
    for (QWidget* group : m_right) {
        room -= group->sizeHint().width() + layout()->spacing();
        group->setVisible(room >= 0);
    }
}

void StatusLine::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

bool StatusLine::event(QEvent* event) {
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest) // a text has become longer or shorter
        fit();
    return handled;
}

void StatusLine::connectStudio() {
    connect(&m_studio, &Studio::stateChanged, this, &StatusLine::followState);
    connect(&m_studio, &Studio::shownChanged, this, &StatusLine::followState);
    connect(&m_studio, &Studio::settingsChanged, this, &StatusLine::followState);
    connect(&m_studio.device(), &DeviceSetting::measuredAnew, this, &StatusLine::followDevice);
    connect(&m_studio.cost(), &CostSession::stateChanged, this, &StatusLine::followState);
    connect(&m_studio.cost(), &CostSession::progressed, this, &StatusLine::followState);
    connect(&m_studio.study(), &StudySession::stateChanged, this, &StatusLine::followState);
    connect(&m_studio.study(), &StudySession::progressed, this, &StatusLine::followState);
    connect(&m_studio.exports(), &ExportSession::progressed, this, &StatusLine::followState);
    connect(&m_studio, &Studio::progress, this, [this](const QString& stage, double share) {
        m_state->setText(stage);
        m_progress->setVisible(share >= 0);
        m_progress->setRange(0, 1000);
        m_progress->setValue(static_cast<int>(share * 1000));
        m_share->setText(share >= 0 ? tr("%1 %").arg(std::lround(share * 100)) : QString());
    });
    connect(&m_studio.session(), &TrainingSession::stepsArrived, this,
            [this](const std::vector<StepEvent>& steps) {
                std::int64_t tokens = 0;
                for (const auto& step : steps)
                    tokens += step.tokens;
                m_pace.add(static_cast<std::int64_t>(steps.size()), tokens, m_clock.elapsed());
                if (m_studio.session().state() != RunState::Running)
                    followState(); // a single step: nothing else tells where it stands
                else if (m_shownAt.elapsed() >= kSpeedMs)
                    followSteps();
            });
    connect(&m_studio.lab(), &LabSession::vitals, this, [this](std::int64_t memory, std::int64_t file) {
        m_memory->setText(formatBytes(memory));
        m_file->setText(QFileInfo(m_studio.lab().path()).fileName() + QStringLiteral(" · ") +
                        formatBytes(file));
        m_file->setToolTip(m_studio.lab().path());
    });
}

void StatusLine::showNotice(const QString& sentence) {
    m_state->setText(sentence);
    QTimer::singleShot(kNoticeMs, this, &StatusLine::followState);
}

QString StatusLine::sentence() const {
    const auto& session = m_studio.session();
    const qint64 run = session.prepared() ? session.prepared()->run : 0;
    switch (session.state()) {
    case RunState::Preparing:
        return tr("Getting ready…");
    case RunState::Running:
        if (const auto& embeddings = session.prepared()->embeddings)
            return tr("Training run %1; %2 of %3 words have a vector in the file")
                .arg(run)
                .arg(formatCount(embeddings->found), formatCount(embeddings->words));
        return tr("Training run %1").arg(run);
    case RunState::Paused:
        return tr("Run %1 paused at step %2").arg(run).arg(formatCount(session.step()));
    case RunState::Stopping:
        return tr("Stopping after this step…");
    case RunState::Finished:
        return tr("Run %1 ended at step %2").arg(run).arg(formatCount(session.step()));
    case RunState::Failed:
        return tr("Run %1 failed").arg(run);
    case RunState::Idle:
        break;
    }
    return tr("Ready");
}

void StatusLine::followTimings() {
    m_progress->setVisible(true);
    m_share->setVisible(true);
    const auto& progress = m_studio.cost().progress();
    if (!progress) {
        m_state->setText(tr("Timing: warming up…"));
        m_progress->setValue(0);
        m_share->setText({});
        return;
    }
    m_state->setText(tr("Timing: %1, %2 tokens")
                         .arg(encoderTitle(progress->point.encoder), formatCount(progress->point.length)));
    m_progress->setRange(0, static_cast<int>(progress->points));
    m_progress->setValue(static_cast<int>(progress->done));
    m_share->setText(tr("%1 of %2").arg(progress->done).arg(progress->points) + QStringLiteral("  ") +
                     tr("%1 left").arg(formatDuration(progress->secondsLeft)));
}

void StatusLine::followStudy() {
    m_progress->setVisible(true);
    m_share->setVisible(true);
    const auto& moment = m_studio.study().moment();
    if (!moment) {
        m_state->setText(tr("Study: getting ready…"));
        m_progress->setValue(0);
        m_share->setText({});
        return;
    }
    m_state->setText(tr("Study: %1, seed %2").arg(encoderTitle(moment->model.encoder)).arg(moment->seed));
    constexpr double kParts = 1000;
    m_progress->setRange(0, static_cast<int>(kParts * static_cast<double>(moment->total)));
    m_progress->setValue(static_cast<int>(
        kParts * (static_cast<double>(moment->done) + (moment->share < 1 ? moment->share : 0))));
    QString text = tr("%1 of %2").arg(moment->done).arg(moment->total);
    if (moment->secondsLeft > 0)
        text += QStringLiteral("  ") + tr("%1 left").arg(formatDuration(moment->secondsLeft));
    m_share->setText(text);
}

void StatusLine::followExport(const ExportSession::Progress& progress) {
    constexpr int kParts = 1000;
    const bool counts = progress.share >= 0;
    m_state->setText(progress.waiting == 0
                         ? tr("Exporting “%1”…").arg(progress.title)
                         : tr("Exporting “%1”…, %2 more").arg(progress.title).arg(progress.waiting));
    m_progress->setVisible(counts);
    m_share->setVisible(counts);
    m_progress->setRange(0, kParts);
    m_progress->setValue(static_cast<int>(kParts * progress.share));
    m_share->setText(tr("%1 %").arg(std::lround(100 * progress.share)));
}

void StatusLine::followState() {
    const auto exporting = m_studio.exports().progress();
    const bool tellsOfIt = exporting && m_cancelExport->defaultAction()->isEnabled();
    m_cancelExport->setVisible(tellsOfIt);
    if (tellsOfIt)
        return followExport(*exporting);
    if (m_studio.cost().active())
        return followTimings();
    if (m_studio.study().active())
        return followStudy();
    m_state->setText(sentence());
    const bool counts = m_studio.session().active() && m_studio.session().prepared();
    m_progress->setVisible(counts);
    m_share->setVisible(counts);
    if (!m_studio.session().active())
        m_pace.reset();
    followDevice();
    followSteps();
}

/// What computes the run that trains, else the next one.
void StatusLine::followDevice() {
    const DeviceSetting& setting = m_studio.device();
    m_device->setToolTip({});
    const auto& session = m_studio.session();
    const RunConfig& config =
        session.active() && session.prepared() ? session.prepared()->config : m_studio.draft();
    if (config.device == "cpu" || setting.gpu() == nullptr)
        return m_device->setText(formatThreads(setting.threads()));
    const QString place = QStringLiteral("%1 · %2").arg(formatGpu(*setting.gpu()),
                                                        QString::fromLatin1(toString(config.precision)));
    const PrecisionEvent* error = setting.measured(config.precision);
    m_device->setText(error == nullptr ? place : tr("%1, %2 off").arg(place, formatPrecisionError(*error)));
    if (error != nullptr)
        m_device->setToolTip(precisionErrorSentence(*error));
}

void StatusLine::followSteps() {
    m_shownAt.restart();
    const auto& session = m_studio.session();
    const bool running = session.state() == RunState::Running;
    const double steps = m_pace.stepsPerSecond(m_clock.elapsed()),
                 tokens = m_pace.tokensPerSecond(m_clock.elapsed());
    m_speed->setText(running && steps > 0
                         ? tr("%1 steps/s · %2 tokens/s")
                               .arg(formatTick(steps), formatCount(std::llround(tokens / 100) * 100))
                         : QString());
    if (!session.active() || !session.prepared())
        return;
    const std::int64_t total = std::max<std::int64_t>(session.prepared()->totalSteps, 1);
    m_progress->setRange(0, static_cast<int>(std::min<std::int64_t>(total, 1 << 30)));
    m_progress->setValue(static_cast<int>(session.step()));
    QString text = tr("%1 %").arg(100 * session.step() / total);
    if (running && steps > 0)
        text += QStringLiteral("  ") +
                tr("%1 left").arg(formatDuration(static_cast<double>(total - session.step()) / steps));
    m_share->setText(text);
}

} // namespace lab
