#include "tests/tour/tour_eye.h"

#include "ui/pages/page.h"
#include "ui/views/controls/look_label.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>

namespace lab::tour {
namespace {

std::string nameOf(const QWidget& widget) {
    QString text;
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        text = label->text();
    else if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        text = button->text();
    else if (const auto* field = qobject_cast<const QLineEdit*>(&widget))
        text = field->text();
    QString place = widget.objectName();
    for (const QWidget* each = widget.parentWidget(); place.isEmpty() && each != nullptr;
         each = each->parentWidget())
        place = QStringLiteral("in ") + (each->objectName().isEmpty()
                                             ? QString::fromLatin1(each->metaObject()->className())
                                             : each->objectName());
    return (QString::fromLatin1(widget.metaObject()->className()) + u' ' + place + QStringLiteral(" “") +
            text.left(40) + u'”')
        .toStdString();
}

std::string pixels(int has, int needs) {
    return " has " + std::to_string(has) + " of " + std::to_string(needs) + " pixels";
}

/// The widgets, one in the other, for whose sake \p widget is no narrower.
std::string widestIn(const QWidget& widget) {
    const auto least = [](const QWidget& each) {
        return std::max(each.minimumWidth(), each.minimumSizeHint().width());
    };
    const QWidget* inner = nullptr;
    for (const QObject* each : widget.children())
        if (const auto* child = qobject_cast<const QWidget*>(each);
            child != nullptr && !child->isHidden() && !child->isWindow() &&
            (inner == nullptr || least(*child) > least(*inner)))
            inner = child;
    const std::string own =
        widget.objectName().isEmpty() ? widget.metaObject()->className() : widget.objectName().toStdString();
    return own + " " + std::to_string(least(widget)) +
           (inner != nullptr && 2 * least(*inner) > least(widget) ? " > " + widestIn(*inner) : "");
}

/// A control that says by its size hints what it needs, and does not shorten its text itself.
bool isControl(const QWidget& widget) {
    return qobject_cast<const QAbstractButton*>(&widget) != nullptr ||
           qobject_cast<const QComboBox*>(&widget) != nullptr ||
           qobject_cast<const QAbstractSpinBox*>(&widget) != nullptr;
}

void lookAtLabel(const QLabel& label, std::vector<std::string>& found) {
    const auto* own = qobject_cast<const LookLabel*>(&label);
    if (label.text().isEmpty() || (own != nullptr && own->isElided()))
        return;
    if (label.wordWrap() && label.height() + 1 < label.heightForWidth(label.width()))
        found.push_back(nameOf(label) + pixels(label.height(), label.heightForWidth(label.width())) +
                        " of height");
    if (!label.wordWrap() && label.width() + 1 < label.sizeHint().width())
        found.push_back(nameOf(label) + pixels(label.width(), label.sizeHint().width()) + " of width");
}

void lookAtControl(const QWidget& control, std::vector<std::string>& found) {
    const QSize least = control.minimumSizeHint().boundedTo(control.maximumSize());
    const bool fixed = control.minimumWidth() == control.maximumWidth(); // its owner knows the longest text
    if (!fixed && control.width() + 1 < least.width())
        found.push_back(nameOf(control) + pixels(control.width(), least.width()) + " of width");
    if (control.height() + 1 < least.height())
        found.push_back(nameOf(control) + pixels(control.height(), least.height()) + " of height");
}

void lookAtField(const QLineEdit& field, std::vector<std::string>& found) {
    const QWidget* owner = field.parentWidget();
    if (qobject_cast<const QAbstractSpinBox*>(owner) == nullptr &&
        qobject_cast<const QComboBox*>(owner) == nullptr)
        return;                // what is typed freely scrolls
    constexpr int kMargin = 2; // that a line edit keeps free on each side of its text
    const int needs = field.fontMetrics().horizontalAdvance(field.displayText()) + 2 * kMargin,
              has = field.width();
    if (has < needs)
        found.push_back(nameOf(*owner) + " “" + field.displayText().toStdString() + "”" + pixels(has, needs) +
                        " of width");
}

/// Labels and controls of one parent that cover one another.
void lookAtNeighbours(const QWidget& parent, std::vector<std::string>& found) {
    std::vector<const QWidget*> shown;
    for (const QObject* each : parent.children())
        if (const auto* widget = qobject_cast<const QWidget*>(each);
            widget != nullptr && widget->isVisible() &&
            (isControl(*widget) || qobject_cast<const QLabel*>(widget) != nullptr))
            shown.push_back(widget);
    for (std::size_t i = 0; i < shown.size(); ++i)
        for (std::size_t j = i + 1; j < shown.size(); ++j)
            if (shown[i]->geometry().intersects(shown[j]->geometry()))
                found.push_back(nameOf(*shown[i]) + " lies over " + nameOf(*shown[j]));
}

} // namespace

std::vector<std::string> flaws(QWidget& window, QSize wanted) {
    std::vector<std::string> found;
    if (window.size() != wanted)
        found.push_back("the window wants " + std::to_string(window.width()) + " × " +
                        std::to_string(window.height()) + " pixels: " + widestIn(window));
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->window() != window.window())
            continue;
        if (const auto* area = qobject_cast<const QScrollArea*>(widget);
            area != nullptr && qobject_cast<const Page*>(area->widget()) != nullptr &&
            area->horizontalScrollBar()->maximum() > 0)
            found.push_back("the page scrolls sideways: " + std::to_string(area->viewport()->width()) +
                            " of " + std::to_string(area->widget()->width()) +
                            " pixels: " + widestIn(*area->widget()));
        if (const auto* label = qobject_cast<const QLabel*>(widget))
            lookAtLabel(*label, found);
        else if (const auto* field = qobject_cast<const QLineEdit*>(widget))
            lookAtField(*field, found);
        else if (isControl(*widget))
            lookAtControl(*widget, found);
        lookAtNeighbours(*widget, found);
    }
    return found;
}

} // namespace lab::tour
