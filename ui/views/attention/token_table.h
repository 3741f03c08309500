#pragma once

#include "ui/export/exportable.h"

#include <QTableView>

namespace lab {

class Look;
class TokenModel;

/// The tokens of a text in numbers. A click on a heading sorts, Ctrl+C copies the chosen rows as a table for
/// a spreadsheet, and the row of the cursor is the chosen token.
class TokenTable : public QTableView, public Exportable {
    Q_OBJECT
public:
    TokenTable(const Look& look, TokenModel& tokens, QWidget* parent = nullptr);

    void setToken(int token);
    /// Tab-separated, with headings, numbers plain.
    [[nodiscard]] QString chosenRows() const;

    void setExportCaption(const QString& caption) { m_caption = caption; }
    [[nodiscard]] QString exportTitle() const override;
    [[nodiscard]] QString exportCaption() const override { return m_caption; }
    [[nodiscard]] bool exportable() const override;
    /// Of the first rows of a long text; the numbers are all of them.
    [[nodiscard]] QSize exportSize() const override;
    void paintExport(QPainter& painter, const QRect& place) override;
    [[nodiscard]] NumberTable exportNumbers() const override;

signals:
    void tokenChosen(int token);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    [[nodiscard]] int rowsInPicture() const;

    const Look& m_look;
    TokenModel& m_tokens;
    QString m_caption;
    bool m_quiet = false; ///< the program moves the cursor, not the person
};

} // namespace lab
