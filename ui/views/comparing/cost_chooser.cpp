#include "ui/views/comparing/cost_chooser.h"

#include "ui/look/look.h"
#include "ui/models/run_model.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/section_header.h"
#include "ui/words/format.h"

#include <QDateTime>
#include <QGridLayout>
#include <QStandardItemModel>
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

} // namespace

CostChooser::CostChooser(const Look& look, CostChoice& choice, QWidget* parent)
    : ChooserPane(look, parent), m_choice(choice) {
    addSection(tr("Timings"));
    addStored("timingList", tr("Stored timings"), tr("Nothing measured yet."));
    createEncoders();
    createSharings();
    createLengths();
    column().addStretch(1);
}

QSize CostChooser::sizeHint() const {
    return {look().u(56), look().u(150)};
}

void CostChooser::createEncoders() {
    m_encoderHeader = addSection(tr("Encoders"));
    auto* grid = new QGridLayout;
    grid->setContentsMargins(look().u(3), 0, look().u(3), look().u(1));
    grid->setVerticalSpacing(look().u(1));
    grid->setColumnStretch(0, 1);
    for (const EncoderSpec& spec : builtinEncoders().all()) {
        auto* time = new LookLabel(look(), Type::Secondary, Role::Muted, {}, widget());
        const int row = grid->rowCount();
        grid->addWidget(makeEncoderBox("costEncoder_", spec, m_choice.encoders), row, 0);
        grid->addWidget(time, row, 1, Qt::AlignRight);
        m_times.emplace(spec.id, time);
    }
    column().addLayout(grid);
}

void CostChooser::createSharings() {
    addSection(tr("Sharing"));
    const struct {
        Sharing sharing;
        QString text, help;
    } choices[] = {
        {Sharing::None, tr("none"), tr("Each map has its own parameters")},
        {Sharing::QueryValue, tr("query = value"), tr("Fastformer; the others are measured without sharing")},
        {Sharing::QueryValueHead, tr("query = value + all heads"), tr("Fastformer alone offers this")},
        {Sharing::QueryValueLayer, tr("query = value + all layers"), tr("For the others: all layers alike")}};
    auto* rows = new QVBoxLayout;
    rows->setContentsMargins(look().u(3), 0, look().u(3), look().u(1));
    rows->setSpacing(look().u(1));
    for (const auto& choice : choices)
        rows->addWidget(
            makeBox(QStringLiteral("costSharing_") + QString::fromLatin1(toString(choice.sharing)),
                    choice.text, choice.help, m_choice.sharings, choice.sharing));
    column().addLayout(rows);
}

void CostChooser::createLengths() {
    addSection(tr("Lengths"))->setNote(tr("tokens"));
    auto* grid = new QGridLayout;
    grid->setContentsMargins(look().u(3), 0, look().u(3), look().u(1));
    grid->setVerticalSpacing(look().u(1));
    int place = 0;
    for (std::int64_t length = 128; length <= 65'536; length *= 2, ++place)
        grid->addWidget(makeBox(QStringLiteral("costLength_%1").arg(length), formatCount(length),
                                tr("Texts of %1 tokens").arg(formatCount(length)), m_choice.lengths, length),
                        place / 2, place % 2);
    column().addLayout(grid);
}

void CostChooser::setSheets(const std::vector<CostSheet>& sheets, int current) {
    QList<QStandardItem*> items;
    for (const CostSheet& sheet : sheets) {
        auto* item = new QStandardItem(when(sheet.set.updated));
        item->setData(QString::fromStdString(sheet.set.place.device).toUpper() + QStringLiteral(" · ") +
                          QString::number(sheet.set.place.threads),
                      NumberRole);
        item->setToolTip(QString::fromStdString(sheet.set.place.build));
        items << item;
    }
    setStored(items, current);
}

void CostChooser::setTimes(const std::map<std::string, double>& seconds, std::int64_t length) {
    m_encoderHeader->setNote(seconds.empty() ? QString() : tr("ms, %1").arg(formatCount(length)));
    for (const auto& [id, label] : m_times) {
        const auto found = seconds.find(id);
        label->setText(found == seconds.end() ? QString() : formatTick(found->second * 1e3));
    }
}

} // namespace lab
