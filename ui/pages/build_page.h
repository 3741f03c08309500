#pragma once

#include "core/config/run_config.h"
#include "ui/pages/page.h"

#include <map>
#include <string>

class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace lab {

class Actions;
class LayerDiagram;
class Look;
class LookLabel;
class SettingsForm;
class SharingChooser;
class SizePanel;
class StackDiagram;
class Studio;

/// Set up the next run: which encoder, its sharing, every setting with its problems, what a layer and the
/// stack look like, and what it all costs. A run that is there shows how it was built.
class BuildPage : public Page {
    Q_OBJECT
public:
    BuildPage(const Look& look, Studio& studio, Actions& actions, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<Exportable*> exportables() override;

private:
    [[nodiscard]] QWidget* createHead(Actions& actions);
    void createEncoders(Actions& actions);
    void createPresets(Actions& actions);
    void createModel(QVBoxLayout* column);
    void createStructure(QVBoxLayout* column);
    void createSize(QVBoxLayout* column, const Actions& actions);
    void chooseEncoder(const std::string& id);
    void refresh();
    void showHead(bool locked);
    void showStructure();

    const Look& m_look;
    Studio& m_studio;
    std::map<std::string, QAction*> m_encoders;
    std::map<std::string, QAction*> m_presets;
    QToolButton* m_preset = nullptr;
    QPushButton* m_newRun = nullptr;
    LookLabel* m_reference = nullptr;
    SettingsForm *m_model = nullptr, *m_training = nullptr;
    SharingChooser* m_sharing = nullptr;
    LayerDiagram* m_layer = nullptr;
    StackDiagram* m_stack = nullptr;
    SizePanel* m_size = nullptr;
};

} // namespace lab
