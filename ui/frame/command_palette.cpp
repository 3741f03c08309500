#include "ui/frame/command_palette.h"

#include "ui/actions/actions.h"
#include "ui/frame/fuzzy.h"
#include "ui/look/look.h"
#include "ui/models/run_model.h"
#include "ui/studio/studio.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace lab {
namespace {

constexpr int kShown = 60; ///< nobody scrolls further; ten thousand runs stay quick
constexpr int kDetailRole = Qt::UserRole + 1;

/// Name left, key right.
class EntryDelegate : public QStyledItemDelegate {
public:
    EntryDelegate(const Look& look, QObject* parent) : QStyledItemDelegate(parent), m_look(look) {}
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {option.rect.width(), m_look.u(6.5)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        if (chosen)
            painter->fillRect(option.rect, m_look.colour(Role::Selection));
        QRect place = option.rect.adjusted(m_look.u(3), 0, -m_look.u(3), 0);
        const QString detail = index.data(kDetailRole).toString();
        painter->setFont(m_look.font(Type::Secondary));
        painter->setPen(m_look.colour(Role::Muted));
        painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, detail);
        place.setRight(place.right() - painter->fontMetrics().horizontalAdvance(detail) - m_look.u(3));
        painter->setFont(m_look.font(Type::Body));
        painter->setPen(m_look.colour(Role::Text));
        painter->drawText(
            place, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, place.width()));
        painter->restore();
    }

private:
    const Look& m_look;
};

} // namespace

CommandPalette::CommandPalette(const Look& look, Studio& studio, const Actions& actions, QWidget* window)
    : QFrame(window),
      m_look(look),
      m_studio(studio),
      m_actions(actions),
      m_words(new QLineEdit(this)),
      m_list(new QListWidget(this)) {
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Commands"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setFrameShape(QFrame::Box);
    setFrameShadow(QFrame::Plain);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(look.u(2), look.u(2), look.u(2), look.u(2));
    m_words->setObjectName(QStringLiteral("paletteWords"));
    m_words->setPlaceholderText(tr("Type a command, a run or a data set"));
    m_words->setAccessibleName(m_words->placeholderText());
    m_words->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Commands that fit"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setItemDelegate(new EntryDelegate(look, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_words);
    column->addWidget(m_list);
    connect(m_words, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_words, &QLineEdit::returnPressed, this, &CommandPalette::runChosen);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runChosen);
    connect(actions.commandPalette, &QAction::triggered, this, [this] {
        if (isVisible())
            leave();
        else
            open();
    });
    hide();
}

void CommandPalette::open() {
    m_focusBefore = QApplication::focusWidget();
    collect();
    const QSize room = parentWidget()->size();
    resize(std::min(m_look.u(150), room.width() - m_look.u(8)),
           std::min(m_look.u(90), room.height() - m_look.u(20)));
    move((room.width() - width()) / 2, m_look.u(18));
    m_words->clear();
    search({});
    show();
    raise();
    m_words->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::leave() {
    hide();
    if (m_focusBefore != nullptr && m_focusBefore->isVisible())
        m_focusBefore->setFocus();
    m_focusBefore = nullptr;
}

void CommandPalette::collect() {
    m_entries.clear();
    collectActions();
    collectRuns();
    collectData();
}

void CommandPalette::collectActions() {
    for (QAction* action : m_actions.all())
        if (action->isEnabled() && action != m_actions.commandPalette)
            m_entries.push_back({action->text().remove(u'&'),
                                 action->shortcut().toString(QKeySequence::NativeText),
                                 [action] { action->trigger(); }});
}

void CommandPalette::collectRuns() {
    const RunModel& runs = m_studio.runs();
    const std::function<void(const QModelIndex&)> walk = [&](const QModelIndex& parent) {
        for (int row = 0; row < runs.rowCount(parent); ++row) {
            const QModelIndex index = runs.index(row, 0, parent);
            if (const qint64 id = index.data(RunIdRole).toLongLong(); id > 0)
                m_entries.push_back({tr("run %1").arg(index.data().toString()), tr("Run"),
                                     [this, id] { m_studio.showRun(id); }});
            walk(index);
        }
    };
    walk({});
}

void CommandPalette::collectData() {
    const DataModel& sets = m_studio.data();
    for (int row = 0; row < sets.rowCount(); ++row)
        m_entries.push_back({tr("data %1").arg(sets.index(row).data().toString()), tr("Data set"),
                             [this, row] { m_studio.showData(row); }});
}

void CommandPalette::search(const QString& words) {
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t index = 0; index < m_entries.size(); ++index)
        if (const int score = fuzzyScore(words, m_entries[index].text); score >= 0)
            found.emplace_back(score, index);
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    if (found.size() > kShown)
        found.resize(kShown);
    m_list->clear();
    for (const auto& [score, index] : found) {
        auto* item = new QListWidgetItem(m_entries[index].text, m_list);
        item->setData(Qt::UserRole, static_cast<qulonglong>(index));
        item->setData(kDetailRole, m_entries[index].detail);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runChosen() {
    const QListWidgetItem* item = m_list->currentItem();
    if (item == nullptr)
        return;
    const auto run = m_entries[item->data(Qt::UserRole).toULongLong()].run;
    leave();
    run();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_words && event->type() == QEvent::FocusOut &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason)
        hide();
    if (watched != m_words || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape) {
        leave();
        return true;
    }
    const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
    if (step == 0 || m_list->count() == 0)
        return false;
    m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
    return true;
}

} // namespace lab
