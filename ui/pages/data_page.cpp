#include "ui/pages/data_page.h"

#include "ui/actions/actions.h"
#include "ui/look/lab_style.h"
#include "ui/look/look.h"
#include "ui/studio/data_library.h"
#include "ui/studio/studio.h"
#include "ui/views/controls/action_button.h"
#include "ui/views/controls/empty_state.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/data/data_summary.h"
#include "ui/views/data/import_view.h"
#include "ui/views/data/record_browser.h"
#include "ui/views/data/record_table.h"
#include "ui/views/data/vocabulary_view.h"
#include "ui/words/format.h"

#include <QAction>
#include <QApplication>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace lab {
namespace {

enum View { EmptyView, ImportingView, OpenedView };

} // namespace

DataPage::DataPage(const Look& look, Studio& studio, Actions& actions, QWidget* parent)
    : Page(parent),
      m_look(look),
      m_studio(studio),
      m_library(studio.library()),
      m_stack(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("dataPage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_stack, 1);
    m_import = new ImportView(look, studio, m_stack);
    m_stack->addWidget(createEmpty(actions));
    m_stack->addWidget(m_import);
    m_stack->addWidget(createOpened(actions));
    connect(&m_library, &DataLibrary::candidateChanged, this, &DataPage::open);
    connect(&m_library, &DataLibrary::openedChanged, this, &DataPage::showOpened);
    connect(&m_library, &DataLibrary::edited, this, [this](const DataEdit& edit) {
        if (edit.open)
            m_title->setText(m_library.opened()->name);
    });
    connect(&m_library, &DataLibrary::recounted, this, &DataPage::showNumbers);
    connect(&m_library, &DataLibrary::problem, this,
            [this] { m_library.opened() ? showNumbers() : m_about->clear(); });
    connect(&m_library.records(), &RecordSession::opening, this,
            [this](double share) { m_about->setText(tr("Reading… %1 %").arg(qRound(100 * share))); });
    // The open data set may have got another name.
    connect(&studio.data(), &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& index) {
        const DataModel::Entry& entry = m_studio.data().entry(index.row());
        if (const auto& opened = m_library.opened();
            opened && entry.config.spec == opened->spec.toStdString())
            m_title->setText(entry.name);
    });
    connect(&studio, &Studio::settingsChanged, this, &DataPage::open);
    connect(&studio, &Studio::shownChanged, this, &DataPage::open);
    if (m_library.opened())
        showOpened();
    choosePage();
}

QWidget* DataPage::createEmpty(Actions& actions) {
    QList<QAction*> choices{actions.openData, actions.openFolder};
    for (int row = 0; row < m_studio.data().rowCount(); ++row) {
        const QString name = m_studio.data().entry(row).name;
        if (!name.startsWith(QLatin1String("demo:")))
            continue;
        const QString demo = name.mid(5);
        const QByteArray object = "sample" + demo.left(1).toUpper().toLatin1() + demo.mid(1).toLatin1();
        QAction* sample = actions.make({object.constData(),
                                        MenuName::Data,
                                        tr("Sample: %1").arg(demo),
                                        tr("Look at the built-in data set %1").arg(name),
                                        {}});
        connect(sample, &QAction::triggered, this, [this, row] { m_studio.showData(row); });
        choices << sample;
    }
    return new EmptyState(
        m_look,
        tr("Drop a file or folder of labelled texts here, or start with a sample. CSV, TSV, JSON "
           "lines, IMDB folders, Amazon reviews and AG News are read as they are; nothing is stored "
           "before you have seen it."),
        choices, m_stack);
}

QWidget* DataPage::createHeader(Actions& actions) {
    auto* header = new QWidget(this);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(m_look.u(4), m_look.u(1.5), m_look.u(4), m_look.u(1));
    row->setSpacing(m_look.u(3));
    m_title = new LookLabel(m_look, Type::Strong, Role::Text, {}, header);
    m_title->setObjectName(QStringLiteral("dataTitle"));
    m_about = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, header);
    m_about->setObjectName(QStringLiteral("dataAbout"));
    m_about->setElided(true);
    row->addWidget(m_title);
    row->addWidget(m_about, 1);
    row->addWidget(createBackToImport(actions, header));
    auto* parts = new QHBoxLayout;
    parts->setSpacing(0);
    m_choice = new QButtonGroup(this);
    const struct {
        const char* name;
        QString text, tip;
        SegmentPlace place;
    } choices[] = {
        {"showTexts", tr("Texts"), tr("The texts, to search, filter and sort"), SegmentFirst},
        {"showNumbers", tr("Numbers"), tr("Classes, parts, lengths, and what is wrong"), SegmentMiddle},
        {"showWords", tr("Words"), tr("The vocabulary, and what a text is cut into"), SegmentLast}};
    for (const auto& choice : choices) {
        auto* button = new QToolButton(header);
        button->setObjectName(QString::fromLatin1(choice.name));
        button->setText(choice.text);
        button->setToolTip(choice.tip);
        button->setAccessibleName(choice.text);
        button->setCheckable(true);
        button->setProperty(kSegmentProperty, choice.place);
        m_choice->addButton(button, choice.place - SegmentFirst);
        parts->addWidget(button);
    }
    m_choice->button(0)->setChecked(true);
    row->addLayout(parts);
    return header;
}

