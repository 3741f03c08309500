#include "ui/views/attention/duel_pane.h"

#include "ui/actions/actions.h"
#include "ui/look/look.h"
#include "ui/models/run_model.h"
#include "ui/views/attention/duel_strip.h"
#include "ui/views/attention/scale_control.h"
#include "ui/views/controls/action_button.h"
#include "ui/views/controls/empty_state.h"
#include "ui/views/controls/flow_layout.h"
#include "ui/views/controls/look_label.h"
#include "ui/words/format.h"
#include "ui/words/weight_words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lab {
namespace {

enum Body { StripBody, LonelyBody, UnreadBody };

constexpr int kTypingMs = 80;

QString className(const std::vector<std::string>& labels, int label) {
    const auto at = static_cast<std::size_t>(label);
    return label >= 0 && at < labels.size() ? QString::fromStdString(labels[at]) : QStringLiteral("–");
}

} // namespace

DuelPane::DuelPane(const Look& look, const QString& labPath, Comparison& comparison, Actions& actions,
                   QWidget* parent)
    : QWidget(parent), m_look(look), m_comparison(comparison), m_session(labPath) {
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    createActions(actions);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(createHeader());
    column->addWidget(createBody(), 1);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMs);
    connect(&m_typing, &QTimer::timeout, this, &DuelPane::read);
    connectSession();
    connect(&comparison, &Comparison::pairChanged, this, &DuelPane::followPair);
    connect(&comparison, &Comparison::entriesChanged, this, &DuelPane::followEntries);
    connect(&comparison, &Comparison::viewChanged, this, &DuelPane::followMoment);
    followPair();
}

void DuelPane::createActions(Actions& actions) {
    actions.addSeparator(MenuName::Compare);
    m_previous = actions.make({"previousCompared",
                               MenuName::Compare,
                               tr("Previous text"),
                               tr("Compare on the example before this one"),
                               {},
                               "chevron-left"});
    m_next = actions.make({"nextCompared",
                           MenuName::Compare,
                           tr("Next text"),
                           tr("Compare on the example after this one"),
                           {},
                           "chevron-right"});
    m_swap = actions.make(
        {"swapCompared", MenuName::Compare, tr("Swap A and B"), tr("Read B − A the other way round")});
    m_find =
        actions.make({"findDisagreements", MenuName::Compare, tr("Find where A and B disagree"),
                      tr("Read the test part with both runs and list the examples they do not agree on")});
    m_cancel = actions.make({"cancelDisagreements", MenuName::Compare, tr("End the search"),
                             tr("Stop looking for disagreements; those found so far stay")});
    m_find->setIconText(tr("Find disagreements")); // on the small button
    m_cancel->setIconText(tr("End"));
    connect(m_previous, &QAction::triggered, this, [this] { go(-1); });
    connect(m_next, &QAction::triggered, this, [this] { go(1); });
    connect(m_swap, &QAction::triggered, this,
            [this] { m_comparison.setPair(m_comparison.b(), m_comparison.a()); });
    connect(m_find, &QAction::triggered, this, [this] {
        setSearching(true);
        const auto [a, b] = sides();
        m_session.findDisagreements(a, b);
    });
    connect(m_cancel, &QAction::triggered, &m_session, &DuelSession::cancel);
}

