#pragma once

#include "datasets/reader.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QPushButton;
class QTableWidget;

namespace lab {

class Look;
class LookLabel;

/// What was found in a file and which columns are to be read, before it becomes a data set. Lies over the
/// page, blocks nothing.
class ImportPanel : public QWidget {
    Q_OBJECT
public:
    explicit ImportPanel(const Look& look, QWidget* parent = nullptr);

    void show(const QString& spec, const SourcePreview& preview);
    [[nodiscard]] DataConfig config() const;

signals:
    void accepted(const lab::DataConfig& config, const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void createButtons();
    void fillRows(const SourcePreview& preview);
    void check();

    const Look& m_look;
    LookLabel *m_title, *m_found, *m_problem;
    QTableWidget* m_table;
    QPushButton* m_use = nullptr;
    std::vector<QComboBox*> m_roles;
    QString m_spec;
    std::vector<std::string> m_columns;
    bool m_named = false; ///< columns go by name, not by number
};

} // namespace lab