// A source that was being looked at when the person chose a data set: nothing that was chosen for it is lost.
QWidget* DataPage::createBackToImport(Actions& actions, QWidget* parent) {
    m_backToImport = actions.make({"backToImport",
                                   MenuName::Data,
                                   tr("Back to the import"),
                                   tr("Go on with the source that you were looking at"),
                                   {},
                                   "chevron-left"});
    QToolButton* button = toolButtonFor(m_backToImport, parent);
    const auto follow = [this, button] {
        const auto& candidate = m_library.candidate();
        m_backToImport->setEnabled(candidate && candidate->aside);
        button->setVisible(m_backToImport->isEnabled());
    };
    connect(m_backToImport, &QAction::triggered, &m_library, [this] { m_library.setAside(false); });
    connect(&m_library, &DataLibrary::candidateChanged, button, follow);
    follow();
    return button;
}

QWidget* DataPage::createOpened(Actions& actions) {
    auto* opened = new QWidget(m_stack);
    auto* column = new QVBoxLayout(opened);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(createHeader(actions));
    m_parts = new QStackedWidget(opened);
    m_records = new RecordBrowser(m_look, m_studio, actions, m_parts);
    m_summary = new DataSummary(m_look, m_parts);
    m_words = new VocabularyView(m_look, m_library.records(), m_parts);
    m_parts->addWidget(m_records);
    m_parts->addWidget(m_summary);
    m_parts->addWidget(m_words);
    connect(m_choice, &QButtonGroup::idClicked, m_parts, &QStackedWidget::setCurrentIndex);
    column->addWidget(m_parts, 1);
    return opened;
}

std::vector<Exportable*> DataPage::exportables() {
    if (m_stack->currentIndex() == ImportingView)
        return m_import->exportables();
    std::vector<Exportable*> views = m_summary->exportables();
    const bool texts = m_parts->currentIndex() == 0; // what is on show comes first
    views.insert(texts ? views.begin() : views.end(), &m_records->table());
    return views;
}

void DataPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    open();
}

void DataPage::choosePage() {
    const bool chosen = m_studio.dataChosen() || m_studio.shown() != Studio::Shown::Draft;
    const auto& candidate = m_library.candidate();
    const int view = candidate && !candidate->aside ? ImportingView : chosen ? OpenedView : EmptyView;
    if (view == m_stack->currentIndex())
        return;
    // Who worked with the view that goes works on with the one that comes.
    const QWidget* before = m_stack->currentWidget();
    const bool focused = before->isAncestorOf(QApplication::focusWidget());
    m_stack->setCurrentIndex(view);
    if (focused && view == OpenedView)
        m_records->table().setFocus();
}

void DataPage::open() {
    choosePage();
    if (!isVisible() || m_stack->currentIndex() != OpenedView)
        return;
    const RunConfig& config = m_studio.config();
    // A source outside may have changed since: the run knows which stored data set it was trained on.
    const bool listed = m_studio.data().rowOf(config.data) >= 0;
    const std::int64_t run = listed || m_studio.shown() == Studio::Shown::Draft ? 0 : m_studio.trace().run;
    const auto& opened = m_library.opened();
    if (!opened || opened->asked != config.data)
        m_about->setText(tr("Opening…"));
    m_library.open(config.data, config.text, run);
}

void DataPage::showOpened() {
    m_records->setData(*m_library.opened());
    showNumbers();
}

void DataPage::showNumbers() {
    const OpenedData& opened = *m_library.opened();
    m_title->setText(opened.name);
    m_about->setText(tr("%1 texts · %2 classes · %3 words")
                         .arg(formatCount(opened.statistics.examples))
                         .arg(opened.labels.size())
                         .arg(formatCount(opened.statistics.vocabulary)));
    m_summary->setReport({opened.statistics, {}, {}}, m_studio.config().model.maxLength, opened.name);
    m_words->renew();
}

} // namespace lab
