#include "ui/views/controls/short_spin.h"

#include <QRegularExpression>

namespace lab {

ShortSpin::ShortSpin(QWidget* parent) : QDoubleSpinBox(parent) {
    setDecimals(12); // of what is kept, not of what is shown
}

QString ShortSpin::textFromValue(double value) const {
    return QString::number(value, 'g', 6);
}

double ShortSpin::valueFromText(const QString& text) const {
    if (!specialValueText().isEmpty() && text == specialValueText())
        return minimum();
    return QString(text).replace(u',', u'.').toDouble();
}

QValidator::State ShortSpin::validate(QString& text, int& position) const {
    Q_UNUSED(position);
    if (!specialValueText().isEmpty() && specialValueText().startsWith(text))
        return text == specialValueText() ? QValidator::Acceptable : QValidator::Intermediate;
    static const QRegularExpression kUnfinished(QStringLiteral("^[0-9]*[.,]?[0-9]*([eE][-+]?[0-9]*)?$"));
    if (!kUnfinished.match(text).hasMatch())
        return QValidator::Invalid;
    bool number = false;
    const double value = QString(text).replace(u',', u'.').toDouble(&number);
    return number && value >= minimum() && value <= maximum() ? QValidator::Acceptable
                                                              : QValidator::Intermediate;
}

QSize ShortSpin::sizeHint() const {
    // The base class makes room for every decimal that is kept.
    const QSize hint = QDoubleSpinBox::sizeHint();
    const int digits = fontMetrics().horizontalAdvance(QStringLiteral("0.000001"));
    return {std::min(hint.width(), digits + 3 * hint.height()), hint.height()};
}

} // namespace lab
