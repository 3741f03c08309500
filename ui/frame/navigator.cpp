#include "ui/frame/navigator.h"

#include "ui/actions/actions.h"
#include "ui/actions/data_actions.h"
#include "ui/actions/run_actions.h"
#include "ui/look/look.h"
#include "ui/studio/data_library.h"
#include "ui/studio/studio.h"
#include "ui/views/controls/content_list.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/section_header.h"
#include "ui/views/runs/run_notice.h"

#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <utility>

namespace lab {

Navigator::Navigator(const Look& look, Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), m_look(look), m_studio(studio) {
    setAutoFillBackground(true);
    setMinimumWidth(look.u(50));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, look.u(2));
    column->setSpacing(0);
    createData(actions);
    createRuns(actions);
    createProbes(actions);
    column->addStretch(1);
    connect(&studio, &Studio::shownChanged, this, &Navigator::follow);
    connect(&studio, &Studio::settingsChanged, this, &Navigator::follow);
    connect(&studio, &Studio::stateChanged, this, &Navigator::follow);
    follow();
}

QSize Navigator::sizeHint() const {
    return {m_look.u(58), m_look.u(150)};
}

QTreeView* Navigator::makeList(const char* name, const QString& accessibleName, QAbstractItemModel* model) {
    auto* list = new ContentList(m_look, model, this);
    list->setObjectName(QString::fromLatin1(name));
    list->setAccessibleName(accessibleName);
    return list;
}

void Navigator::createData(Actions& actions) {
    auto* header = new SectionHeader(m_look, tr("Data sets"), SectionHeader::Place::Navigator, this);
    header->addAction(actions.openData)->setIcon(m_look.icon(QStringLiteral("add")));
    layout()->addWidget(header);
    m_data = makeList("dataList", tr("Data sets"), &m_studio.data());
    m_data->setIndentation(0);
    layout()->addWidget(m_data);
    DataTrash& trashed = m_studio.library().trash();
    QTreeView* trash = makeList("dataTrash", tr("Trash of data sets"), &trashed);
    trash->setRootIsDecorated(true);
    trash->setSelectionMode(QAbstractItemView::ExtendedSelection);
    trash->setMinimumHeight(m_look.u(6)); // a row: where there is little room it scrolls
    layout()->addWidget(trash);
    const auto show = [&trashed, trash] { trash->setVisible(trashed.rowCount() > 0); };
    connect(&trashed, &QAbstractItemModel::rowsInserted, trash, show);
    connect(&trashed, &QAbstractItemModel::rowsRemoved, trash, show);
    show();
    new DataActions(m_look, m_studio, actions, m_data, trash); // the list's child
    connect(m_data, &QTreeView::clicked, this,
            [this](const QModelIndex& index) { m_studio.showData(index.row()); });
    connect(m_data, &QTreeView::activated, this,
            [this](const QModelIndex& index) { m_studio.showData(index.row()); });
}

void Navigator::createRuns(Actions& actions) {
    auto* header = new SectionHeader(m_look, tr("Runs"), SectionHeader::Place::Navigator, this);
    header->setNote(tr("best accuracy"));
    header->addAction(actions.newRun)->setIcon(m_look.icon(QStringLiteral("add")));
    layout()->addWidget(header);
    auto* none = new LookLabel(m_look, Type::Secondary, Role::Muted, tr("No runs yet. Press Train."), this);
    none->setObjectName(QStringLiteral("noRuns"));
    none->setContentsMargins(m_look.u(3), m_look.u(1), m_look.u(3), m_look.u(1));
    layout()->addWidget(none);
    m_runs = makeList("runList", tr("Runs"), &m_studio.runs());
    m_runs->setRootIsDecorated(true);
    m_runs->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_runs->setDragEnabled(true);
    m_runs->setDragDropMode(QAbstractItemView::DragOnly);
    m_runActions = new RunActions(m_look, m_studio, actions, m_runs);
    layout()->addWidget(new RunNotice(m_look, m_studio.desk().session(), this));
    static_cast<QVBoxLayout*>(layout())->addWidget(m_runs, 1000);
    connect(&m_studio.runs(), &RunModel::treeChanging, this, [this] { m_place = ListPlace(*m_runs); });
    const auto showRuns = [this, none] {
        expandRuns();
        none->setVisible(m_studio.runs().rowCount() == 0);
    };
    showRuns(); // a window that is made anew, in another language or type, finds the runs there
    connect(&m_studio.runs(), &QAbstractItemModel::modelReset, this, [this, showRuns] {
        showRuns();
        {
            const QScopedValueRollback following(m_following, true);
            m_place.restore(*m_runs);
        }
        follow();
    });
    connect(m_runs, &QTreeView::expanded, this, [this](const QModelIndex& index) {
        m_collapsed.remove(index.data(KeyRole).toString());
        m_expanded.insert(index.data(KeyRole).toString());
    });
    connect(m_runs, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        m_expanded.remove(index.data(KeyRole).toString());
        m_collapsed.insert(index.data(KeyRole).toString());
    });
    connect(actions.editItem, &QAction::triggered, this, &Navigator::editItem);
    connect(m_runs->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (!m_following && index.data(RunIdRole).isValid())
                    m_studio.showRun(index.data(RunIdRole).toLongLong());
            });
}

