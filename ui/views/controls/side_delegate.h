#pragma once

#include <QStyledItemDelegate>

namespace lab {

class Look;

/// Draws a row of the navigator from the ListRole values of its model: check mark where the row has one, icon
/// or run mark, text (elided), number at the right end.
class SideDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit SideDelegate(const Look& look, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Where the check mark of a row in \p row stands; its click is the list's.
    [[nodiscard]] static QRect checkRect(const Look& look, const QRect& row);
    bool editorEvent(QEvent*, QAbstractItemModel*, const QStyleOptionViewItem&, const QModelIndex&) override {
        return false;
    }
    /// Rows that arrive anew are not written over what is being typed.
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

private:
    const Look& m_look;
};

} // namespace lab
