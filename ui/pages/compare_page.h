#pragma once

#include "ui/models/comparison.h"
#include "ui/pages/page.h"

class QAction;
class QComboBox;
class QStackedWidget;

namespace lab {

class Actions;
class CompareTable;
class DuelPane;
class Look;
class LookLabel;
class MessageLine;
class OverlayChart;
class SeedDots;
class Studio;

/// The Compare workspace: curves of the chosen runs over each other, test accuracy of every seed, and the
/// table of what differs. Runs come by an action on the list of runs or by dragging them here.
class ComparePage : public Page {
    Q_OBJECT
public:
    ComparePage(const Look& look, Studio& studio, Actions& actions, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<Exportable*> exportables() override;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    [[nodiscard]] QWidget* createCurves();
    [[nodiscard]] QWidget* createDots();
    [[nodiscard]] QWidget* createTable();
    [[nodiscard]] QComboBox* createChoice(const char* name, const QString& accessibleName,
                                          const QStringList& entries, QWidget* parent);
    void createActions(Actions& actions);
    void connectComparison();
    void followEntries();
    void followView();
    void followChosen();
    void fillTable();
    /// The values at the pointer, or what the curves are.
    void tell();
    [[nodiscard]] QString caption() const;

    const Look& m_look;
    Studio& m_studio;
    Comparison& m_comparison;
    QAction *m_compareData = nullptr, *m_remove = nullptr, *m_clear = nullptr, *m_reference = nullptr,
            *m_onlyDifferences = nullptr, *m_paper = nullptr;
    QStackedWidget* m_stack = nullptr;
    MessageLine* m_message = nullptr;
    LookLabel *m_curveTitle = nullptr, *m_curveNote = nullptr, *m_tableNote = nullptr;
    QComboBox *m_metric = nullptr, *m_axis = nullptr, *m_moment = nullptr;
    OverlayChart* m_curves = nullptr;
    SeedDots* m_dots = nullptr;
    CompareTable* m_table = nullptr;
    DuelPane* m_duel = nullptr;
    double m_pointed = -1; ///< x at the pointer; below 0: it is elsewhere
};

} // namespace lab
