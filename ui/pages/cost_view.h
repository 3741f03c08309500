#pragma once

#include "ui/bridge/cost_session.h"
#include "ui/export/exportable.h"
#include "ui/studio/cost_choice.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QPushButton;
class QStackedWidget;

namespace lab {

class Actions;
class CostChart;
class CostChooser;
class FactList;
class Look;
class LookLabel;
class PartBars;
class Studio;

/// Is it really faster, and from which length on? Time and memory of encoders over the length as they are
/// measured and by definition, where the time goes, and the ratios beside the paper's.
class CostView : public QWidget {
    Q_OBJECT
public:
    CostView(const Look& look, Studio& studio, Actions& actions, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<Exportable*> exportables();
    /// Chooses the pass and the quantity on show; stands beside the page's tabs.
    [[nodiscard]] QWidget* makeTools(QWidget* parent);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void createActions(Actions& actions);
    [[nodiscard]] QWidget* createCentre();
    void createParts(QBoxLayout* column);
    [[nodiscard]] QWidget* createFigures();
    void connectSession();
    void measure(bool fresh);
    void exportTable();
    void takeSheets(const std::vector<CostSheet>& sheets);
    void refresh();
    /// Said where the chosen length has no parts: at which lengths there are some.
    static QString notMeasuredNote(const std::vector<CostLine>& lines);
    void showParts(const std::vector<CostLine>& lines);
    void showFigures(const std::vector<CostLine>& lines);
    void followState();
    [[nodiscard]] std::vector<CostRequest> requests(bool fresh) const;
    [[nodiscard]] std::vector<CostLine> chosenLines() const;
    [[nodiscard]] const CostSheet* sheet() const;
    [[nodiscard]] QString whyNot() const;

    const Look& m_look;
    Studio& m_studio;
    CostChoice& m_choice;
    std::vector<CostSheet> m_sheets;
    int m_current = 0;
    QAction *m_measure, *m_again, *m_cancel, *m_export;
    QAction *m_inference, *m_training, *m_time, *m_memory;
    CostChooser* m_chooser = nullptr;
    QStackedWidget* m_stack = nullptr;
    QBoxLayout* m_body = nullptr; ///< chart and figures
    QWidget* m_figures = nullptr;
    CostChart* m_chart = nullptr;
    PartBars* m_parts = nullptr;
    FactList* m_facts = nullptr;
    QComboBox* m_at = nullptr;
    LookLabel *m_place = nullptr, *m_partsNote = nullptr, *m_why = nullptr;
};

} // namespace lab
