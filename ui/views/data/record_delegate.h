#pragma once

#include <QStringList>
#include <QStyledItemDelegate>

namespace lab {

class Look;

/// Draws the cells of the record table and opens their editors: a box of the classes or the parts, and
/// several lines for a text, where Enter ends, Shift+Enter begins a line and Escape gives up.
class RecordDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    RecordDelegate(const Look& look, QObject* parent);

    void setLabels(const QStringList& labels) { m_labels = labels; }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    [[nodiscard]] QWidget* createBox(QWidget* parent, const QStringList& items, const char* name,
                                     const QString& what) const;

    const Look& m_look;
    QStringList m_labels;
};

} // namespace lab
