#include "ui/pages/study_view.h"

#include "core/base/error.h"
#include "ui/actions/actions.h"
#include "ui/export/share_button.h"
#include "ui/look/look.h"
#include "ui/plots/seed_dots.h"
#include "ui/studio/occupation.h"
#include "ui/studio/run_queue.h"
#include "ui/studio/studio.h"
#include "ui/views/comparing/study_chooser.h"
#include "ui/views/comparing/study_table.h"
#include "ui/views/controls/action_button.h"
#include "ui/views/controls/empty_state.h"
#include "ui/views/controls/look_label.h"
#include "ui/words/core_sentences.h"
#include "ui/words/encoder_names.h"
#include "ui/words/format.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lab {
StudyView::StudyView(const Look& look, Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), m_look(look), m_studio(studio) {
    createActions(actions);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(createChooser());
    row->addWidget(new Hairline(look, Qt::Vertical, this));
    auto* centre = new QVBoxLayout;
    centre->setContentsMargins(0, 0, 0, 0);
    centre->setSpacing(0);
    centre->addWidget(createProgress());
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(createResults());
    m_stack->addWidget(
        new EmptyState(look,
                       tr("No study yet. A study trains every ticked encoder with every seed on one data "
                          "set, one run after the other, and gives the paper's table. It can be cancelled "
                          "at any time and goes on where it was."),
                       m_run, m_stack));
    centre->addWidget(m_stack, 1);
    row->addLayout(centre, 1);
    connectStudio();
    takeStudies({});
    followProgress();
    m_studio.study().load();
}

void StudyView::createActions(Actions& actions) {
    actions.addSeparator(MenuName::Cost);
    m_run = actions.make({"runStudy", MenuName::Cost, tr("Run the study"), {}});
    m_goOn = actions.make({"continueStudy", MenuName::Cost, tr("Go on with this study"), {}});
    m_cancel = actions.make({"cancelStudy", MenuName::Cost, tr("Cancel the study"),
                             tr("Stop after the current step; what has been trained is kept")});
    m_compare = actions.make({"compareStudy", MenuName::Cost, tr("Compare the runs of the chosen rows"),
                              tr("Put the runs of the chosen rows side by side on the Compare page")});
    connect(m_run, &QAction::triggered, this, &StudyView::run);
    connect(m_goOn, &QAction::triggered, this, [this] {
        if (static_cast<std::size_t>(m_current) < m_studies.size() &&
            m_studies[static_cast<std::size_t>(m_current)].request) {
            StudyRequest request = *m_studies[static_cast<std::size_t>(m_current)].request;
            request.threads = m_studio.device().choice().threads;
            m_studio.study().start(std::move(request));
        }
    });
    connect(m_cancel, &QAction::triggered, &m_studio.study(), &StudySession::cancel);
    connect(m_compare, &QAction::triggered, this, &StudyView::compare);
}

QWidget* StudyView::createChooser() {
    auto* pane = new QWidget(this);
    pane->setAutoFillBackground(true);
    pane->setBackgroundRole(QPalette::Window);
    pane->setFixedWidth(m_look.u(62));
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_chooser = new StudyChooser(m_look, m_studio, pane);
    column->addWidget(m_chooser, 1);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(m_look.u(3), m_look.u(2), m_look.u(3), m_look.u(3));
    foot->setSpacing(m_look.u(1.5));
    m_why = new LookLabel(m_look, Type::Secondary, Role::Negative, {}, pane);
    m_why->setObjectName(QStringLiteral("studyHindrance"));
    m_why->setWordWrap(true);
    foot->addWidget(m_why);
    foot->addWidget(pushButtonFor(m_goOn, pane));
    foot->addWidget(pushButtonFor(m_run, pane));
    column->addLayout(foot);
    return pane;
}

