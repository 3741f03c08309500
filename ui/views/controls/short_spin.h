#pragma once

#include <QDoubleSpinBox>

namespace lab {

/// A field for a real number of any size that shows no more digits than the number has: 0.2, 1e-08.
class ShortSpin : public QDoubleSpinBox {
    Q_OBJECT
public:
    explicit ShortSpin(QWidget* parent = nullptr);

    [[nodiscard]] QString textFromValue(double value) const override;
    [[nodiscard]] double valueFromText(const QString& text) const override;
    [[nodiscard]] QValidator::State validate(QString& text, int& position) const override;
    [[nodiscard]] QSize sizeHint() const override;
};

} // namespace lab
