#include "ui/export/export_session.h"

#include "core/store/atomic_file.h"
#include "ui/export/number_text.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>

#include <memory>

namespace lab {
namespace {

constexpr double kClipboardScale = 2;

} // namespace

ExportSession::ExportSession(QObject* parent) : QObject(parent) {}

ExportSession::~ExportSession() {
    m_worker.finish();
}

void ExportSession::save(const QString& path, std::function<void(QIODevice&)> write) {
    m_worker.run(
        [this, path, write = std::move(write)](const std::stop_token&) -> Worker::Continuation {
            AtomicFile file(path.toStdString());
            QBuffer bytes;
            bytes.open(QIODevice::WriteOnly);
            write(bytes);
            file.write(bytes.data().constData(), static_cast<std::size_t>(bytes.size()));
            file.commit();
            return [this, path] { emit saved(path); };
        },
        [this](const QString& message) { emit failed(message); });
}

void ExportSession::saveFigure(const Figure& figure, FigureFormat format, double scale, const QString& path) {
    save(path, [figure, format, scale](QIODevice& device) { writeFigure(figure, format, scale, device); });
}

void ExportSession::saveNumbers(Numbers numbers, NumberFormat format, const QString& path) {
    const auto shared = std::make_shared<const Numbers>(std::move(numbers));
    save(path, [shared, format](QIODevice& device) {
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
        [this, shared = std::make_shared<const Numbers>(std::move(numbers))](
            const std::stop_token&) -> Worker::Continuation {
            return [this, title = shared->title, text = QString::fromUtf8(numbersAsCsv(shared->table))] {
                QGuiApplication::clipboard()->setText(text);
                emit copied(title);
            };
        },
        [this](const QString& message) { emit failed(message); });
}

} // namespace lab
