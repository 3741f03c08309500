#pragma once

#include "core/inspect/attention_statistics.h"

#include <QWidget>

class QAction;
class QComboBox;
class QStackedWidget;
class QToolButton;

namespace lab {

struct AttentionCell;
struct InspectActions;
class AttentionMatrix;
class AttentionMinimap;
class AttentionStrip;
class Explaining;
class Exportable;
class Look;
class LookLabel;
class ScaleControl;
class TokenModel;
class TokenTable;

/// The middle of the Inspect page: every layer and head of one text as a map, with an overview when it is
/// long and an explanation below, or the same in numbers as a table.
class InspectMap : public QWidget {
    Q_OBJECT
public:
    /// \p next: what the empty state offers.
    InspectMap(const Look& look, const InspectActions& actions, Explaining& explaining, QAction* next,
               QWidget* parent = nullptr);

    void showMap(const AttentionMap& map, std::int64_t step, const QStringList& classes);
    void clear();
    void setRunColour(const QColor& colour);
    void chooseToken(int token);
    void chooseHead(const HeadStatistics& head);
    void setExportCaption(const QString& caption);
    [[nodiscard]] std::vector<Exportable*> exportables() const;
    [[nodiscard]] ScaleControl& scale() const { return *m_scale; }

signals:
    void tokenChosen(int token);
    void headPicked(const std::string& kind, int layer, int head);

private:
    void addHeader(QWidget* header);
    void addViews(QAction* next);
    [[nodiscard]] QWidget* createExplainLine();
    [[nodiscard]] QComboBox* createChoice(const char* name, const QString& accessible,
                                          const QList<QAction*>& choices);
    void pickCell(const AttentionCell& cell);
    void followView();
    void showExplanation();
    void fillTable();
    /// The whole maps of the chosen head: one, or two for an encoder with two levels.
    void fillMatrices();

    const Look& m_look;
    const InspectActions& m_actions;
    Explaining& m_explaining;
    AttentionMap m_map;
    HeadStatistics m_head;
    QStringList m_labels;
    int m_token = -1;
    QStackedWidget* m_views = nullptr;
    LookLabel *m_step = nullptr, *m_explainNote = nullptr;
    QWidget* m_explainLine = nullptr;
    QToolButton *m_compute = nullptr, *m_stopComputing = nullptr;
    AttentionStrip* m_strip = nullptr;
    AttentionMinimap* m_minimap = nullptr;
    AttentionMatrix* m_matrices[2] = {};
    TokenModel* m_tokens = nullptr;
    TokenTable* m_table = nullptr;
    ScaleControl* m_scale = nullptr;
};

} // namespace lab
