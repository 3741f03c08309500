#include "ui/views/controls/message_line.h"

#include "ui/look/look.h"
#include "ui/views/controls/look_label.h"
#include "ui/words/core_sentences.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace lab {

MessageLine::MessageLine(const Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_text(new LookLabel(look, Type::Body, Role::Negative, {}, this)) {
    setObjectName(QStringLiteral("messageLine"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(look.u(4), look.u(1), look.u(2), look.u(1));
    m_text->setWordWrap(true); // a sentence is shown whole, in two lines if it must
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_text, 1);
    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("dismissMessage"));
    close->setIcon(look.icon(QStringLiteral("close")));
    close->setToolTip(tr("Dismiss this message"));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    row->addWidget(close, 0, Qt::AlignTop);
    setMinimumHeight(look.u(7));
    hide();
}

void MessageLine::showProblem(const QString& message) {
    QString sentence = coreSentence(message);
    if (!sentence.isEmpty())
        sentence[0] = sentence[0].toUpper();
    m_text->setText(QStringLiteral("▾ ") + sentence);
    setAccessibleName(sentence);
    show();
}

QString MessageLine::text() const {
    return isVisible() ? m_text->text() : QString();
}

void MessageLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, m_look.u(0.75), height()), m_look.colour(Role::Negative));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_look.colour(Role::Line));
}

} // namespace lab
