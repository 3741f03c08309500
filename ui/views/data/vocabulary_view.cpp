#include "ui/views/data/vocabulary_view.h"

#include "ui/look/look.h"
#include "ui/views/controls/look_label.h"
#include "ui/words/format.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lab {
namespace {

enum Column { WordColumn, IdColumn, CountColumn, Columns };

} // namespace

VocabularyView::VocabularyView(const Look& look, RecordSession& session, QWidget* parent)
    : QWidget(parent), m_look(look), m_session(session) {
    setObjectName(QStringLiteral("vocabularyView"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(look.u(4), look.u(2), look.u(4), look.u(2));
    row->setSpacing(look.u(6));
    row->addWidget(createCut(), 1);
    row->addWidget(createWords(), 1);
    connect(&session, &RecordSession::cutArrived, this,
            [this](const QString& text, const std::vector<WordRow>& words) {
                if (text != m_text->text())
                    return;
                fill(m_tokens, words);
                const auto unknown = std::count_if(words.begin(), words.end(),
                                                   [](const WordRow& word) { return !word.known; });
                m_about->setText(words.empty()
                                     ? tr("Type a text to see what a model would read.")
                                     : tr("%1 tokens, %2 of them unknown")
                                           .arg(formatCount(static_cast<std::int64_t>(words.size())),
                                                formatCount(unknown)));
            });
    connect(&session, &RecordSession::wordsListed, this,
            [this](const std::vector<WordRow>& words, std::int64_t total) {
                fill(m_words, words);
                const auto shown = static_cast<std::int64_t>(words.size());
                m_total->setText(
                    shown < total ? tr("the first %1 of %2 words").arg(formatCount(shown), formatCount(total))
                                  : tr("%1 words").arg(formatCount(total)));
            });
}

QTableWidget* VocabularyView::createTable(const char* name, const QString& accessibleName) {
    auto* table = new QTableWidget(0, Columns, this);
    table->setObjectName(QString::fromLatin1(name));
    table->setAccessibleName(accessibleName);
    table->setHorizontalHeaderLabels({tr("token"), tr("id"), tr("in training")});
    for (int column = 0; column < Columns; ++column)
        table->horizontalHeaderItem(column)->setTextAlignment(
            (column == WordColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    table->horizontalHeader()->setSectionResizeMode(WordColumn, QHeaderView::Stretch);
    table->horizontalHeader()->resizeSection(IdColumn, m_look.u(20));
    table->horizontalHeader()->resizeSection(CountColumn, m_look.u(24));
    table->horizontalHeader()->setHighlightSections(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(m_look.u(6));
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setTabKeyNavigation(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    return table;
}

QWidget* VocabularyView::createCut() {
    auto* zone = new QWidget(this);
    auto* column = new QVBoxLayout(zone);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_look.u(1.5));
    column->addWidget(new LookLabel(m_look, Type::Strong, Role::Text, tr("What a text is cut into"), zone));
    m_text = new QLineEdit(zone);
    m_text->setObjectName(QStringLiteral("cutText"));
    m_text->setAccessibleName(tr("Text to cut into tokens"));
    m_text->setPlaceholderText(tr("Type a text"));
    connect(m_text, &QLineEdit::textChanged, &m_session, &RecordSession::cut);
    column->addWidget(m_text);
    m_about = new LookLabel(m_look, Type::Secondary, Role::Muted,
                            tr("Type a text to see what a model would read."), zone);
    m_about->setObjectName(QStringLiteral("cutAbout"));
    m_about->setWordWrap(true);
    column->addWidget(m_about);
    m_tokens = createTable("cutTokens", tr("Tokens of the text"));
    column->addWidget(m_tokens, 1);
    return zone;
}

QWidget* VocabularyView::createWords() {
    auto* zone = new QWidget(this);
    auto* column = new QVBoxLayout(zone);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_look.u(1.5));
    auto* title =
        new LookLabel(m_look, Type::Strong, Role::Text, tr("Vocabulary of the training part"), zone);
    title->setWordWrap(true);
    column->addWidget(title);
    m_search = new QLineEdit(zone);
    m_search->setObjectName(QStringLiteral("wordSearch"));
    m_search->setAccessibleName(tr("Words to find in the vocabulary"));
    m_search->setPlaceholderText(tr("Find a word"));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, &m_session, &RecordSession::listWords);
    column->addWidget(m_search);
    m_total = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, zone);
    m_total->setObjectName(QStringLiteral("wordTotal"));
    m_total->setWordWrap(true);
    column->addWidget(m_total);
    m_words = createTable("wordTable", tr("Words of the training part, the most frequent first"));
    column->addWidget(m_words, 1);
    return zone;
}

void VocabularyView::fill(QTableWidget* table, const std::vector<WordRow>& words) {
    table->setRowCount(static_cast<int>(words.size()));
    for (int row = 0; row < table->rowCount(); ++row) {
        const WordRow& word = words[static_cast<std::size_t>(row)];
        const QString cells[] = {word.token, word.known ? formatCount(word.id) : tr("unknown"),
                                 word.known ? formatCount(word.count) : QStringLiteral("0")};
        for (int column = 0; column < Columns; ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setTextAlignment((column == WordColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
            if (!word.known)
                item->setForeground(m_look.colour(Role::Negative));
            table->setItem(row, column, item);
        }
    }
}

void VocabularyView::renew() {
    m_session.cut(m_text->text());
    m_session.listWords(m_search->text());
}

} // namespace lab
