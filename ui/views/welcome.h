#pragma once

#include <QWidget>

class QAction;
class QGridLayout;
class QPushButton;

namespace lab {

class Look;

/// Three clear ways to begin, side by side: watch the demo learn, use one's own texts, open another lab.
class Welcome : public QWidget {
    Q_OBJECT
public:
    /// The last two buttons do what \p openData and \p openLab do.
    Welcome(const Look& look, QAction* openData, QAction* openLab, QWidget* parent = nullptr);

    /// While another run is at work the demo cannot begin.
    void setDemoPossible(bool possible);

signals:
    void demoWanted();

private:
    QPushButton* addWay(QGridLayout& grid, const char* name, const QString& title, const QString& sentence,
                        const QString& button);

    const Look& m_look;
    QPushButton* m_demo = nullptr;
};

} // namespace lab
