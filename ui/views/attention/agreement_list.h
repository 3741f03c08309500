#pragma once

#include "ui/export/exportable.h"

#include <QWidget>

namespace lab {

class Look;

/// How far other numbers put the tokens in the same order as an explanation: one row each with a bar and
/// Spearman's rank correlation. Below 0 the bar is orange: the order is turned round.
class AgreementList : public QWidget, public Exportable {
    Q_OBJECT
public:
    struct Row {
        QString name, key; ///< for the person, and for exported numbers
        double value = 0;  ///< −1 to 1; NaN = none
    };
    explicit AgreementList(const Look& look, QWidget* parent = nullptr);
    void setRows(std::vector<Row> rows);
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

    void setExportCaption(const QString& caption) { m_caption = caption; }
    [[nodiscard]] QString exportTitle() const override;
    [[nodiscard]] QString exportCaption() const override { return m_caption; }
    [[nodiscard]] bool exportable() const override { return !m_rows.empty(); }
    [[nodiscard]] QSize exportSize() const override { return sizeHint(); }
    void paintExport(QPainter& painter, const QRect& place) override;
    [[nodiscard]] NumberTable exportNumbers() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Look& m_look;
    std::vector<Row> m_rows;
    QString m_caption;
};

} // namespace lab