void Navigator::createProbes(const Actions& actions) {
    auto* header = new SectionHeader(m_look, tr("Probes"), SectionHeader::Place::Navigator, this);
    header->addAction(actions.removeProbe)->setIcon(m_look.icon(QStringLiteral("remove")));
    header->addAction(actions.addProbe)->setIcon(m_look.icon(QStringLiteral("add")));
    layout()->addWidget(header);
    m_probes = makeList("probeList", tr("Probes"), &m_studio.probes());
    m_probes->setIndentation(0);
    m_probes->setEditTriggers(QAbstractItemView::DoubleClicked);
    layout()->addWidget(m_probes);
    connect(actions.addProbe, &QAction::triggered, this, [this] {
        const int row = m_studio.probes().append(tr("a text to watch"));
        m_probes->setCurrentIndex(m_studio.probes().index(row));
        editProbe();
    });
    connect(actions.removeProbe, &QAction::triggered, this,
            [this] { m_studio.probes().remove(m_probes->currentIndex().row()); });
    const auto enable = [this, &actions] {
        const bool chosen = m_probes->currentIndex().isValid();
        actions.editItem->setEnabled(chosen || m_runActions->canRename());
        actions.removeProbe->setEnabled(chosen);
    };
    connect(m_probes->selectionModel(), &QItemSelectionModel::currentChanged, this, enable);
    connect(&m_studio.probes(), &QAbstractItemModel::modelReset, this, enable);
    connect(m_runs->selectionModel(), &QItemSelectionModel::currentChanged, this, enable);
    enable();
}

void Navigator::editProbe() {
    if (const QModelIndex index = m_probes->currentIndex(); index.isValid()) {
        m_probes->setFocus();
        m_probes->edit(index);
    }
}

void Navigator::editItem() {
    // The list that has the focus is meant; from the menu or the palette, the run unless there is none.
    if (m_probes->hasFocus() || !m_runActions->canRename())
        editProbe();
    else
        m_runActions->rename();
}

void Navigator::expandRuns() {
    const QSignalBlocker quiet(m_runs); // what the program opens is no wish of the person's
    const RunModel& runs = m_studio.runs();
    // Data sets and branches stand open, groups and the trash closed, unless the person wanted otherwise.
    for (const RunTree::Node& node : runs.tree().nodes) {
        if (node.children.empty())
            continue;
        const QString key = QString::fromStdString(node.key);
        const bool usual = node.kind == RunTree::Kind::Data || node.kind == RunTree::Kind::Run;
        if (usual ? !m_collapsed.contains(key) : m_expanded.contains(key)) {
            const int index = static_cast<int>(&node - runs.tree().nodes.data());
            m_runs->expand(runs.indexOfNode(index));
        }
    }
    m_runs->updateGeometry();
}

// Only another run on show moves the list: what the person has chosen in it since stays chosen.
void Navigator::followRun() {
    const std::int64_t run = m_studio.shown() == Studio::Shown::Draft ? 0 : m_studio.trace().run;
    const QModelIndex shown = m_studio.runs().indexOf(run);
    const std::pair now(run, shown.isValid());
    if (std::exchange(m_followed, now) == now || shown == m_runs->currentIndex())
        return;
    m_runs->setCurrentIndex(shown);
    if (!shown.isValid())
        m_runs->clearSelection();
}

void Navigator::follow() {
    const QScopedValueRollback following(m_following, true);
    followRun();
    const QModelIndex chosen = m_studio.shown() == Studio::Shown::Draft
                                   ? m_studio.data().index(m_studio.data().current())
                                   : QModelIndex();
    m_data->setCurrentIndex(chosen);
    if (!chosen.isValid())
        m_data->clearSelection();
}

} // namespace lab
