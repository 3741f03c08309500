#include "ui/views/welcome.h"

#include "ui/look.h"
#include "ui/views/look_label.h"

#include <QAction>
#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace lab {

Welcome::Welcome(const Look& look, QAction* openData, QAction* openLab, QWidget* parent)
    : QWidget(parent), m_look(look) {
    setObjectName(QStringLiteral("welcome"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(look.u(4), look.u(2), look.u(4), look.u(2));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(look.u(4));
    grid->setVerticalSpacing(look.u(2));
    column->addStretch(1);
    column->addLayout(grid);
    column->addStretch(2);
    m_demo =
        addWay(*grid, "welcomeDemo", tr("Watch attention learn"),
               tr("A small Fastformer learns to give product reviews their stars. It takes half a minute, "
                  "and you see which words it looks at while it learns."),
               tr("Train the demo"));
    connect(m_demo, &QPushButton::clicked, this, &Welcome::demoWanted);
    const QPushButton* ownTexts = addWay(
        *grid, "welcomeData", tr("Use your own texts"),
        tr("CSV, TSV, JSON lines, IMDB folders, Amazon reviews, AG News, gzipped or not. You see what is "
           "in the file before anything is stored."),
        openData->text());
    connect(ownTexts, &QPushButton::clicked, openData, &QAction::trigger);
    const QPushButton* otherLab =
        addWay(*grid, "welcomeLab", tr("Go on with another lab"),
               tr("A lab file holds data, runs, their curves, weights and attention. It opens in a window of "
                  "its own; this one stays."),
               openLab->text());
    connect(otherLab, &QPushButton::clicked, openLab, &QAction::trigger);
}

QPushButton* Welcome::addWay(QGridLayout& grid, const char* name, const QString& title,
                             const QString& sentence, const QString& button) {
    const int place = grid.count() > 0 ? grid.columnCount() + 1 : 0;
    if (place > 0)
        grid.addWidget(new Hairline(m_look, Qt::Vertical, this), 0, place - 1, 3, 1);
    grid.addWidget(new LookLabel(m_look, Type::Strong, Role::Text, title, this), 0, place);
    auto* text = new LookLabel(m_look, Type::Body, Role::Muted, sentence, this);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    grid.addWidget(text, 1, place);
    auto* made = new QPushButton(button, this);
    made->setObjectName(QString::fromLatin1(name));
    made->setToolTip(sentence);
    made->setAccessibleDescription(sentence);
    grid.addWidget(made, 2, place, Qt::AlignLeft);
    grid.setColumnStretch(place, 1);
    return made;
}

void Welcome::setDemoPossible(bool possible) {
    m_demo->setEnabled(possible);
}

} // namespace lab
