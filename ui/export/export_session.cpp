#include "ui/export/export_session.h"

#include "core/base/error.h"
#include "ui/export/number_text.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QSaveFile>

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
    const auto sentence = [path](const QString& reason) {
        return tr("%1 cannot be written: %2").arg(QDir::toNativeSeparators(path), reason);
    };
    m_worker.run(
        [this, path, write = std::move(write)](const std::stop_token&) -> Worker::Continuation {
            QSaveFile file(path);
            if (!file.open(QIODevice::WriteOnly))
                throw Error(file.errorString().toStdString());
            write(file);
            if (!file.commit())
                throw Error(file.errorString().toStdString());
            return [this, path] { emit saved(path); };
        },
        [this, sentence](const QString& reason) { emit failed(sentence(reason)); });
}

void ExportSession::saveFigure(const Figure& figure, FigureFormat format, double scale, const QString& path) {
    save(path, [figure, format, scale](QIODevice& device) { writeFigure(figure, format, scale, device); });
}

void ExportSession::saveNumbers(Numbers numbers, NumberFormat format, const QString& path) {
    const auto shared = std::make_shared<const Numbers>(std::move(numbers));
    save(path, [shared, format](QIODevice& device) {
        const QByteArray text = format == NumberFormat::Csv
                                    ? numbersAsCsv(shared->table)
                                    : numbersAsJson(shared->table, shared->title, shared->caption);
        if (device.write(text) != text.size())
            throw Error(device.errorString().toStdString());
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
