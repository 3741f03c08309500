#pragma once

#include <QColor>
#include <QStringList>
#include <QWidget>

#include <vector>

namespace lab {

class Look;

/// The prediction for one text: a bar and a probability for each class, the winner in the colour of the run,
/// with its logit. When they do not all fit, the likeliest stay and "+ n" says the rest.
class ClassList : public QWidget {
    Q_OBJECT
public:
    explicit ClassList(const Look& look, QWidget* parent = nullptr);

    void setPrediction(const QStringList& names, const std::vector<float>& probabilities,
                       const std::vector<float>& logits);
    void setRunColour(const QColor& colour);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString nameOf(int index) const;
    void drawRow(QPainter& painter, const QRect& line, int index, bool wins) const;

    const Look& m_look;
    QStringList m_names;
    std::vector<float> m_probabilities, m_logits;
    QColor m_winner;
};

} // namespace lab
