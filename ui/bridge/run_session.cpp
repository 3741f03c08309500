#include "ui/bridge/run_session.h"

#include "core/base/error.h"
#include "core/store/atomic_file.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/metric_repository.h"
#include "core/store/run_import.h"
#include "workbench/model_export.h"

#include <algorithm>
#include <filesystem>

namespace lab {
namespace {

void applyPatch(RunRepository& runs, const RunPatch& patch) {
    if (patch.name)
        runs.rename(patch.run, *patch.name);
    if (patch.note)
        runs.setNote(patch.run, *patch.note);
    if (patch.tags)
        runs.setTags(patch.run, *patch.tags);
    if (patch.colour)
        runs.setColour(patch.run, *patch.colour);
    if (patch.trashed)
        *patch.trashed ? runs.trash(patch.run) : runs.restore(patch.run);
}

} // namespace

struct RunSession::Import {
    std::stop_source stop;
    std::atomic<int> done = 0, total = 0;
};

struct RunSession::State {
    explicit State(std::string wanted) : path(std::move(wanted)) {}
    LabFile& lab() {
        if (!file)
            file = std::make_unique<LabFile>(path);
        return *file;
    }
    std::string path;
    std::unique_ptr<LabFile> file;
};

/// False when it was stopped before the last run.
bool RunSession::importAll(LabFile& target, const std::string& from, Import& job,
                           const std::stop_token& stop) {
    LabFile source(from, LabMode::ReadOnly);
    std::vector<RunRow> rows = RunRepository(source).list();
    std::reverse(rows.begin(), rows.end()); // the copies stand in the order of the originals
    job.total = static_cast<int>(rows.size());
    try {
        for (const RunRow& row : rows) {
            if (stop.stop_requested())
                return false;
            importRun(target, source, row.id, stop);
            ++job.done;
        }
    } catch (const Cancelled&) {
        return false;
    }
    return true;
}

RunSession::RunSession(const QString& labPath, QObject* parent)
    : QObject(parent),
      m_state(std::make_shared<State>(labPath.toStdString())),
      m_import(std::make_shared<Import>()) {
    constexpr int kPollMs = 100;
    m_poll.setInterval(kPollMs);
    connect(&m_poll, &QTimer::timeout, this,
            [this] { emit importProgress(m_import->done, m_import->total); });
}

RunSession::~RunSession() {
    m_import->stop.request_stop();
    m_worker.finish();
}

void RunSession::apply(std::vector<RunPatch> patches, std::function<void()> done) {
    m_worker.run(
        [this, state = m_state, patches = std::move(patches),
         done = std::move(done)](const std::stop_token&) -> Worker::Continuation {
            RunRepository runs(state->lab());
            state->lab().transaction([&] {
                for (const RunPatch& patch : patches)
                    applyPatch(runs, patch);
            });
            return [this, done] {
                if (done)
                    done();
                emit changed();
            };
        },
        [this](const QString& message) { emit failed(message); });
}

void RunSession::emptyTrash() {
    m_worker.run(
        [this, state = m_state](const std::stop_token&) -> Worker::Continuation {
            RunRepository(state->lab()).emptyTrash();
            return [this] { emit changed(); };
        },
        [this](const QString& message) { emit failed(message); });
}

void RunSession::write(const QString& path, std::function<void(LabFile&)> write) {
    m_worker.run(
        [this, state = m_state, path,
         write = std::move(write)](const std::stop_token&) -> Worker::Continuation {
            write(state->lab());
            return [this, path] { emit written(path); };
        },
        [this](const QString& message) { emit failed(message); });
}

void RunSession::exportModel(std::int64_t run, Weights which, const QString& path) {
    write(path, [run, which, file = path.toStdString()](LabFile& lab) {
        writeModelFile(file, modelFileOfRun(lab.path(), run,
                                            which == Weights::Best ? Predictor::Weights::Best
                                                                   : Predictor::Weights::Last));
    });
}

void RunSession::exportStep(std::int64_t run, std::int64_t step, const QString& path) {
    write(path, [run, step, file = path.toStdString()](LabFile& lab) {
        writeModelFile(file, modelFileOfStep(lab.path(), run, step));
    });
}

void RunSession::removeCheckpoint(std::int64_t run, std::int64_t step) {
    m_worker.run(
        [this, state = m_state, run, step](const std::stop_token&) -> Worker::Continuation {
            CheckpointRepository(state->lab()).removeKept(run, step);
            return [this, run, step] { emit checkpointRemoved(run, step); };
        },
        [this](const QString& message) { emit failed(message); });
}

void RunSession::exportMetrics(std::int64_t run, const QString& path) {
    write(path, [run, file = path.toStdString()](LabFile& lab) {
        const auto rows = MetricRepository(lab).all(run);
        const bool json = std::filesystem::path(file).extension() == ".json";
        const std::string text = json ? metricsAsJson(rows) : metricsAsCsv(rows);
        AtomicFile output(file);
        output.write(text.data(), text.size());
        output.commit();
    });
}

void RunSession::importRuns(const QString& otherLab) {
    m_import->stop = {};
    m_import->done = m_import->total = 0;
    m_importing = true;
    m_poll.start();
    m_worker.run(
        [this, state = m_state, from = otherLab, job = m_import,
         stop = m_import->stop.get_token()](const std::stop_token&) -> Worker::Continuation {
            const bool whole = importAll(state->lab(), from.toStdString(), *job, stop);
            return [this, from, whole] { endImport([&] { emit imported(m_import->done, from, !whole); }); };
        },
        [this](const QString& message) { endImport([&] { emit failed(message); }); });
}

void RunSession::endImport(const std::function<void()>& tell) {
    m_poll.stop();
    m_importing = false;
    tell();
    emit changed();
}

void RunSession::cancelImport() {
    m_import->stop.request_stop();
}

} // namespace lab
