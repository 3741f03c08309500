#include "ui/views/comparing/chooser_pane.h"

#include "core/encoders/encoder.h"
#include "ui/look/look.h"
#include "ui/look/run_mark.h"
#include "ui/views/controls/content_list.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/section_header.h"
#include "ui/words/encoder_names.h"

#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace lab {

ChooserPane::ChooserPane(const Look& look, QWidget* parent)
    : QScrollArea(parent), m_look(look), m_model(new QStandardItemModel(this)) {
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* pane = new QWidget(this);
    for (QWidget* each : std::initializer_list<QWidget*>{pane, this, viewport()})
        each->setBackgroundRole(QPalette::Window);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, look.u(2));
    column->setSpacing(0);
    setWidget(pane);
    connect(&look, &Look::changed, this, &ChooserPane::restyle);
}

QVBoxLayout& ChooserPane::column() const {
    return *static_cast<QVBoxLayout*>(widget()->layout());
}

SectionHeader* ChooserPane::addSection(const QString& title) {
    auto* header = new SectionHeader(m_look, title, SectionHeader::Place::Navigator, widget());
    column().addWidget(header);
    return header;
}

void ChooserPane::addStored(const char* name, const QString& accessibleName, const QString& none) {
    m_list = new ContentList(m_look, m_model, widget());
    m_list->setObjectName(QString::fromLatin1(name));
    m_list->setAccessibleName(accessibleName);
    m_list->setIndentation(0);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { emit storedChosen(index.row()); });
    column().addWidget(m_list);
    m_none = new LookLabel(m_look, Type::Secondary, Role::Muted, none, widget());
    m_none->setContentsMargins(m_look.u(3), 0, m_look.u(3), m_look.u(1));
    column().addWidget(m_none);
}

void ChooserPane::setStored(const QList<QStandardItem*>& items, int current) {
    const QSignalBlocker quiet(m_list->selectionModel());
    m_model->clear();
    for (QStandardItem* item : items)
        m_model->appendRow(item);
    m_list->setCurrentIndex(m_model->index(current, 0));
    m_list->setVisible(!items.empty());
    m_none->setVisible(items.empty());
}

QCheckBox* ChooserPane::makeEncoderBox(const char* prefix, const EncoderSpec& spec,
                                       std::set<std::string>& ticked) {
    QCheckBox* box =
        makeBox(QString::fromLatin1(prefix) + QString::fromStdString(spec.id),
                QString::fromStdString(spec.title), QString::fromStdString(spec.reference), ticked, spec.id);
    m_encoders.emplace(spec.id, box);
    box->setIcon(runMarkIcon(m_look, encoderMark(spec.id)));
    return box;
}

void ChooserPane::restyle() {
    for (const auto& [id, box] : m_encoders)
        box->setIcon(runMarkIcon(m_look, encoderMark(id)));
}

} // namespace lab
