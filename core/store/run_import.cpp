#include "core/store/run_import.h"

#include "core/base/error.h"
#include "core/store/action_repository.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/dataset_repository.h"
#include "core/store/metric_repository.h"
#include "core/store/run_repository.h"
#include "core/store/snapshot_repository.h"
#include "core/store/vocabulary_repository.h"

#include <filesystem>

namespace lab {
namespace {

std::int64_t importDataset(LabFile& target, LabFile& source, std::int64_t id, const std::stop_token& stop) {
    DatasetRepository to(target);
    const DatasetRepository from(source);
    if (const auto known = to.findByFingerprint(from.fingerprint(id))) {
        to.restore(*known); // it comes back from the trash, as with any import
        return *known;
    }
    return to.save(from.load(id, stop), stop);
}

void importSeries(LabFile& target, std::int64_t copy, LabFile& source, std::int64_t run) {
    MetricRepository metrics(target);
    metrics.append(copy, MetricRepository(source).all(run));
    for (const EvaluationRow& row : MetricRepository(source).evaluations(run))
        metrics.saveEvaluation(copy, row);
    ActionRepository actions(target);
    for (const ActionRow& action : ActionRepository(source).list(run))
        actions.append(copy, action);
}

void importCheckpoints(LabFile& target, std::int64_t copy, LabFile& source, std::int64_t run) {
    const CheckpointRepository from(source);
    for (const CheckpointInfo& info : from.list(run))
        CheckpointRepository(target).save(copy, info.step, info.kind,
                                          info.kind == CheckpointKind::Kept ? from.loadStep(run, info.step)
                                                                            : from.load(run, info.kind));
}

void importSnapshots(LabFile& target, std::int64_t copy, LabFile& source, std::int64_t run,
                     const std::stop_token& stop) {
    SnapshotRepository to(target);
    const SnapshotRepository from(source);
    to.saveProbes(copy, from.probes(run));
    for (const std::int64_t step : from.steps(run)) {
        if (stop.stop_requested())
            throw Cancelled();
        to.save(copy, from.load(run, step));
    }
}

} // namespace

std::int64_t importRun(LabFile& target, LabFile& source, std::int64_t run, const std::stop_token& stop) {
    std::error_code none;
    if (std::filesystem::equivalent(source.path(), target.path(), none))
        throw StoreError(
            fmt::format("{}: this is the lab file into which runs are to be copied, so it has them "
                        "already; name another one",
                        source.path()));
    std::int64_t copy = 0;
    const auto importAll = [&] {
        StoredRun stored = RunRepository(source).load(run);
        if (stored.row.dataset)
            stored.row.dataset = importDataset(target, source, *stored.row.dataset, stop);
        if (stored.row.vocabulary)
            stored.row.vocabulary =
                VocabularyRepository(target).save(VocabularyRepository(source).load(*stored.row.vocabulary));
        copy = RunRepository(target).insertCopy(stored);
        importSeries(target, copy, source, run);
        importCheckpoints(target, copy, source, run);
        importSnapshots(target, copy, source, run, stop);
    };
    // Weights and numbers of one moment, also of a run that trains meanwhile.
    target.transaction([&] { source.readTogether(importAll); });
    return copy;
}

} // namespace lab
