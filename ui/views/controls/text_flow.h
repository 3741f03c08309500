#pragma once

#include <QFont>
#include <QHash>
#include <QRect>
#include <QStringList>

#include <vector>

namespace lab {

/// Breaks tokens into lines, some at a time, so that a text of any length is never in the way of the window.
class TextFlow {
public:
    struct Measure {
        QFont font;
        int margin = 0;  ///< left and right
        int above = 0;   ///< the first line
        int padding = 0; ///< left and right of a token
        int space = 0;   ///< between tokens
        int line = 0;    ///< distance of lines
        int box = 0;     ///< height of a token's box
    };
    void restart(const Measure& measure, int width);
    /// Places up to \p most more of \p tokens. Returns whether all are placed.
    bool advance(const QStringList& tokens, int most);

    /// Of the tokens placed so far.
    [[nodiscard]] const std::vector<QRect>& places() const { return m_places; }
    [[nodiscard]] int height() const { return m_y + m_measure.line + m_measure.above; }
    /// The first token whose box reaches down to \p y; the number of placed tokens if none does.
    [[nodiscard]] int firstAt(int y) const;
    /// The token at \p point, −1 = none.
    [[nodiscard]] int at(QPoint point) const;

private:
    Measure m_measure;
    int m_width = 0, m_x = 0, m_y = 0;
    std::vector<QRect> m_places;
    QHash<QString, int> m_advances; ///< texts repeat their words
};

} // namespace lab
