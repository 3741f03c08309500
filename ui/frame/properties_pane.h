#pragma once

#include <QScrollArea>

class QPushButton;

namespace lab {

class Actions;
class Look;
class RunTitle;
class SettingsForm;
class SharingChooser;
class SizePanel;
class StackDiagram;
class Studio;

/// The right pane: what is on show, its settings, its parameter sharing with live counts, its size and work.
class PropertiesPane : public QScrollArea {
    Q_OBJECT
public:
    PropertiesPane(const Look& look, Studio& studio, const Actions& actions, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void createTitle();
    void createSharing();
    void createFoot(const Actions& actions);
    void placeFoot();
    void add(QWidget* widget);
    void refresh();

    const Look& m_look;
    Studio& m_studio;
    RunTitle* m_title = nullptr;
    SettingsForm* m_form = nullptr;
    SharingChooser* m_sharing = nullptr;
    StackDiagram* m_diagram = nullptr;
    SizePanel* m_size = nullptr;
    QWidget* m_foot = nullptr; ///< below what scrolls: its buttons are always there
};

} // namespace lab
