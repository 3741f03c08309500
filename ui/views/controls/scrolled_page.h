#pragma once

class QScrollArea;
class QVBoxLayout;
class QWidget;

namespace lab {

class Look;

/// Puts a page into \p area that is as wide as it and scrolls upright where it is higher, on the ground of
/// the views; returns its column, with margins and empty.
QVBoxLayout* scrolledPage(QScrollArea& area, const Look& look);

/// A column in \p widget without margins or gaps.
QVBoxLayout* plainColumn(QWidget* widget);

} // namespace lab
