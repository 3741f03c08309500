#pragma once

#include <QColor>
#include <QRect>
#include <QStringList>

#include <vector>

class QPainter;

namespace lab {

class Look;

/// Draws the predicted probabilities of the classes in one line: name, bar, value; the winner in \p winner
/// and semi-bold. When they do not all fit, the likeliest stay, in the order of the classes, and "+ n" says
/// the rest.
void paintClassBars(QPainter& painter, const QRect& rect, const Look& look, const QStringList& names,
                    const std::vector<float>& probabilities, const QColor& winner);

/// The classes paintClassBars shows when \p room of them fit: the likeliest ones, in class order.
std::vector<int> shownClasses(const std::vector<float>& probabilities, int room);

} // namespace lab
