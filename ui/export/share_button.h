#pragma once

#include <QToolButton>

namespace lab {

class Look;

/// The share icon at the upper right of a view that can be exported: opens the view's export menu, the same
/// as a right click on the view.
class ShareButton : public QToolButton {
    Q_OBJECT
public:
    /// \p view an Exportable that is a widget.
    ShareButton(const Look& look, QWidget* view, QWidget* parent);
};

} // namespace lab