QWidget* DuelPane::createHeader() {
    auto* zone = new QWidget(this);
    auto* lines = new QVBoxLayout(zone);
    lines->setContentsMargins(m_look.u(4), m_look.u(1.5), m_look.u(4), m_look.u(1));
    lines->setSpacing(m_look.u(1));
    auto* top = new QWidget(zone);
    auto* first = new FlowLayout(top, m_look.u(2), m_look.u(1));
    first->setContentsMargins(0, 0, 0, 0);
    first->addWidget(
        new LookLabel(m_look, Type::Strong, Role::Text, tr("One text through both models"), zone));
    m_note = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, zone);
    m_note->setObjectName(QStringLiteral("duelNote"));
    m_note->setElided(true);
    first->addWidget(m_note);
    const auto choice = [&](const char* name, const QString& letter, const QString& what) {
        auto* title = new LookLabel(m_look, Type::Strong, Role::Text, letter, zone);
        auto* combo = new QComboBox(zone);
        combo->setObjectName(QString::fromLatin1(name));
        combo->setAccessibleName(what);
        combo->setToolTip(what);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        connect(combo, &QComboBox::activated, this, &DuelPane::choosePair);
        first->addWidget(together(m_look, {title, combo}, top));
        return combo;
    };
    m_a = choice("duelA", tr("A"), tr("Run A"));
    m_b = choice("duelB", tr("B"), tr("Run B"));
    first->addWidget(toolButtonFor(m_swap, zone));
    lines->addWidget(top);
    auto* second = new QHBoxLayout;
    second->setSpacing(m_look.u(2));
    for (QAction* action : {m_previous, m_next}) {
        QToolButton* button = toolButtonFor(action, zone);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        second->addWidget(button);
    }
    m_text = new QLineEdit(zone);
    m_text->setObjectName(QStringLiteral("duelText"));
    m_text->setAccessibleName(tr("Text for both models"));
    m_text->setPlaceholderText(tr("Type a text, or step through the test examples"));
    second->addWidget(m_text, 1);
    m_legends = new QWidget(zone);
    auto* legends = new QHBoxLayout(m_legends);
    legends->setContentsMargins(0, 0, 0, 0);
    legends->setSpacing(m_look.u(2));
    legends->addWidget(new LookLabel(m_look, Type::Axis, Role::Muted, tr("weight"), m_legends));
    legends->addWidget(m_weights = new ScaleLegend(m_look, m_legends));
    legends->addWidget(new LookLabel(m_look, Type::Axis, Role::Muted, tr("B − A"), m_legends));
    legends->addWidget(m_differences = new ScaleLegend(m_look, m_legends));
    m_legends->hide();
    second->addWidget(m_legends);
    lines->addLayout(second);
    m_weightNote = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, zone);
    m_weightNote->setObjectName(QStringLiteral("duelWeights"));
    m_weightNote->setElided(true);
    lines->addWidget(m_weightNote);
    connect(m_text, &QLineEdit::textEdited, this, [this] {
        m_example = -1;
        m_typing.start();
    });
    return zone;
}

QWidget* DuelPane::createBody() {
    auto* body = new QSplitter(Qt::Horizontal, this);
    body->setChildrenCollapsible(false);
    m_stack = new QStackedWidget(body);
    m_strip = new DuelStrip(m_look, m_stack);
    m_strip->setObjectName(QStringLiteral("duelStrip"));
    m_strip->setAccessibleName(tr("Attention of both models and their difference"));
    m_stack->addWidget(m_strip);
    m_stack->addWidget(
        new EmptyState(m_look, tr("Add a second run to see one text through both."), nullptr, m_stack));
    m_stack->addWidget(new EmptyState(
        m_look, tr("No reading by both models: type a text, or choose other runs."), nullptr, m_stack));
    body->addWidget(m_stack);
    auto* side = new QWidget(body);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(m_look.u(2), 0, m_look.u(2), 0);
    line->addWidget(toolButtonFor(m_find, side));
    m_cancelButton = toolButtonFor(m_cancel, side);
    m_cancelButton->hide();
    line->addWidget(m_cancelButton);
    line->addStretch(1);
    column->addLayout(line);
    m_foundNote = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, side);
    m_foundNote->setObjectName(QStringLiteral("disagreementNote"));
    m_foundNote->setElided(true);
    auto* told = new QHBoxLayout;
    told->setContentsMargins(m_look.u(4), 0, m_look.u(2), m_look.u(1));
    told->addWidget(m_foundNote);
    column->addLayout(told);
    m_list = new QListWidget(side);
    m_list->setObjectName(QStringLiteral("disagreementList"));
    m_list->setAccessibleName(tr("Examples on which A and B disagree"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_list, 1);
    side->setMinimumWidth(m_look.u(50));
    body->addWidget(side);
    body->setStretchFactor(0, 1);
    body->setSizes({m_look.u(230), m_look.u(60)});
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            showExample(m_found[static_cast<std::size_t>(row)].example);
    });
    return body;
}