QWidget* StudyView::createProgress() {
    m_working = new QWidget(this);
    auto* row = new QHBoxLayout(m_working);
    row->setContentsMargins(m_look.u(4), m_look.u(1.5), m_look.u(4), m_look.u(1.5));
    row->setSpacing(m_look.u(3));
    m_state = new LookLabel(m_look, Type::Body, Role::Text, {}, m_working);
    m_state->setObjectName(QStringLiteral("studyState"));
    m_state->setElided(true);
    row->addWidget(m_state, 1);
    m_progress = new QProgressBar(m_working);
    m_progress->setObjectName(QStringLiteral("studyProgress"));
    m_progress->setAccessibleName(tr("Progress of the study"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->setFixedWidth(m_look.u(40));
    row->addWidget(m_progress);
    row->addWidget(pushButtonFor(m_cancel, m_working));
    return m_working;
}

QWidget* StudyView::createResults() {
    auto* parts = new QSplitter(Qt::Vertical, this);
    parts->setObjectName(QStringLiteral("studyParts"));
    parts->setChildrenCollapsible(false);
    auto* upper = new QWidget(parts);
    auto* column = new QVBoxLayout(upper);
    column->setContentsMargins(m_look.u(4), m_look.u(2), m_look.u(4), m_look.u(1));
    column->setSpacing(m_look.u(1));
    auto* header = new QHBoxLayout;
    header->setSpacing(m_look.u(3));
    m_title = new LookLabel(m_look, Type::Strong, Role::Text, {}, upper);
    m_title->setObjectName(QStringLiteral("studyTitle"));
    header->addWidget(m_title);
    m_note = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, upper);
    m_note->setElided(true);
    header->addWidget(m_note, 1);
    header->addWidget(pushButtonFor(m_compare, upper));
    m_table = new StudyTable(m_look, upper);
    header->addWidget(new ShareButton(m_look, m_table, upper));
    column->addLayout(header);
    m_table->setObjectName(QStringLiteral("studyTable"));
    m_table->setAccessibleName(tr("Quality study"));
    column->addWidget(m_table, 1);
    m_paper = new LookLabel(m_look, Type::Axis, Role::Muted, {}, upper);
    m_paper->setObjectName(QStringLiteral("studyPaper"));
    m_paper->setElided(true);
    column->addWidget(m_paper);
    parts->addWidget(upper);
    auto* lower = new QWidget(parts);
    auto* under = new QVBoxLayout(lower);
    under->setContentsMargins(0, m_look.u(1.5), 0, 0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(m_look.u(4), 0, m_look.u(4), 0);
    head->setSpacing(m_look.u(3));
    m_dotsTitle = new LookLabel(m_look, Type::Strong, Role::Text, {}, lower);
    head->addWidget(m_dotsTitle);
    auto* note =
        new LookLabel(m_look, Type::Secondary, Role::Muted, tr("each seed, mean and 95 % interval"), lower);
    note->setElided(true);
    head->addWidget(note, 1);
    under->addLayout(head);
    m_dots = new SeedDots(m_look, lower);
    head->addWidget(new ShareButton(m_look, m_dots, lower));
    m_dots->setObjectName(QStringLiteral("studyDots"));
    auto* area = new QScrollArea(lower); // many models need more height than there is
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(m_dots);
    under->addWidget(area, 1);
    parts->addWidget(lower);
    parts->setStretchFactor(0, 1);
    parts->setStretchFactor(1, 1);
    return parts;
}

void StudyView::connectStudio() {
    connect(m_chooser, &StudyChooser::choiceChanged, this, &StudyView::followState);
    connect(m_chooser, &StudyChooser::storedChosen, this, [this](int row) {
        if (row < 0 || static_cast<std::size_t>(row) >= m_studies.size())
            return;
        m_studio.studyChoice().current = m_studies[static_cast<std::size_t>(row)].name;
        show(row);
    });
    connect(m_table, &QTableView::activated, m_compare, &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &StudyView::followState);
    StudySession& session = m_studio.study();
    connect(&session, &StudySession::loaded, this, &StudyView::takeStudies);
    connect(&session, &StudySession::progressed, this, &StudyView::followProgress);
    connect(&session, &StudySession::stateChanged, this, &StudyView::followProgress);
    connect(&session, &StudySession::stateChanged, this, &StudyView::followState);
    connect(&m_studio, &Studio::stateChanged, this, &StudyView::followState);
    connect(&m_studio, &Studio::settingsChanged, this, &StudyView::followState);
    connect(&m_studio.cost(), &CostSession::stateChanged, this, &StudyView::followState);
    connect(&m_studio.queue(), &RunQueue::changed, this, &StudyView::followState);
}

void StudyView::run() {
    StudyRequest request = requestOf(m_studio, m_studies);
    m_studio.studyChoice().current = request.name;
    m_studio.study().start(std::move(request));
}

void StudyView::compare() {
    const auto runs = m_table->chosenRuns();
    if (runs.empty())
        return;
    m_studio.comparison().add(runs);
    emit m_studio.comparisonWanted();
}

void StudyView::takeStudies(const std::vector<StudyResult>& studies) {
    m_studies = studies;
    const auto known = std::find_if(studies.begin(), studies.end(), [this](const StudyResult& study) {
        return study.name == m_studio.studyChoice().current;
    });
    const int row = known == studies.end() ? 0 : static_cast<int>(known - studies.begin());
    m_chooser->setStudies(studies, row);
    show(row);
}

void StudyView::show(int row) {
    m_current = row;
    const bool any = static_cast<std::size_t>(row) < m_studies.size();
    m_stack->setCurrentIndex(any ? 0 : 1);
    const StudyResult study = any ? m_studies[static_cast<std::size_t>(row)] : StudyResult{};
    m_title->setText(QString::fromStdString(study.name));
    const QString split = study.split == "test"         ? tr("test split")
                          : study.split == "validation" ? tr("validation split")
                                                        : tr("no run has finished yet");
    QString note = dataName(QString::fromStdString(study.data)) + QStringLiteral(" · ") + split;
    if (study.request)
        note += QStringLiteral(" · ") + tr("epochs: %1").arg(study.request->config.train.epochs);
    const bool repeated = std::any_of(study.rows.begin(), study.rows.end(),
                                      [](const StudyRow& each) { return each.runs.size() > 1; });
    m_note->setText(repeated ? note + QStringLiteral(" · ") + tr("mean ± deviation over the seeds") : note);
    m_table->setStudy(study);
    const QString caption = QString::fromStdString(study.name) + QStringLiteral(" · ") + note;
    m_table->setExportCaption(caption);
    m_dots->setExportCaption(caption);
    const bool paper = std::any_of(study.rows.begin(), study.rows.end(),
                                   [](const StudyRow& each) { return each.paper.has_value(); });
    m_paper->setText(paper ? tr("Paper: Wu and others, Fastformer (arXiv 2108.09084), table 4 and figure 4.")
                           : tr("No figures of the paper here: it trained on Amazon Electronics (5 stars), "
                                "IMDB (10 classes) and MIND topics (18 classes), not on this data."));
    fillDots(study);
    followState();
}

void StudyView::fillDots(const StudyResult& study) {
    std::vector<SeedDots::Line> lines;
    for (const StudyRow& row : study.rows) {
        SeedDots::Line& line = lines.emplace_back();
        line.name = encoderTitle(row.model.encoder);
        const auto same = std::count_if(study.rows.begin(), study.rows.end(), [&](const StudyRow& other) {
            return other.model.encoder == row.model.encoder;
        });
        if (same > 1)
            line.name += QStringLiteral(" · ") + sharingTitle(row.model.sharing);
        line.colour = encoderMark(row.model.encoder);
        for (const StudyRun& run : row.runs) {
            line.runs.push_back(run.run);
            line.seeds.push_back(run.seed);
            line.values.push_back(run.accuracy);
        }
    }
    const QString title = study.split == "validation" ? tr("Validation accuracy") : tr("Test accuracy");
    m_dotsTitle->setText(title);
    m_dots->setTitle(title);
    m_dots->setAccessibleName(title);
    m_dots->setMinimumHeight(m_look.u(8) * static_cast<int>(lines.size()) + m_look.u(12));
    m_dots->setLines(std::move(lines));
}

QString StudyView::whyNot() const {
    if (const QString why = whatHinders(m_studio, Work::Study); !why.isEmpty())
        return why;
    const StudyChoice& choice = m_studio.studyChoice();
    if (choice.encoders.empty() || choice.sharings.empty())
        return tr("Tick at least one encoder and one sharing mode.");
    try {
        studyRuns(requestOf(m_studio, m_studies));
    } catch (const ConfigError& error) {
        return coreSentence(QString::fromUtf8(error.what()));
    }
    return {};
}

void StudyView::followState() {
    const StudySession& session = m_studio.study();
    const bool active = session.active();
    const QString why = active ? tr("A study is training already") : whyNot(),
                  busy = active ? why : whatHinders(m_studio, Work::Study);
    m_why->setText(why);
    m_why->setVisible(!active && !why.isEmpty());
    m_run->setEnabled(why.isEmpty());
    Actions::setTip(m_run, why.isEmpty()
                               ? tr("Train every ticked model with every seed, one after the other; "
                                    "what the lab file holds of it is kept")
                               : why);
    const auto row = static_cast<std::size_t>(m_current);
    const bool open = row < m_studies.size() && m_studies[row].stopped && m_studies[row].request && !active;
    m_goOn->setVisible(open);
    m_goOn->setEnabled(open && busy.isEmpty());
    Actions::setTip(m_goOn, busy.isEmpty() ? tr("Train what is missing of the study on show") : busy);
    m_cancel->setEnabled(active && !session.stopping());
    m_compare->setEnabled(!m_table->chosenRuns().empty());
}

void StudyView::followProgress() {
    const StudySession& session = m_studio.study();
    m_working->setVisible(session.active());
    if (!session.active())
        return;
    const auto& moment = session.moment();
    const double all = moment && moment->total > 0 ? static_cast<double>(moment->total) : 1;
    const double done =
        moment ? static_cast<double>(moment->done) + (moment->share < 1 ? moment->share : 0) : 0;
    m_progress->setValue(static_cast<int>(1000 * done / all));
    if (session.stopping() || !moment) {
        m_state->setText(session.stopping() ? tr("Stopping after this step…") : tr("Getting ready…"));
        return;
    }
    QString text = tr("Run %1 of %2: %3, seed %4")
                       .arg(std::min(moment->done + 1, moment->total))
                       .arg(moment->total)
                       .arg(encoderTitle(moment->model.encoder))
                       .arg(moment->seed);
    if (moment->secondsLeft > 0)
        text += QStringLiteral(" · ") + tr("%1 left").arg(formatDuration(moment->secondsLeft));
    m_state->setText(text);
}

std::vector<Exportable*> StudyView::exportables() {
    return {m_table, m_dots};
}

} // namespace lab
