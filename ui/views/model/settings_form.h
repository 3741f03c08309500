#pragma once

#include "ui/words/settings_fields.h"
#include "workbench/model_summary.h"

#include <QWidget>

#include <functional>
#include <set>
#include <string>
#include <vector>

class QVBoxLayout;

namespace lab {

class Look;
class LookLabel;
class SectionHeader;

/// Settings of a run as fields under headings, or as plain rows when the run is there already. A field that
/// is wrong says why below itself; one that means nothing with the other settings is disabled and its tooltip
/// says why. The rows of an encoder's own numbers follow the encoder.
class SettingsForm : public QWidget {
    Q_OBJECT
public:
    /// The field "dim" is called \p prefix + "dim", which keeps the forms of a window apart.
    SettingsForm(const Look& look, QString prefix, std::vector<SettingsSection> sections,
                 QWidget* parent = nullptr);

    /// \p locked: rows instead of fields, but for those named in \p open.
    void show(const RunConfig& config, bool locked, const std::set<std::string>& open = {});
    void setProblems(const std::vector<ConfigProblem>& problems);
    /// The word at the right end of the first heading.
    void setNote(const QString& note);

    /// A wheel that scrolls the pane must not change the field it comes across.
    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void edited(const lab::RunConfig& config);

private:
    struct Row {
        SettingsField field;
        QWidget* label;
        QWidget* editor;
        LookLabel* value;
        LookLabel* problem;
        std::function<void(const RunConfig&)> load;
        QString help;
    };
    struct Block {
        SettingsSection section;
        SectionHeader* header;
        QWidget* rows;
    };
    void createRows(const Block& block);
    void rebuild(const RunConfig& config);
    void addRow(const Block& block, const SettingsField& field);
    [[nodiscard]] QWidget* makeEditor(const SettingsField& field, QWidget* parent, Row& row);
    [[nodiscard]] QWidget* makeInteger(const SettingsField& field, QWidget* parent, Row& row);
    [[nodiscard]] QWidget* makeReal(const SettingsField& field, QWidget* parent, Row& row);
    [[nodiscard]] QWidget* makeChoice(const SettingsField& field, QWidget* parent, Row& row);
    [[nodiscard]] QWidget* makeSwitch(const SettingsField& field, QWidget* parent, Row& row);
    [[nodiscard]] QWidget* makeFile(const SettingsField& field, QWidget* parent, Row& row);
    void alignEditors();
    void edit(const SettingsField& field, const QVariant& value);

    const Look& m_look;
    QString m_prefix;
    std::vector<Block> m_blocks;
    std::vector<Row> m_rows;
    RunConfig m_config;
    std::string m_encoder = m_config.model.encoder; ///< whose rows are there
    bool m_loading = false;
};

} // namespace lab