void DuelPane::connectSession() {
    connect(&m_session, &DuelSession::examplesLoaded, this, [this](const DuelExamples& examples) {
        if (examples.run != m_comparison.a())
            return;
        // The text on show is an example of the run before: of this one only if both have it in this place.
        const auto at = static_cast<std::size_t>(std::max(m_example, 0));
        if (m_example >= 0 && (at >= examples.texts.size() || examples.texts[at] != m_examples.texts[at]))
            m_example = -1;
        m_examples = examples;
        const bool any = !examples.texts.empty();
        m_previous->setEnabled(any);
        m_next->setEnabled(any);
        if (m_text->text().isEmpty() && any)
            showExample(0);
        else
            read();
    });
    connect(&m_session, &DuelSession::arrived, this, [this](const Duel& duel) {
        if (duel.a != m_comparison.a() || duel.b != m_comparison.b() || duel.text != m_text->text())
            return;
        m_stack->setCurrentIndex(StripBody);
        m_strip->setDuel(duel);
        m_weights->setScale(m_strip->weightScale());
        m_differences->setScale(m_strip->differenceScale());
        m_legends->show();
        m_weightNote->setText(
            tr("A: %1 · B: %2").arg(weightWords(duel.weightsA), weightWords(duel.weightsB)));
        m_strip->setExportCaption(caption());
    });
    connect(&m_session, &DuelSession::searched, this, [this](int done, int total) {
        if (total > 0)
            m_foundNote->setText(tr("%1 of %2 read").arg(formatCount(done), formatCount(total)));
    });
    connect(&m_session, &DuelSession::disagreementsFound, this, &DuelPane::takeSearch);
    connect(&m_session, &DuelSession::failed, this, [this](const QString& message) {
        setSearching(false);
        m_foundNote->clear();
        m_weightNote->clear();
        m_strip->clear();
        m_stack->setCurrentIndex(UnreadBody);
        emit failed(message);
    });
}

void DuelPane::fillRuns(QComboBox* choice, std::int64_t run) {
    const QSignalBlocker quiet(choice);
    choice->clear();
    for (const ComparedEntry& entry : m_comparison.entries())
        for (const ComparedRunPtr& each : entry.runs) {
            choice->addItem(runTitle(each->row), static_cast<qlonglong>(each->row.id));
            if (each->row.id == run)
                choice->setCurrentIndex(choice->count() - 1);
        }
}

void DuelPane::followEntries() {
    fillRuns(m_a, m_comparison.a());
    fillRuns(m_b, m_comparison.b());
    std::int64_t steps = 0;
    for (const std::int64_t run : {m_comparison.a(), m_comparison.b()})
        if (const ComparedRunPtr found = m_comparison.find(run))
            steps += found->row.steps;
    if (steps == m_steps)
        return followMoment();
    m_steps = steps; // other weights: what was read with the old ones is out of date
    m_session.forget();
    read();
}

std::pair<DuelSide, DuelSide> DuelPane::sides() const {
    const auto side = [this](std::int64_t run) { return DuelSide{run, m_comparison.weightsOf(run)}; };
    return {side(m_comparison.a()), side(m_comparison.b())};
}

void DuelPane::followMoment() {
    if (sides() == m_sides)
        return;
    m_session.abandon();
    forgetFound(); // with other weights the two may disagree elsewhere
    m_typing.start();
}

void DuelPane::forgetFound() {
    m_found.clear();
    m_list->clear();
    m_foundNote->clear();
    setSearching(false);
}

void DuelPane::choosePair() {
    m_comparison.setPair(m_a->currentData().toLongLong(), m_b->currentData().toLongLong());
}

