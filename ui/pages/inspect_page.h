#pragma once

#include "core/inspect/attention_statistics.h"
#include "core/train/events.h"
#include "ui/pages/page.h"

class QAction;
class QBoxLayout;
class QComboBox;
class QLineEdit;
class QToolButton;
class QStackedWidget;

namespace lab {

class Actions;
struct AttentionCell;
class AttentionStrip;
class HeadTable;
class Inspection;
class Look;
class LookLabel;
class MessageLine;
class ScaleControl;
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
    [[nodiscard]] QWidget* createMapZone();
    [[nodiscard]] QWidget* createDetails();
    [[nodiscard]] QWidget* createStandings(QWidget* pane);
    void connectActions();
    /// They mean nothing while the page is not on show.
    void disableActions();
    void followExamples();
    void followCell();
    void followText();
    void showMap(const AttentionMap& map, std::int64_t step);
    void clearMap();
    void showTint();
    /// The line under exported pictures: run, step, example.
    void setCaptions(std::int64_t step);
    void chooseToken(int token);
    void chooseCell(const AttentionCell& cell);
    void showToken();
    /// Value, rank and multiple of uniform of the chosen token, in the three cells of one row.
    void showStanding(LookLabel* const (&row)[4], const QString& name,
                      const std::vector<double>& weights) const;
    [[nodiscard]] std::vector<double> chosenHead() const;

    const Look& m_look;
    Studio& m_studio;
    Actions& m_actions;
    Inspection* m_inspection;
    AttentionMap m_map;
    std::vector<HeadStatistics> m_heads;
    int m_token = -1;
    bool m_picked = false; ///< the person chose the token; else it is the one with the largest pooling weight
    QStackedWidget *m_stack = nullptr, *m_mapStack = nullptr;
    QToolButton* m_cell = nullptr;
    LookLabel *m_title = nullptr, *m_about = nullptr, *m_verdict = nullptr, *m_step = nullptr;
    LookLabel *m_tokenTitle = nullptr, *m_tokenPlace = nullptr;
    LookLabel *m_tokenHead[4] = {}, *m_tokenPool[4] = {}; ///< name, value, rank, × uniform
    MessageLine* m_message = nullptr;
    QLineEdit* m_edit = nullptr;
    QComboBox* m_tint = nullptr;
    TintedText* m_text = nullptr;
    AttentionStrip* m_strip = nullptr;
    ScaleControl* m_scale = nullptr;
    HeadTable* m_headTable = nullptr;
};

} // namespace lab
