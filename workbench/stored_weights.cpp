#include "workbench/stored_weights.h"

#include "core/base/error.h"
#include "core/store/run_repository.h"

#include <algorithm>
#include <cstdlib>

namespace lab {
namespace {

bool isOf(const CheckpointInfo& info, WeightChoice::Kind kind) {
    return info.kind == (kind == WeightChoice::Kind::Best ? CheckpointKind::Best : CheckpointKind::Last);
}

} // namespace

bool StoredWeights::exact() const {
    switch (asked.kind) {
    case WeightChoice::Kind::Best:
        return kind == CheckpointKind::Best;
    case WeightChoice::Kind::Last:
        return kind == CheckpointKind::Last;
    case WeightChoice::Kind::Step:
        break;
    }
    return step == asked.step;
}

StoredWeights findWeights(LabFile& lab, std::int64_t run, const WeightChoice& choice) {
    static_cast<void>(RunRepository(lab).load(run)); // says that there is no such run
    const std::vector<CheckpointInfo> held = CheckpointRepository(lab).list(run);
    if (held.empty())
        throw StoreError(
            fmt::format("run {} has no stored weights yet; they come with its first checkpoint", run));
    auto found = std::prev(held.end()); // the last of all, where nothing fits better
    if (choice.kind == WeightChoice::Kind::Step)
        found = std::min_element(held.begin(), held.end(), [&](const auto& a, const auto& b) {
            return std::abs(a.step - choice.step) < std::abs(b.step - choice.step);
        });
    else if (const auto fits = std::find_if(held.begin(), held.end(),
                                            [&](const auto& info) { return isOf(info, choice.kind); });
             fits != held.end())
        found = fits;
    return {found->kind, found->step, choice};
}

} // namespace lab
