#pragma once

#include "ui/bridge/duel_session.h"
#include "ui/models/comparison.h"

#include <QTimer>
#include <QWidget>

#include <optional>
#include <utility>

class QAction;
class QComboBox;
class QLineEdit;
class QListWidget;
class QStackedWidget;

namespace lab {

class Actions;
class DuelStrip;
class Look;
class LookLabel;
class ScaleLegend;

/// The lower part of the Compare workspace: one text through runs A and B, by example or typed, and the test
/// examples on which they disagree.
class DuelPane : public QWidget {
    Q_OBJECT
public:
    /// \p comparison says which runs A and B are and must outlive it.
    DuelPane(const Look& look, const QString& labPath, Comparison& comparison, Actions& actions,
             QWidget* parent = nullptr);

    [[nodiscard]] DuelStrip& strip() const { return *m_strip; }

signals:
    void failed(const QString& message);

private:
    void createActions(Actions& actions);
    [[nodiscard]] QWidget* createHeader();
    [[nodiscard]] QWidget* createBody();
    void connectSession();
    void followPair();
    void followEntries();
    void fillRuns(QComboBox* choice, std::int64_t run);
    void choosePair();
    /// Another moment of the runs: other weights read.
    void followMoment();
    [[nodiscard]] std::pair<DuelSide, DuelSide> sides() const;
    void forgetFound();
    void showExample(int example);
    void go(int direction);
    void read();
    void takeSearch(const Disagreements& found);
    void setSearching(bool searching);
    [[nodiscard]] QString caption() const;

    const Look& m_look;
    Comparison& m_comparison;
    QAction *m_swap = nullptr, *m_find = nullptr, *m_cancel = nullptr, *m_previous = nullptr,
            *m_next = nullptr;
    QComboBox *m_a = nullptr, *m_b = nullptr;
    QLineEdit* m_text = nullptr;
    LookLabel *m_note = nullptr, *m_weightNote = nullptr, *m_foundNote = nullptr;
    ScaleLegend *m_weights = nullptr, *m_differences = nullptr;
    QWidget *m_legends = nullptr, *m_cancelButton = nullptr;
    QListWidget* m_list = nullptr;
    QStackedWidget* m_stack = nullptr;
    DuelStrip* m_strip = nullptr;
    DuelExamples m_examples; ///< of A, or of the A before until those of this one are there
    std::vector<Disagreement> m_found;
    std::int64_t m_steps = 0;              ///< of A and B together, to see that one of them has gone on
    std::pair<DuelSide, DuelSide> m_sides; ///< what was read last
    int m_example = -1;                    ///< of m_examples; −1 = the person's own text
    QTimer m_typing;
    DuelSession m_session;
};

} // namespace lab
