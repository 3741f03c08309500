#include "ui/bridge/dataset_session.h"

#include "core/store/dataset_repository.h"
#include "workbench/data_source.h"

namespace lab {

DatasetSession::DatasetSession(const QString& labPath, QObject* parent)
    : QObject(parent), m_labPath(labPath.toStdString()) {}

DatasetSession::~DatasetSession() {
    m_worker.finish();
}

void DatasetSession::rename(const QString& spec, const QString& name, std::function<void()> done) {
    m_worker.run(
        [this, path = m_labPath, spec = spec.toStdString(), name = name.toStdString(),
         done = std::move(done)](const std::stop_token&) -> Worker::Continuation {
            LabFile lab(path);
            DatasetRepository(lab).rename(storedId(lab, spec), name);
            return [this, done] {
                if (done)
                    done();
                emit changed();
            };
        },
        [this](const QString& message) { emit failed(message); });
}

} // namespace lab
