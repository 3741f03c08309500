#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

namespace lab {

class Look;

/// Figures of a side pane in small tables: headings, rows with a mark and a name, numbers in columns at the
/// right. Figures of others (the paper's) stand in muted.
class FactList : public QWidget {
    Q_OBJECT
public:
    struct Fact {
        enum class Kind { Heading, Columns, Row, Note } kind = Kind::Row;
        QString name;
        QStringList numbers; ///< right-aligned, the last at the right edge
        int colour = -1;     ///< slot of a mark before the name, −1 = none
        bool strong = false;
        bool foreignEverySecond = false; ///< every second number is somebody else's
    };
    explicit FactList(const Look& look, QWidget* parent = nullptr);

    void setFacts(std::vector<Fact> facts);
    [[nodiscard]] const std::vector<Fact>& facts() const { return m_facts; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    /// Name of the row at a place of the widget, whole; empty elsewhere.
    [[nodiscard]] QString nameAt(const QPoint& place) const;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] int heightOf(const Fact& fact) const;
    void drawFact(QPainter& painter, const Fact& fact, const QRect& row) const;

    const Look& m_look;
    std::vector<Fact> m_facts;
};

} // namespace lab
