#include "ui/views/comparing/cost_chooser.h"

#include "ui/look/look.h"
#include "ui/look/run_mark.h"
#include "ui/models/run_model.h"
#include "ui/views/controls/content_list.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/section_header.h"
#include "ui/words/encoder_names.h"
#include "ui/words/format.h"

#include <QCheckBox>
#include <QDateTime>
#include <QGridLayout>
#include <QPainter>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace lab {
namespace {

/// "today 14:20", "yesterday 17:02", "12 Nov 09:41".
QString when(const std::string& utc) {
    const QDateTime at = QDateTime::fromString(QString::fromStdString(utc), Qt::ISODate).toLocalTime();
    if (!at.isValid())
        return QString::fromStdString(utc);
    const auto days = at.date().daysTo(QDate::currentDate());
    const QString time = at.time().toString(QStringLiteral("HH:mm"));
    if (days == 0)
        return CostChooser::tr("today %1").arg(time);
    if (days == 1)
        return CostChooser::tr("yesterday %1").arg(time);
    return at.date().toString(QStringLiteral("d MMM yyyy ")) + time;
}

QIcon markIcon(const Look& look, int slot) {
    const int side = look.u(3.5);
    QPixmap pixmap(QSize(side, side) * 2);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintRunMark(painter, QPointF(side / 2.0, side / 2.0), look.u(1), look.theme().runMark(slot), false);
    return pixmap;
}

} // namespace

CostChooser::CostChooser(const Look& look, CostChoice& choice, QWidget* parent)
    : QScrollArea(parent), m_look(look), m_choice(choice), m_model(new QStandardItemModel(this)) {
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* pane = new QWidget(this);
    pane->setBackgroundRole(QPalette::Window);
    setBackgroundRole(QPalette::Window);
    viewport()->setBackgroundRole(QPalette::Window);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, m_look.u(2));
    column->setSpacing(0);
    setWidget(pane);
    createTimings();
    createEncoders();
    createSharings();
    createLengths();
    column->addStretch(1);
    connect(&look, &Look::changed, this, &CostChooser::restyle);
    restyle();
}

QSize CostChooser::sizeHint() const {
    return {m_look.u(56), m_look.u(150)};
}

void CostChooser::createTimings() {
    QWidget* pane = widget();
    pane->layout()->addWidget(
        new SectionHeader(m_look, tr("Timings"), SectionHeader::Place::Navigator, pane));
    m_timings = new ContentList(m_look, m_model, pane);
    m_timings->setObjectName(QStringLiteral("timingList"));
    m_timings->setAccessibleName(tr("Stored timings"));
    m_timings->setIndentation(0);
    connect(m_timings->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { emit sheetChosen(index.row()); });
    pane->layout()->addWidget(m_timings);
    m_none = new LookLabel(m_look, Type::Secondary, Role::Muted, tr("Nothing measured yet."), pane);
    m_none->setContentsMargins(m_look.u(3), 0, m_look.u(3), m_look.u(1));
    pane->layout()->addWidget(m_none);
}

void CostChooser::createEncoders() {
    QWidget* pane = widget();
    m_encoderHeader = new SectionHeader(m_look, tr("Encoders"), SectionHeader::Place::Navigator, pane);
    pane->layout()->addWidget(m_encoderHeader);
    auto* grid = new QGridLayout;
    grid->setContentsMargins(m_look.u(3), 0, m_look.u(3), m_look.u(1));
    grid->setVerticalSpacing(m_look.u(1));
    grid->setColumnStretch(0, 1);
    for (const EncoderSpec& spec : builtinEncoders().all()) {
        auto* box = new QCheckBox(QString::fromStdString(spec.title), pane);
        box->setObjectName(QStringLiteral("costEncoder_") + QString::fromStdString(spec.id));
        box->setToolTip(QString::fromStdString(spec.reference));
        box->setChecked(m_choice.encoders.contains(spec.id));
        connect(box, &QCheckBox::toggled, this, [this, id = spec.id](bool on) {
            if (on)
                m_choice.encoders.insert(id);
            else
                m_choice.encoders.erase(id);
            emit choiceChanged();
        });
        auto* time = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, pane);
        const int row = grid->rowCount();
        grid->addWidget(box, row, 0);
        grid->addWidget(time, row, 1, Qt::AlignRight);
        m_encoders.emplace(spec.id, box);
        m_times.emplace(spec.id, time);
    }
    static_cast<QVBoxLayout*>(pane->layout())->addLayout(grid);
}

