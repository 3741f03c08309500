#pragma once

#include "core/inspect/attention_statistics.h"
#include "ui/export/exportable.h"

#include <QWidget>

class QTableWidget;

namespace lab {

class Look;
class LookLabel;

/// How widely each head looks: entropy in bits and the effective number of tokens, one row per layer, kind
/// and head. The chosen row is the head whose weights the page speaks of.
class HeadTable : public QWidget, public Exportable {
    Q_OBJECT
public:
    explicit HeadTable(const Look& look, QWidget* parent = nullptr);

    /// \p tokens: length of the text, from which the uniform baseline follows.
    void setStatistics(const std::vector<HeadStatistics>& statistics, int tokens);
    void setCurrent(int row);
    [[nodiscard]] int current() const;

    void setExportCaption(const QString& caption) { m_caption = caption; }
    [[nodiscard]] QString exportTitle() const override;
    [[nodiscard]] QString exportCaption() const override { return m_caption; }
    [[nodiscard]] bool exportable() const override { return !m_statistics.empty(); }
    [[nodiscard]] QSize exportSize() const override;
    void paintExport(QPainter& painter, const QRect& place) override;
    [[nodiscard]] NumberTable exportNumbers() const override;

signals:
    void currentChanged(int row);

private:
    const Look& m_look;
    LookLabel* m_baseline;
    QTableWidget* m_table;
    std::vector<HeadStatistics> m_statistics;
    QString m_caption;
};

/// "α  L1 · 2": weights, layer and head, both counted from 1.
QString headName(const HeadStatistics& head);

} // namespace lab
