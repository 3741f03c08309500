#pragma once

#include <initializer_list>

class QAction;
class QWidget;

namespace lab {

class Look;

/// Joined buttons for actions of which one is checked, in one frame.
QWidget* makeSegments(const Look& look, std::initializer_list<QAction*> actions, QWidget* parent);

} // namespace lab
