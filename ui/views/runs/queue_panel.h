#pragma once

#include <QWidget>

#include <vector>

class QCheckBox;
class QPushButton;
class QSpinBox;
class QTableView;
class QTableWidget;

namespace lab {

class Look;
class LookLabel;
class Studio;
struct RunGrid;

/// Trains a grid of runs with one click: sharing modes, encoders and seeds on the left, what waits and trains
/// in the middle, mean and deviation of each setting on the right, filling as runs finish.
class QueuePanel : public QWidget {
    Q_OBJECT
public:
    QueuePanel(const Look& look, Studio& studio, QWidget* parent = nullptr);

signals:
    void closed();

private:
    void createButtons();
    [[nodiscard]] QWidget* createGrid();
    [[nodiscard]] QWidget* createList();
    [[nodiscard]] QWidget* createResults();
    [[nodiscard]] QPushButton* button(const char* name, const QString& text, const QString& tip);
    [[nodiscard]] RunGrid grid() const;
    void followGrid();
    void followQueue();

    const Look& m_look;
    Studio& m_studio;
    std::vector<QCheckBox*> m_sharings, m_encoders;
    QSpinBox* m_seeds = nullptr;
    QPushButton *m_add = nullptr, *m_cancel = nullptr, *m_cancelAll = nullptr, *m_clear = nullptr,
                *m_goOn = nullptr;
    LookLabel* m_note = nullptr;
    QTableView* m_list = nullptr;
    QTableWidget* m_results = nullptr;
};

} // namespace lab
