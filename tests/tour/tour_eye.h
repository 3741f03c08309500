#pragma once

#include <QSize>

#include <string>
#include <vector>

class QWidget;

namespace lab::tour {

/// What is wrong with the look of \p window that can be measured, one sentence each: it is not of the size
/// that was asked for, a page scrolls sideways, a text or control on show has less room than it needs, or two
/// of them lie over one another.
std::vector<std::string> flaws(QWidget& window, QSize wanted);

} // namespace lab::tour
