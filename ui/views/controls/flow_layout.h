#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace lab {

class Look;

/// Controls in a row that goes on in a further row where there is no room, so that large type or a small
/// window cuts nothing and widens nothing. What may expand (an elided label, a field) takes the room that is
/// left in its row; without one, a stretch does.
class FlowLayout : public QLayout {
    Q_OBJECT
public:
    /// \p spacing between controls and \p rowSpacing between rows, in pixels.
    FlowLayout(QWidget* parent, int spacing, int rowSpacing);
    ~FlowLayout() override;

    /// What follows stands on the right of its row.
    void addStretch();

    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    /// All in one row.
    [[nodiscard]] QSize sizeHint() const override;
    /// The widest of them alone, as high as the rows of the present width.
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& place) override;

private:
    struct Row {
        std::vector<QLayoutItem*> items;
        int width = 0;
    };
    [[nodiscard]] std::vector<Row> rowsIn(int width) const;
    /// Places the rows, or only measures them; returns the height they take.
    int arrange(const QRect& place, bool move) const;
    int arrangeRow(const Row& row, const QRect& place, bool move) const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
    int m_rowSpacing;
    int m_height = 0; ///< of the rows in the present width
};

/// Widgets that stay side by side where a flow breaks, such as a title and its field.
QWidget* together(const Look& look, std::initializer_list<QWidget*> widgets, QWidget* parent);

} // namespace lab
