#pragma once

#include "core/store/checkpoint_repository.h"

#include <QDialog>

#include <optional>
#include <vector>

class QPushButton;
class QTableWidget;

namespace lab {

class Look;
class LookLabel;
class Studio;

/// The checkpoints of the run on show as a table, with their size: a branch, the Inspect workspace or a model
/// file can begin at each, and a kept one can be removed. It follows the run on show and blocks nothing.
class CheckpointDialog : public QDialog {
    Q_OBJECT
public:
    CheckpointDialog(const Look& look, Studio& studio, QWidget* parent);

    /// Shows the dialog of \p window, made on the first call.
    static void showOver(QWidget* window, const Look& look, Studio& studio);

private:
    void createTable();
    void createButtons();
    QPushButton* addButton(const char* name, const QString& text, const QString& tip);
    void fill();
    void followChoice();
    [[nodiscard]] std::optional<CheckpointInfo> chosen() const;
    void exportModel();
    void remove();

    const Look& m_look;
    Studio& m_studio;
    std::vector<CheckpointInfo> m_rows;
    LookLabel *m_title = nullptr, *m_total = nullptr;
    QTableWidget* m_table = nullptr;
    QPushButton *m_branch = nullptr, *m_inspect = nullptr, *m_export = nullptr, *m_remove = nullptr;
};

} // namespace lab
