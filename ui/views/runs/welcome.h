#pragma once

#include <QScrollArea>

#include <vector>

class QAction;
class QGridLayout;
class QPushButton;

namespace lab {

class Look;

/// Three clear ways to begin: watch the demo learn, use one's own texts, open another lab. Side by side where
/// there is room, else one below the other; it scrolls rather than cutting its words.
class Welcome : public QScrollArea {
    Q_OBJECT
public:
    /// The last two buttons do what \p openData and \p openLab do.
    Welcome(const Look& look, QAction* openData, QAction* openLab, QWidget* parent = nullptr);

    /// While another run is at work the demo cannot begin.
    void setDemoPossible(bool possible);

signals:
    void demoWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Way {
        QWidget *line, *title, *text;
        QPushButton* button;
    };
    QPushButton* addWay(const char* name, const QString& title, const QString& sentence,
                        const QString& button);
    void arrange(bool beside);

    const Look& m_look;
    QGridLayout* m_grid = nullptr;
    std::vector<Way> m_ways;
    bool m_beside = false;
    QPushButton* m_demo = nullptr;
};

} // namespace lab
