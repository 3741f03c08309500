#pragma once

#include "ui/bridge/record_session.h"

#include <QWidget>

#include <vector>

class QLineEdit;
class QTableWidget;

namespace lab {

class Look;
class LookLabel;

/// The words of a data set's training part: what a typed text is cut into, which of its tokens a model would
/// know, and how often each word occurs.
class VocabularyView : public QWidget {
    Q_OBJECT
public:
    VocabularyView(const Look& look, RecordSession& session, QWidget* parent = nullptr);

    /// Another data set, or another way of cutting texts, is open.
    void renew();

private:
    [[nodiscard]] QWidget* createCut();
    [[nodiscard]] QWidget* createWords();
    [[nodiscard]] QTableWidget* createTable(const char* name, const QString& accessibleName);
    void fill(QTableWidget* table, const std::vector<WordRow>& words);

    const Look& m_look;
    RecordSession& m_session;
    QLineEdit *m_text = nullptr, *m_search = nullptr;
    QTableWidget *m_tokens = nullptr, *m_words = nullptr;
    LookLabel *m_about = nullptr, *m_total = nullptr;
};

} // namespace lab
