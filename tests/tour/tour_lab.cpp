#include "tests/tour/tour_lab.h"

#include "core/base/error.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/lab_file.h"
#include "ui/studio/studio.h"
#include "workbench/cost_study.h"
#include "workbench/quality_study.h"
#include "workbench/run_job.h"

#include <stdexcept>

namespace lab::tour {
namespace {

RunConfig small() {
    RunConfig config = teachingConfig();
    config.train.epochs = 3;
    return config;
}

RunConfig with(const char* encoder, Sharing sharing, std::uint64_t seed) {
    RunConfig config = small();
    config.model.encoder = encoder;
    config.model.sharing = sharing;
    config.train.seed = seed;
    return config;
}

std::int64_t train(const std::string& lab, const RunConfig& config, std::optional<std::int64_t> group = {},
                   int repeat = 0) {
    RunJob job;
    job.labPath = lab;
    job.config = config;
    job.group = group;
    job.repeat = repeat;
    job.probes = {"the screen is not bad at all", "a good phone with a bad battery"};
    job.snapshotEvery = 5;
    RunControl control;
    return runTraining(job, control, [](const RunEvent&) {}).run;
}

void requireNumber(std::int64_t run, std::int64_t wanted) {
    if (run != wanted)
        throw std::logic_error("the tour's runs are numbered otherwise than tour_lab.h says");
}

void damage(const std::string& lab, std::int64_t run) {
    LabFile file(lab);
    CheckpointRepository checkpoints(file);
    for (const CheckpointInfo& info : checkpoints.list(run))
        checkpoints.save(run, info.step, info.kind, "these bytes are no weights");
}

void fail(const std::string& lab) {
    RunConfig config = with("fastformer", Sharing::QueryValue, 5);
    config.train.learningRate = 1e6; // no loss survives that
    try {
        train(lab, config);
    } catch (const TrainingError&) {
        return;
    }
    throw std::logic_error("a learning rate of 1e6 was expected to make a run fail");
}

void measure(const std::string& lab) {
    CostRequest request;
    request.labPath = lab;
    request.encoders = {"fastformer", "transformer", "linformer"};
    request.lengths = {256, 512, 1024, 2048, 4096};
    request.tokens = 4096;
    request.dim = 64;
    request.heads = 4;
    request.pointSeconds = 0.4;
    request.breakdown = true;
    runCostStudy(request, [](const CostProgress&) {});
}

void study(const std::string& lab) {
    StudyRequest request;
    request.labPath = lab;
    request.config = small();
    request.config.data.limit = 600;
    request.config.train.epochs = 2;
    request.name = "three encoders";
    request.encoders = {"fastformer", "transformer", "linformer"};
    request.sharings = {"none", "query_value"};
    request.offeredOnly = true;
    RunControl control;
    runStudy(request, control, [](const StudyProgress&) {});
}

} // namespace

void makeLab(const std::string& path) {
    requireNumber(train(path, with("fastformer", Sharing::QueryValue, 1)), kFinished);
    for (int repeat = 1; repeat < 3; ++repeat)
        train(path, with("fastformer", Sharing::QueryValue, 1 + static_cast<std::uint64_t>(repeat)),
              kFinished, repeat);
    requireNumber(train(path, with("fastformer", Sharing::None, 1)), kOtherSharing);
    train(path, with("fastformer", Sharing::None, 2), kOtherSharing, 1);
    train(path, with("transformer", Sharing::None, 1));
    requireNumber(train(path, with("fastformer", Sharing::QueryValueLayer, 1)), kDamaged);
    damage(path, kDamaged);
    fail(path); // its number is the next one
    study(path);
    measure(path);
}

} // namespace lab::tour
