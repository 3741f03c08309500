#include "ui/export/export_session.h"

#include "core/base/error.h"
#include "core/store/atomic_file.h"
#include "ui/export/number_text.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>

#include <chrono>
#include <memory>

namespace lab {
namespace {

constexpr double kClipboardScale = 2;
constexpr std::chrono::milliseconds kTellEvery(100);

void fill(NumberTable& table, const ExportControl& control) {
    if (table.later)
        table.rows = table.later(control);
}

} // namespace

ExportSession::ExportSession(QObject* parent) : QObject(parent) {}

ExportSession::~ExportSession() {
    m_worker.finish();
}

ExportControl ExportSession::control(const QString& path) {
    const auto last = std::make_shared<std::chrono::steady_clock::time_point>();
    return {m_stop.get_token(), [this, path, last](double share) {
                const auto now = std::chrono::steady_clock::now();
                if (now - *last < kTellEvery)
                    return;
                const bool first = last->time_since_epoch().count() == 0;
                *last = now;
                if (!first) // one that is done at once says nothing
                    QMetaObject::invokeMethod(
                        this, [this, path, share] { emit progress(path, share); }, Qt::QueuedConnection);
            }};
}

void ExportSession::cancel() {
    m_stop.request_stop();
    m_stop = std::stop_source();
}

void ExportSession::saveFile(const QString& path, Write write) {
    m_worker.run(
        [this, path, write = std::move(write),
         control = control(path)](const std::stop_token&) -> Worker::Continuation {
            try {
                if (control.stop.stop_requested())
                    throw Cancelled();
                return [this, path, remark = write(path, control)] { emit saved(path, remark); };
            } catch (const Cancelled&) {
                return [this] { emit cancelled(); };
            }
        },
        [this](const QString& message) { emit failed(message); });
}

void ExportSession::save(const QString& path, std::function<void(QIODevice&, const ExportControl&)> write) {
    saveFile(path, [write = std::move(write)](const QString& name, const ExportControl& control) {
        AtomicFile file(name.toStdString());
        QBuffer bytes;
        bytes.open(QIODevice::WriteOnly);
        write(bytes, control);
        file.write(bytes.data().constData(), static_cast<std::size_t>(bytes.size()));
        file.commit();
        return QString();
    });
}

void ExportSession::saveFigure(const Figure& figure, FigureFormat format, double scale, const QString& path) {
    save(path, [figure, format, scale](QIODevice& device, const ExportControl&) {
        writeFigure(figure, format, scale, device);
    });
}

void ExportSession::saveNumbers(Numbers numbers, NumberFormat format, const QString& path) {
    const auto shared = std::make_shared<Numbers>(std::move(numbers));
    save(path, [shared, format](QIODevice& device, const ExportControl& control) {
        fill(shared->table, control);
        device.write(format == NumberFormat::Csv
                         ? numbersAsCsv(shared->table)
                         : numbersAsJson(shared->table, shared->title, shared->caption));
    });
}

void ExportSession::copyFigure(const Figure& figure) {
    m_worker.run(
        [this, figure](const std::stop_token&) -> Worker::Continuation {
            return [this, title = figure.title, image = figureImage(figure, kClipboardScale)] {
                QGuiApplication::clipboard()->setImage(image);
                emit copied(title);
            };
        },
        [this](const QString& message) { emit failed(message); });
}

void ExportSession::copyNumbers(Numbers numbers) {
    m_worker.run(
        [this, shared = std::make_shared<Numbers>(std::move(numbers)),
         control = control({})](const std::stop_token&) -> Worker::Continuation {
            fill(shared->table, control);
            return [this, title = shared->title, text = QString::fromUtf8(numbersAsCsv(shared->table))] {
                QGuiApplication::clipboard()->setText(text);
                emit copied(title);
            };
        },
        [this](const QString& message) { emit failed(message); });
}

} // namespace lab
