#pragma once

#include "ui/bridge/worker.h"
#include "ui/export/exportable.h"
#include "ui/export/figure.h"

#include <functional>

namespace lab {

/// Makes files and clipboard contents of figures and numbers on a thread of its own. A file is there whole or
/// not at all.
class ExportSession : public QObject {
    Q_OBJECT
public:
    explicit ExportSession(QObject* parent = nullptr);
    /// Writes first what is still to be written: a file that was asked for is not lost with the window.
    ~ExportSession() override;

    [[nodiscard]] bool busy() const { return m_worker.busy(); }

    enum class NumberFormat { Csv, Json };
    struct Numbers {
        NumberTable table;
        QString title, caption;
    };

    void saveFigure(const Figure& figure, FigureFormat format, double scale, const QString& path);
    void saveNumbers(Numbers numbers, NumberFormat format, const QString& path);
    /// At two pixels for each device-independent one.
    void copyFigure(const Figure& figure);
    /// As comma-separated text.
    void copyNumbers(Numbers numbers);

signals:
    void saved(const QString& path);
    void copied(const QString& title);
    /// One sentence that names the file, or what is wrong with the picture.
    void failed(const QString& message);

private:
    void save(const QString& path, std::function<void(QIODevice&)> write);

    Worker m_worker;
};

} // namespace lab
