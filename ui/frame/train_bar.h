#pragma once

#include <QWidget>

#include <vector>

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
/// device. Where all of it has no room, its labels and the words of its small buttons go: icons, fields and
/// tooltips stay.
class TrainBar : public QWidget {
    Q_OBJECT
public:
    TrainBar(const Look& look, Studio& studio, const Actions& actions, QWidget* parent = nullptr);
    /// With every word.
    [[nodiscard]] QSize sizeHint() const override;
    /// Without the words that may go.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void measure();
    void setCompact(bool compact);
    void addLabel(const QString& text);
    void createData();
    void createButtons();
    void addTool(QAction* action);
    void createRate();
    /// The field holds another rate, and it is the studio's from now on.
    bool takeRate();
    void chooseRate(const QString& rate);
    void createDevice();
    void followData();
    [[nodiscard]] QString goingOn() const;
    void followState();
    void followTimeline();

    const Look& m_look;
    Studio& m_studio;
    const Actions& m_actions;
    QComboBox *m_data = nullptr, *m_rate = nullptr;
    QPushButton* m_primary = nullptr;
    std::vector<QWidget*> m_labels;
    std::vector<QToolButton*> m_tools;
    bool m_compact = false;
    int m_whole = 0, m_least = 0; ///< widths with all words and without those that may go
};

} // namespace lab