void DuelPane::followPair() {
    const std::int64_t a = m_comparison.a(), b = m_comparison.b();
    fillRuns(m_a, a);
    fillRuns(m_b, b);
    const ComparedRunPtr first = m_comparison.find(a), second = m_comparison.find(b);
    const bool both = first && second && a != b;
    m_session.abandon();
    m_session.forget();
    forgetFound();
    m_stack->setCurrentIndex(both ? StripBody : LonelyBody);
    m_swap->setEnabled(both);
    m_find->setEnabled(both);
    m_text->setEnabled(both);
    m_previous->setEnabled(false);
    m_next->setEnabled(false);
    m_strip->setStale(true);
    m_weightNote->clear();
    if (!both)
        return m_strip->clear();
    // The model's name is short; where it is the same, the run's number tells the two apart.
    const bool same = modelShort(first->row) == modelShort(second->row);
    const auto side = [same](const RunRow& row) {
        return DuelStrip::Side{
            same ? QStringLiteral("%1 %2").arg(row.id).arg(modelShort(row)) : modelShort(row), row.colour};
    };
    m_strip->setSides(side(first->row), side(second->row));
    if (m_examples.run == a) {
        m_previous->setEnabled(!m_examples.texts.empty());
        m_next->setEnabled(!m_examples.texts.empty());
        return read();
    }
    m_session.loadExamples(a); // until then the example on show is one of the run before
}

void DuelPane::showExample(int example) {
    if (m_examples.run != m_comparison.a() || example < 0 ||
        example >= static_cast<int>(m_examples.texts.size()))
        return;
    m_example = example;
    m_text->setText(QString::fromStdString(m_examples.texts[static_cast<std::size_t>(example)]));
    m_text->setCursorPosition(0);
    read();
}

void DuelPane::go(int direction) {
    const int count = static_cast<int>(m_examples.texts.size());
    if (count > 0)
        showExample(((m_example < 0 ? 0 : m_example + direction) % count + count) % count);
}

void DuelPane::read() {
    m_typing.stop();
    if (m_comparison.a() == 0 || m_comparison.b() == 0 || m_comparison.a() == m_comparison.b())
        return;
    m_sides = sides();
    const auto at = static_cast<std::size_t>(std::max(m_example, 0));
    m_note->setText(m_example < 0 ? tr("your text · mean over the heads")
                                  : tr("test example %1 · class %2 · mean over the heads")
                                        .arg(m_example + 1)
                                        .arg(QString::fromStdString(m_examples.labels[at])));
    if (m_text->text().trimmed().isEmpty()) {
        m_stack->setCurrentIndex(UnreadBody);
        return m_strip->clear();
    }
    m_strip->setStale(true);
    m_session.read(m_sides.first, m_sides.second, m_text->text());
}

void DuelPane::setSearching(bool searching) {
    m_cancel->setEnabled(searching);
    m_cancelButton->setVisible(searching);
    m_find->setEnabled(!searching && m_comparison.a() != m_comparison.b() && m_comparison.b() != 0);
    if (searching)
        m_foundNote->setText(tr("reading…"));
}

void DuelPane::takeSearch(const Disagreements& found) {
    setSearching(false);
    m_found = found.found;
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const Disagreement& each : m_found) {
        auto* item = new QListWidgetItem(
            tr("%1   A %2 · B %3   %4", "example, class by A, class by B, text")
                .arg(QString::number(each.example + 1), className(found.labels, each.predictedA),
                     className(found.labels, each.predictedB), QString::fromStdString(each.text)),
            m_list);
        item->setToolTip(
            tr("class %1\n%2").arg(className(found.labels, each.label), QString::fromStdString(each.text)));
    }
    m_foundNote->setText(
        (found.complete ? tr("%1 of %2 differ") : tr("%1 of %2 differ; ended early"))
            .arg(formatCount(static_cast<std::int64_t>(m_found.size())), formatCount(found.examples)));
}

QString DuelPane::caption() const {
    return tr("A: %1, B: %2, %3, %4")
        .arg(m_a->currentText(), m_b->currentText(), m_note->text(), m_weightNote->text());
}

} // namespace lab
