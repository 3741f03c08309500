#include "ui/export/export_session.h"

#include "core/base/error.h"
#include "core/store/atomic_file.h"
#include "ui/export/number_text.h"

#include <QBuffer>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>

#include <algorithm>
#include <atomic>
#include <stop_token>

namespace lab {
namespace {

constexpr double kClipboardScale = 2;
constexpr int kPollMs = 100;

/// Bytes in memory that take no more after a stop, so that what writes them gives up.
class StoppableBuffer : public QBuffer {
public:
    explicit StoppableBuffer(std::stop_token stop) : m_stop(std::move(stop)) { open(WriteOnly); }

protected:
    qint64 writeData(const char* bytes, qint64 count) override {
        return m_stop.stop_requested() ? -1 : QBuffer::writeData(bytes, count);
    }

private:
    std::stop_token m_stop;
};

} // namespace

struct ExportSession::Job {
    QString title;
    std::stop_source stop = {};
    std::atomic<double> share = -1;
    std::atomic<bool> written = false; ///< a file is there: too late to cancel it

    void checkStop() const {
        if (stop.stop_requested())
            throw Cancelled();
    }
    /// Takes the progress of numbers.
    [[nodiscard]] RowProgress teller() {
        return [this](double done) {
            checkStop();
            share = done;
        };
    }
    [[nodiscard]] ExportControl control() { return {stop.get_token(), teller()}; }
    /// The table with the rows that are fetched only now.
    [[nodiscard]] NumberTable filled(NumberTable table) {
        if (table.later)
            table.rows = table.later(control());
        return table;
    }
};

ExportSession::ExportSession(QObject* parent) : QObject(parent) {
    m_poll.setInterval(kPollMs);
    connect(&m_poll, &QTimer::timeout, this, &ExportSession::progressed);
}

ExportSession::~ExportSession() {
    m_worker.finish();
}

std::optional<ExportSession::Progress> ExportSession::progress() const {
    if (m_jobs.empty())
        return std::nullopt;
    return Progress{m_jobs.front()->title, m_jobs.front()->share, static_cast<int>(m_jobs.size()) - 1};
}

void ExportSession::run(const QString& title, std::function<Worker::Continuation(Job&)> make) {
    auto job = std::make_shared<Job>();
    job->title = title;
    m_jobs.push_back(job);
    m_poll.start();
    m_worker.run(
        [this, job, make = std::move(make)](const std::stop_token&) -> Worker::Continuation {
            job->checkStop();
            try {
                return [this, job, done = make(*job)] {
                    end(job);
                    if (job->written || !job->stop.stop_requested())
                        done();
                };
            } catch (const Error&) {
                job->checkStop(); // it failed because it was stopped
                throw;
            }
        },
        [this, job](const QString& message) {
            end(job);
            emit failed(message);
        });
}

void ExportSession::end(const std::shared_ptr<Job>& job) {
    std::erase(m_jobs, job);
    if (m_jobs.empty())
        m_poll.stop();
    emit progressed();
}

void ExportSession::cancel() {
    if (m_jobs.empty())
        return;
    const QString title = m_jobs.front()->title;
    for (const auto& job : m_jobs)
        job->stop.request_stop();
    m_jobs.clear();
    m_poll.stop();
    emit progressed();
    emit cancelled(title);
}

void ExportSession::saveFile(const QString& title, const QString& path, std::function<QString(Job&)> write) {
    run(title, [this, path, write = std::move(write)](Job& job) -> Worker::Continuation {
        const QString remark = write(job);
        job.written = true;
        return [this, path, remark] { emit saved(path, remark); };
    });
}

void ExportSession::saveFile(const QString& path, Write write) {
    saveFile(QFileInfo(path).fileName(), path,
             [path, write = std::move(write)](Job& job) { return write(path, job.control()); });
}

void ExportSession::save(const QString& title, const QString& path,
                         std::function<void(QIODevice&, Job&)> write) {
    saveFile(title, path, [path, write = std::move(write)](Job& job) {
        AtomicFile file(path.toStdString());
        StoppableBuffer bytes(job.stop.get_token());
        write(bytes, job);
        job.checkStop();
        file.write(bytes.data().constData(), static_cast<std::size_t>(bytes.size()));
        job.checkStop();
        file.commit();
        return QString();
    });
}

void ExportSession::saveFigure(const Figure& figure, FigureFormat format, double scale, const QString& path) {
    save(figure.title, path,
         [figure, format, scale](QIODevice& device, Job&) { writeFigure(figure, format, scale, device); });
}

void ExportSession::saveNumbers(Numbers numbers, NumberFormat format, const QString& path) {
    const auto shared = std::make_shared<const Numbers>(std::move(numbers));
    save(shared->title, path, [shared, format](QIODevice& device, Job& job) {
        const NumberTable table = job.filled(shared->table);
        device.write(format == NumberFormat::Csv
                         ? numbersAsCsv(table, job.teller())
                         : numbersAsJson(table, shared->title, shared->caption, job.teller()));
    });
}

void ExportSession::copyFigure(const Figure& figure) {
    run(figure.title, [this, figure](Job&) -> Worker::Continuation {
        return [this, title = figure.title, image = figureImage(figure, kClipboardScale)] {
            QGuiApplication::clipboard()->setImage(image);
            emit copied(title);
        };
    });
}

void ExportSession::copyNumbers(Numbers numbers) {
    const auto shared = std::make_shared<const Numbers>(std::move(numbers));
    run(shared->title, [this, shared](Job& job) -> Worker::Continuation {
        return [this, title = shared->title,
                text = QString::fromUtf8(numbersAsCsv(job.filled(shared->table), job.teller()))] {
            QGuiApplication::clipboard()->setText(text);
            emit copied(title);
        };
    });
}

} // namespace lab
