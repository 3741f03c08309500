#pragma once

#include <QLayout>
#include <QWidget>

#include <vector>

namespace lab {

class Exportable;

/// A workspace of the window. It builds itself from the studio and follows it; the window may throw it away
/// and make it anew at any time (another language, another size of type), so whatever must last is kept by
/// the studio.
class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(QWidget* parent = nullptr) : QWidget(parent) {
        setAutoFillBackground(true);
        setBackgroundRole(QPalette::Base);
    }

    /// The least height in which it can be used; with more room it takes more, with less the window scrolls.
    [[nodiscard]] int heightForWidth(int width) const override {
        return layout() != nullptr && layout()->hasHeightForWidth() ? layout()->minimumHeightForWidth(width)
                                                                    : QWidget::heightForWidth(width);
    }

    /// Its views that can be exported, in the order in which they stand.
    [[nodiscard]] virtual std::vector<Exportable*> exportables() { return {}; }
};

} // namespace lab