void CostChooser::createSharings() {
    QWidget* pane = widget();
    pane->layout()->addWidget(
        new SectionHeader(m_look, tr("Sharing"), SectionHeader::Place::Navigator, pane));
    const struct {
        Sharing sharing;
        QString text, help;
    } choices[] = {
        {Sharing::None, tr("none"), tr("Each map has its own parameters")},
        {Sharing::QueryValue, tr("query = value"), tr("Fastformer; the others are measured without sharing")},
        {Sharing::QueryValueHead, tr("query = value + all heads"), tr("Fastformer alone offers this")},
        {Sharing::QueryValueLayer, tr("query = value + all layers"), tr("For the others: all layers alike")}};
    auto* rows = new QVBoxLayout;
    rows->setContentsMargins(m_look.u(3), 0, m_look.u(3), m_look.u(1));
    rows->setSpacing(m_look.u(1));
    for (const auto& choice : choices) {
        auto* box = new QCheckBox(choice.text, pane);
        box->setObjectName(QStringLiteral("costSharing_") + QString::fromLatin1(toString(choice.sharing)));
        box->setToolTip(choice.help);
        box->setChecked(m_choice.sharings.contains(choice.sharing));
        connect(box, &QCheckBox::toggled, this, [this, sharing = choice.sharing](bool on) {
            if (on)
                m_choice.sharings.insert(sharing);
            else
                m_choice.sharings.erase(sharing);
            emit choiceChanged();
        });
        rows->addWidget(box);
    }
    static_cast<QVBoxLayout*>(pane->layout())->addLayout(rows);
}

void CostChooser::createLengths() {
    QWidget* pane = widget();
    auto* header = new SectionHeader(m_look, tr("Lengths"), SectionHeader::Place::Navigator, pane);
    header->setNote(tr("tokens"));
    pane->layout()->addWidget(header);
    auto* grid = new QGridLayout;
    grid->setContentsMargins(m_look.u(3), 0, m_look.u(3), m_look.u(1));
    grid->setVerticalSpacing(m_look.u(1));
    int place = 0;
    for (std::int64_t length = 128; length <= 65'536; length *= 2, ++place) {
        auto* box = new QCheckBox(formatCount(length), pane);
        box->setObjectName(QStringLiteral("costLength_%1").arg(length));
        box->setToolTip(tr("Texts of %1 tokens").arg(formatCount(length)));
        box->setChecked(m_choice.lengths.contains(length));
        connect(box, &QCheckBox::toggled, this, [this, length](bool on) {
            if (on)
                m_choice.lengths.insert(length);
            else
                m_choice.lengths.erase(length);
            emit choiceChanged();
        });
        grid->addWidget(box, place / 2, place % 2);
    }
    static_cast<QVBoxLayout*>(pane->layout())->addLayout(grid);
}

void CostChooser::setSheets(const std::vector<CostSheet>& sheets, int current) {
    const QSignalBlocker quiet(m_timings->selectionModel());
    m_model->clear();
    for (const CostSheet& sheet : sheets) {
        auto* item = new QStandardItem;
        item->setData(when(sheet.set.updated), Qt::DisplayRole);
        item->setData(QString::fromStdString(sheet.set.place.device).toUpper() + QStringLiteral(" · ") +
                          QString::number(sheet.set.place.threads),
                      NumberRole);
        item->setToolTip(QString::fromStdString(sheet.set.place.build));
        m_model->appendRow(item);
    }
    m_timings->setCurrentIndex(m_model->index(current, 0));
    m_timings->setVisible(!sheets.empty());
    m_none->setVisible(sheets.empty());
}

void CostChooser::setTimes(const std::map<std::string, double>& seconds, std::int64_t length) {
    m_encoderHeader->setNote(seconds.empty() ? QString() : tr("ms, %1").arg(formatCount(length)));
    for (const auto& [id, label] : m_times) {
        const auto found = seconds.find(id);
        label->setText(found == seconds.end() ? QString() : formatTick(found->second * 1e3));
    }
}

void CostChooser::restyle() {
    for (const auto& [id, box] : m_encoders)
        box->setIcon(markIcon(m_look, encoderMark(id)));
}

} // namespace lab
