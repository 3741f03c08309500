#pragma once

#include "core/autograd/pass_profile.h"

namespace lab {

/// Where the seconds of one pass over a batch go.
struct CostBreakdown {
    PartSeconds inference{}, training{};
    bool operator==(const CostBreakdown&) const = default;
};

} // namespace lab
