#include "ui/bridge/dataset_session.h"

#include "core/store/dataset_repository.h"
#include "workbench/data_source.h"

namespace lab {

DatasetSession::DatasetSession(const QString& labPath, QObject* parent)
    : QObject(parent), m_labPath(labPath.toStdString()) {}

DatasetSession::~DatasetSession() {
    m_worker.finish();
}

void DatasetSession::change(const QString& spec, Change change, std::function<void()> done) {
    m_worker.run(
        [this, path = m_labPath, spec = spec.toStdString(), change = std::move(change),
         done = std::move(done)](const std::stop_token&) -> Worker::Continuation {
            LabFile lab(path);
            DatasetRepository datasets(lab);
            change(datasets, storedId(lab, spec));
            return [this, done] {
                if (done)
                    done();
                emit changed();
            };
        },
        [this](const QString& message) { emit failed(message); });
}

void DatasetSession::rename(const QString& spec, const QString& name, std::function<void()> done) {
    change(
        spec,
        [name = name.toStdString()](DatasetRepository& datasets, std::int64_t id) {
            datasets.rename(id, name);
        },
        std::move(done));
}

void DatasetSession::setTrashed(const QString& spec, bool trashed, std::function<void()> done) {
    change(
        spec,
        [trashed](DatasetRepository& datasets, std::int64_t id) {
            trashed ? datasets.trash(id) : datasets.restore(id);
        },
        std::move(done));
}

void DatasetSession::remove(const QStringList& specs) {
    for (const QString& spec : specs) // one that stays does not keep the others
        change(spec, [](DatasetRepository& datasets, std::int64_t id) { datasets.remove(id); }, {});
}

} // namespace lab
