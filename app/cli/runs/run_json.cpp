#include "app/cli/runs/run_json.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace lab::cli {
namespace {

Json toJson(const SplitQuality& quality) {
    if (std::isnan(quality.loss) && std::isnan(quality.accuracy))
        return nullptr;
    return {{"loss", quality.loss}, {"accuracy", quality.accuracy}, {"macro_f1", quality.macroF1}};
}

} // namespace

Json toJson(const RunQuality& quality) {
    return {{"step", quality.step},
            {"train", toJson(quality.train)},
            {"validation", toJson(quality.validation)},
            {"test", toJson(quality.test)}};
}

Json toJson(const RunRow& row) {
    return {{"id", row.id},
            {"name", row.name},
            {"status", toString(row.status)},
            {"error", row.error.empty() ? Json(nullptr) : Json(row.error)},
            {"encoder", row.encoder},
            {"sharing", row.sharing},
            {"data", row.data},
            {"seed", row.seed},
            {"device", row.device},
            {"steps", row.steps},
            {"total_steps", row.totalSteps},
            {"epochs", row.summary.epochs},
            {"seconds", row.summary.seconds},
            {"tokens_per_second", row.summary.tokensPerSecond},
            {"peak_bytes", row.summary.peakBytes > 0 ? Json(row.summary.peakBytes) : Json(nullptr)},
            {"parameters", {{"attention", row.attentionParameters}, {"total", row.totalParameters}}},
            {"created", row.created},
            {"colour", row.colour},
            {"tags", row.tags},
            {"note", row.note},
            {"trashed", row.trashed.empty() ? Json(nullptr) : Json(row.trashed)},
            {"parent", row.parent ? Json(*row.parent) : Json(nullptr)},
            {"parent_step", row.parent ? Json(row.parentStep) : Json(nullptr)},
            {"group", row.group ? Json(*row.group) : Json(nullptr)},
            {"best", toJson(row.summary.best)},
            {"last", toJson(row.summary.last)}};
}

} // namespace lab::cli
