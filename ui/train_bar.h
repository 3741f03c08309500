#pragma once

#include <QWidget>

class QAction;
class QComboBox;
class QPushButton;
class QToolButton;

namespace lab {

class Actions;
class Look;
class RunTitle;
class Studio;

/// The bar on top: the data of the next run, the one primary button, step, epoch, stop, learning rate,
/// threads.
class TrainBar : public QWidget {
    Q_OBJECT
public:
    TrainBar(const Look& look, Studio& studio, const Actions& actions, QWidget* parent = nullptr);

private:
    void createData();
    void createButtons();
    void addTool(QAction* action);
    void createRate();
    /// The field holds another rate, and it is the studio's from now on.
    bool takeRate();
    void chooseRate(const QString& rate);
    void createThreads();
    void followData();
    void followState();
    void followTimeline();

    const Look& m_look;
    Studio& m_studio;
    const Actions& m_actions;
    QComboBox *m_data = nullptr, *m_rate = nullptr, *m_threads = nullptr;
    QPushButton* m_primary = nullptr;
};

} // namespace lab
