#include "ui/views/controls/section_header.h"

#include "ui/look/look.h"
#include "ui/views/controls/look_label.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>

namespace lab {

SectionHeader::SectionHeader(const Look& look, const QString& title, Place place, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_row(new QHBoxLayout(this)),
      m_note(new LookLabel(look, Type::Secondary, Role::Muted, {}, this)) {
    const int margin = look.u(place == Place::Navigator ? 3 : 3.5);
    m_row->setContentsMargins(margin, 0, place == Place::Navigator ? look.u(2) : margin, 0);
    m_row->setSpacing(look.u(1));
    auto* name =
        new LookLabel(look, Type::Heading, place == Place::Navigator ? Role::Muted : Role::Text, title, this);
    m_row->addWidget(name);
    m_row->addStretch();
    m_row->addWidget(m_note);
    setFixedHeight(look.u(7.5));
}

void SectionHeader::setNote(const QString& text) {
    m_note->setText(text);
}

QToolButton* SectionHeader::addAction(QAction* action) {
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setIconSize(QSize(m_look.u(3.5), m_look.u(3.5)));
    m_row->addWidget(button);
    return button;
}

} // namespace lab
