#pragma once

#include <QWidget>

#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace lab {

class Look;

/// Zones side by side, each scrolling up and down by itself, with hairlines between them. Where they have no
/// room they stand in two columns or in one, so that nothing is cut and nothing scrolls sideways.
class FoldingColumns : public QWidget {
    Q_OBJECT
public:
    explicit FoldingColumns(const Look& look, QWidget* parent = nullptr);

    /// A further zone; \p stretch is its share of the width. \returns the column that takes its widgets.
    QVBoxLayout* addZone(int stretch);
    /// In how many columns the zones stand now.
    [[nodiscard]] int columns() const { return m_columns; }
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Column {
        QScrollArea* area;
        QVBoxLayout* zones;
        QWidget* line; ///< on its left; none before the first
        int stretch;
    };
    void fold();
    [[nodiscard]] int zoneWidth(std::size_t zone, int columns) const;
    /// Width that the zones need in \p columns columns.
    [[nodiscard]] int widthIn(int columns) const;

    const Look& m_look;
    std::vector<Column> m_places;
    std::vector<QWidget*> m_zones;
    int m_columns = 0;
};

} // namespace lab
