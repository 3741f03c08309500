#include "ui/views/runs/welcome.h"

#include "ui/look/look.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/scrolled_page.h"

#include <QAction>
#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace lab {
namespace {

constexpr double kBeside = 150; // units of the look

} // namespace

Welcome::Welcome(const Look& look, QAction* openData, QAction* openLab, QWidget* parent)
    : QScrollArea(parent), m_look(look) {
    setObjectName(QStringLiteral("welcome"));
    QVBoxLayout* column = scrolledPage(*this, look);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(look.u(4));
    m_grid->setVerticalSpacing(look.u(2));
    column->addStretch(1);
    column->addLayout(m_grid);
    column->addStretch(2);
    m_demo =
        addWay("welcomeDemo", tr("Watch attention learn"),
               tr("A small Fastformer learns to give product reviews their stars. It takes half a minute, "
                  "and you see which words it looks at while it learns."),
               tr("Train the demo"));
    connect(m_demo, &QPushButton::clicked, this, &Welcome::demoWanted);
    const QPushButton* ownTexts = addWay(
        "welcomeData", tr("Use your own texts"),
        tr("CSV, TSV, JSON lines, IMDB folders, Amazon reviews, AG News, gzipped or not. You see what is "
           "in the file before anything is stored."),
        openData->text());
    connect(ownTexts, &QPushButton::clicked, openData, &QAction::trigger);
    const QPushButton* otherLab =
        addWay("welcomeLab", tr("Go on with another lab"),
               tr("A lab file holds data, runs, their curves, weights and attention. It opens in a window of "
                  "its own; this one stays."),
               openLab->text());
    connect(otherLab, &QPushButton::clicked, openLab, &QAction::trigger);
    arrange(true);
}

QPushButton* Welcome::addWay(const char* name, const QString& title, const QString& sentence,
                             const QString& button) {
    QWidget* page = widget();
    Way way{new Hairline(m_look, Qt::Vertical, page),
            new LookLabel(m_look, Type::Strong, Role::Text, title, page), nullptr,
            new QPushButton(button, page)};
    auto* text = new LookLabel(m_look, Type::Body, Role::Muted, sentence, page);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    way.text = text;
    way.button->setObjectName(QString::fromLatin1(name));
    way.button->setToolTip(sentence);
    way.button->setAccessibleDescription(sentence);
    m_ways.push_back(way);
    return way.button;
}

void Welcome::arrange(bool beside) {
    m_beside = beside;
    const auto count = static_cast<int>(m_ways.size());
    for (int i = 0; i < count; ++i) {
        const Way& way = m_ways[static_cast<std::size_t>(i)];
        const int row = beside ? 0 : 3 * i, column = beside ? 2 * i : 0;
        const bool divided = beside && i > 0;
        for (QWidget* each : {way.line, way.title, way.text, static_cast<QWidget*>(way.button)})
            m_grid->removeWidget(each);
        way.line->setVisible(divided);
        if (divided)
            m_grid->addWidget(way.line, 0, column - 1, 3, 1);
        m_grid->addWidget(way.title, row, column);
        m_grid->addWidget(way.text, row + 1, column);
        m_grid->addWidget(way.button, row + 2, column, Qt::AlignLeft);
        m_grid->setColumnStretch(2 * i, beside || i == 0 ? 1 : 0);
    }
}

void Welcome::resizeEvent(QResizeEvent* event) {
    if (const bool beside = width() >= m_look.u(kBeside); beside != m_beside)
        arrange(beside);
    QScrollArea::resizeEvent(event);
}

void Welcome::setDemoPossible(bool possible) {
    m_demo->setEnabled(possible);
}

} // namespace lab
