#pragma once

#include "core/inspect/attention_map.h"
#include "ui/pages/inspect_actions.h"
#include "ui/pages/page.h"

class QAction;
class QBoxLayout;
class QComboBox;
class QLineEdit;
class QStackedWidget;
class QToolButton;

namespace lab {

class Actions;
class ClassList;
class Explaining;
class InspectDetails;
class InspectMap;
class Inspection;
class Look;
class LookLabel;
class MessageLine;
class Studio;
class TintedText;

/// Look closely at one text: its words tinted by their weights, every layer and head as a map, the chosen
/// token's standing in numbers and how widely each head looks. The text may be edited; the reading follows.
class InspectPage : public Page {
    Q_OBJECT
public:
    InspectPage(const Look& look, Studio& studio, Actions& actions, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<Exportable*> exportables() override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    [[nodiscard]] QWidget* createReading();
    [[nodiscard]] QWidget* createHeader();
    [[nodiscard]] QWidget* createTextZone();
    void connectActions();
    void connectHeads();
    void connectExplaining();
    void connectSelection();
    void connectViews();
    /// They mean nothing while the page is not on show.
    void disableActions();
    void followExamples();
    void followText();
    void showMap(const AttentionMap& map, std::int64_t step);
    void clearMap();
    void showTint();
    /// The line under exported pictures: run, step, example.
    void setCaptions(std::int64_t step);
    [[nodiscard]] QString verdictOn(const AttentionMap& map) const;
    void chooseToken(int token);
    /// Another head: the map, the tint and the selection follow.
    void followHead();
    void followFilter();
    void followWeights();
    /// Marks the chosen head and token in the map of another text.
    void showChoice();
    void explainText();
    void jumpToMaximum(int step);

    const Look& m_look;
    Studio& m_studio;
    Actions& m_actions;
    InspectActions m_own;
    Inspection* m_inspection;
    Explaining* m_explaining;
    AttentionMap m_map;
    int m_token = -1;
    bool m_picked = false; ///< the person chose the token; else it is the one with the largest pooling weight
    QStackedWidget* m_stack = nullptr;
    LookLabel *m_title = nullptr, *m_about = nullptr, *m_verdict = nullptr, *m_filter = nullptr;
    QToolButton* m_allExamples = nullptr;
    MessageLine* m_message = nullptr;
    QLineEdit* m_edit = nullptr;
    QComboBox *m_tint = nullptr, *m_weights = nullptr;
    TintedText* m_text = nullptr;
    InspectMap* m_mapView = nullptr;
    ClassList* m_classes = nullptr;
    InspectDetails* m_details = nullptr;
};

} // namespace lab
