#pragma once

#include <QPainter>
#include <QRect>
#include <QSize>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <vector>

namespace lab {

/// The numbers behind a view, one row a record. Cells are numbers, texts, or invalid where nothing was
/// measured.
struct NumberTable {
    QStringList columns; ///< names as in the command line's JSON, so that both can be joined
    std::vector<std::vector<QVariant>> rows;
};

/// A view that can leave the program: as a picture drawn with vectors and real text, and as its numbers. GUI
/// thread.
class Exportable {
public:
    virtual ~Exportable() = default;

    /// What it is called in menus and in the name of the file: "Attention map".
    [[nodiscard]] virtual QString exportTitle() const = 0;
    /// What it shows, for the line under the picture: run, step, example. Program and version are added.
    [[nodiscard]] virtual QString exportCaption() const = 0;
    /// There is something to export.
    [[nodiscard]] virtual bool exportable() const = 0;
    /// Size that shows all of it, in device-independent pixels.
    [[nodiscard]] virtual QSize exportSize() const = 0;
    /// Draws it into \p place, without cursor or focus.
    virtual void paintExport(QPainter& painter, const QRect& place) = 0;
    [[nodiscard]] virtual NumberTable exportNumbers() const = 0;
};

} // namespace lab
