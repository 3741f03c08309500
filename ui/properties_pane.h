#pragma once

#include <QScrollArea>

#include <vector>

class QPushButton;

namespace lab {

class Actions;
class Look;
class LookLabel;
class RunTitle;
class SectionHeader;
class SettingsForm;
class SharingDiagram;
class SharingOption;
class SizeBar;
class Studio;

/// The right pane: what is on show, its settings, its parameter sharing with live counts, its size and work.
class PropertiesPane : public QScrollArea {
    Q_OBJECT
public:
    PropertiesPane(const Look& look, Studio& studio, const Actions& actions, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

private:
    void createTitle();
    void createSharing();
    void createSize();
    void createWorkRow(const QString& label, LookLabel*& value);
    void add(QWidget* widget);
    void refresh();
    void showCounts(bool locked);

    const Look& m_look;
    Studio& m_studio;
    RunTitle* m_title = nullptr;
    SectionHeader* m_modelHeader = nullptr;
    SettingsForm* m_form = nullptr;
    std::vector<SharingOption*> m_sharing;
    SharingDiagram* m_diagram = nullptr;
    SizeBar* m_size = nullptr;
    LookLabel *m_forward = nullptr, *m_training = nullptr;
    QPushButton* m_newRun = nullptr;
};

} // namespace lab
