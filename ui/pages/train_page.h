#pragma once

#include "core/inspect/attention_map.h"
#include "ui/pages/page.h"

class QAction;
class QLineEdit;
class QStackedWidget;

namespace lab {

class Actions;
class AttentionStrip;
class CurveBoard;
class EmptyState;
class Look;
class LookLabel;
class MessageLine;
class ScaleControl;
struct RunTrace;
class Studio;
class Welcome;

/// Watch a run learn: loss and accuracy on top, the attention of the probes below, and a text of one's own.
class TrainPage : public Page {
    Q_OBJECT
public:
    TrainPage(const Look& look, Studio& studio, Actions& actions, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<Exportable*> exportables() override;

private:
    [[nodiscard]] QWidget* createProbes(const Actions& actions);
    [[nodiscard]] QWidget* createOwnText(const Actions& actions);
    void connectStudio();
    void createWelcome(const Actions& actions);
    /// Nothing has been trained or chosen in this lab yet, or the person wants to see the ways to begin.
    [[nodiscard]] bool welcomes() const;
    void trainDemo();
    void connectScale(const Actions& actions);
    void refill();
    void showFailure(const RunTrace& trace);
    void showSnapshot();
    void showOwnText(const AttentionMap& map, std::int64_t step);
    void clearOwnText();
    void rescale();

    const Look& m_look;
    Studio& m_studio;
    MessageLine* m_failure = nullptr;
    std::int64_t m_watched = 0; ///< the run that was watched while it trained; 0 = another is on show since
    CurveBoard* m_board = nullptr;
    AttentionStrip *m_strip = nullptr, *m_ownStrip = nullptr;
    ScaleControl* m_scale = nullptr;
    QStackedWidget *m_stripStack = nullptr, *m_ownStack = nullptr;
    Welcome* m_welcome = nullptr;
    QAction* m_welcomeAction = nullptr;
    bool m_welcomeWanted = false, m_welcomeClosed = false; ///< by the person
    LookLabel *m_stripNote = nullptr, *m_ownNote = nullptr;
    QLineEdit* m_ownText = nullptr;
};

} // namespace lab
