#pragma once

#include <QPainter>
#include <QRect>
#include <QSize>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <functional>
#include <stop_token>
#include <vector>

namespace lab {

/// How the making of a file is told to stop and tells how far it is. On the thread that writes.
struct ExportControl {
    std::stop_token stop;                   ///< when asked for, throw Cancelled
    std::function<void(double)> progress{}; ///< share that is done, 0..1
};

/// The numbers behind a view, one row a record. Cells are numbers, texts, or invalid where nothing was
/// measured.
struct NumberTable {
    QStringList columns; ///< names as in the command line's JSON, so that both can be joined
    std::vector<std::vector<QVariant>> rows;
    /// Makes the rows where the view does not hold them, on the thread that writes them.
    std::function<std::vector<std::vector<QVariant>>(const ExportControl&)> later{};
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
