#pragma once

#include "core/store/checkpoint_repository.h"

#include <compare>
#include <cstdint>

namespace lab {

/// Which weights of a run a person means.
struct WeightChoice {
    enum class Kind { Best, Last, Step } kind = Kind::Last;
    std::int64_t step = 0; ///< updates done, of Kind::Step

    auto operator<=>(const WeightChoice&) const = default;
    static WeightChoice ofStep(std::int64_t step) { return {Kind::Step, step}; }
};

/// Weights that a run holds, and what they were chosen for.
struct StoredWeights {
    CheckpointKind kind = CheckpointKind::Last;
    std::int64_t step = 0;
    WeightChoice asked;
    /// They are the ones that were asked for, not the nearest to them.
    [[nodiscard]] bool exact() const;
};

/// What \p run holds of \p choice. Where it has no weights of that step, the nearest ones, the earlier of two
/// at the same distance; where it has no best ones, the last.
/// \throws StoreError when there is no such run or it has no weights at all.
StoredWeights findWeights(LabFile& lab, std::int64_t run, const WeightChoice& choice);

} // namespace lab
