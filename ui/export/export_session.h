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

    /// Has \p write, which owns all it uses, make the file. What it returns is said with saved().
    using Write = std::function<QString(const QString& path, const ExportControl& control)>;
    void saveFile(const QString& path, Write write);
    /// Ends what is being written or waits to be; nothing of it stays.
    void cancel();

    void saveFigure(const Figure& figure, FigureFormat format, double scale, const QString& path);
    void saveNumbers(Numbers numbers, NumberFormat format, const QString& path);
    /// At two pixels for each device-independent one.
    void copyFigure(const Figure& figure);
    /// As comma-separated text.
    void copyNumbers(Numbers numbers);

signals:
    /// While a file takes its time, some ten times a second.
    void progress(const QString& path, double share);
    /// \p remark: a sentence about what is in it, usually none.
    void saved(const QString& path, const QString& remark = {});
    void cancelled();
    void copied(const QString& title);
    /// One sentence that names the file, or what is wrong with the picture.
    void failed(const QString& message);

private:
    void save(const QString& path, std::function<void(QIODevice&, const ExportControl&)> write);
    [[nodiscard]] ExportControl control(const QString& path);

    std::stop_source m_stop;
    Worker m_worker;
};

} // namespace lab
