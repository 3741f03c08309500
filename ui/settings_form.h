#pragma once

#include "core/train/run_config.h"
#include "workbench/model_summary.h"

#include <QWidget>

#include <functional>
#include <set>
#include <string>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QSpinBox;

namespace lab {

class Look;
class LookLabel;

/// The settings of the next run as fields, or of a run that is there as plain rows. A field that is wrong
/// says why below itself.
class SettingsForm : public QWidget {
    Q_OBJECT
public:
    explicit SettingsForm(const Look& look, QWidget* parent = nullptr);

    /// \p locked: rows instead of fields, but for those named in \p open.
    void show(const RunConfig& config, bool locked, const std::set<std::string>& open = {});
    void setProblems(const std::vector<ConfigProblem>& problems);

    /// A wheel that scrolls the pane must not change the field it comes across.
    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void edited(const lab::RunConfig& config);

private:
    struct Row {
        const char* field; ///< as ConfigProblem names it
        QWidget* label;
        QWidget* editor;
        LookLabel* value;
        LookLabel* problem;
        std::function<QString(const RunConfig&)> text;
        std::function<void(const RunConfig&)> load;
    };
    using Getter = std::function<int(const RunConfig&)>;
    using Setter = std::function<void(RunConfig&, int)>;
    struct Number {
        const char* field;
        QString label, help;
        int least = 1, most = 1, step = 1;
        Getter get;
        Setter set;
    };
    struct Choice {
        const char* field;
        QString label, help;
        QStringList texts;
        Getter get;
        Setter set;
    };
    [[nodiscard]] QString inWords(QString message) const;
    void createModel();
    void createTraining();
    void addNumber(const Number& number);
    void addChoice(const Choice& choice);
    void addDropout();
    void addRow(const char* field, const QString& label, const QString& help, QWidget* editor,
                std::function<QString(const RunConfig&)> text, std::function<void(const RunConfig&)> load);
    void edit(const std::function<void(RunConfig&)>& change);

    const Look& m_look;
    QGridLayout* m_grid;
    std::vector<Row> m_rows;
    RunConfig m_config;
    bool m_loading = false;
};

} // namespace lab
