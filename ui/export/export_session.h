#pragma once

#include "ui/bridge/worker.h"
#include "ui/export/exportable.h"
#include "ui/export/figure.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace lab {

/// Makes files and clipboard contents of figures and numbers on a thread of its own. A file is there whole or
/// not at all; one that was there before stays as it was until then. GUI thread.
class ExportSession : public QObject {
    Q_OBJECT
public:
    explicit ExportSession(QObject* parent = nullptr);
    /// Writes first what is still to be written: a file that was asked for is not lost with the window.
    ~ExportSession() override;

    /// Also while what was cancelled comes to its end.
    [[nodiscard]] bool busy() const { return m_worker.busy(); }

    struct Progress {
        QString title;     ///< of the view, or the name of the file
        double share = -1; ///< of its rows, 0 to 1; negative: not known, as of a picture
        int waiting = 0;   ///< how many come after it
    };
    /// What is being made; none when nothing is, or when it was cancelled.
    [[nodiscard]] std::optional<Progress> progress() const;

    enum class NumberFormat { Csv, Json };
    struct Numbers {
        NumberTable table;
        QString title, caption;
    };

    /// Has \p write, which owns all it uses, make the file; what it writes is there whole or not at all. The
    /// sentence that it returns is said with saved().
    using Write = std::function<QString(const QString& path, const ExportControl& control)>;
    void saveFile(const QString& path, Write write);
    void saveFigure(const Figure& figure, FigureFormat format, double scale, const QString& path);
    void saveNumbers(Numbers numbers, NumberFormat format, const QString& path);
    /// At two pixels for each device-independent one.
    void copyFigure(const Figure& figure);
    /// As comma-separated text.
    void copyNumbers(Numbers numbers);
    /// Ends what is being made and forgets what waits: nothing of it is written.
    void cancel();

signals:
    /// \p remark: a sentence about what is in it, usually none.
    void saved(const QString& path, const QString& remark = {});
    void copied(const QString& title);
    /// One sentence that names the file, or what is wrong with the picture.
    void failed(const QString& message);
    void cancelled(const QString& title);
    /// Of what takes longer than a moment, and once more at its end.
    void progressed();

private:
    struct Job;
    /// \p make runs on the thread and returns what is to be done with its result.
    void run(const QString& title, std::function<Worker::Continuation(Job&)> make);
    void save(const QString& title, const QString& path, std::function<void(QIODevice&, Job&)> write);
    void saveFile(const QString& title, const QString& path, std::function<QString(Job&)> write);
    void end(const std::shared_ptr<Job>& job);

    std::vector<std::shared_ptr<Job>> m_jobs; ///< in the order in which they are made
    QTimer m_poll;
    Worker m_worker; ///< last: its thread uses the jobs
};

} // namespace lab
