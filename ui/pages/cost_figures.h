#pragma once

#include "ui/bridge/cost_session.h"
#include "ui/views/comparing/part_bars.h"
#include "ui/views/controls/fact_list.h"

#include <cstdint>
#include <vector>

namespace lab {

/// The figures beside the cost chart: ratios to Fastformer at \p length beside the paper's, slopes, from
/// where on the Transformer is the slower one, most memory at the longest text.
std::vector<FactList::Fact> costFigures(const std::vector<CostLine>& lines, CostPass pass,
                                        std::int64_t length);

/// One bar a line whose parts were measured at \p length.
std::vector<PartBars::Bar> costParts(const std::vector<CostLine>& lines, CostPass pass, std::int64_t length);

/// The point of a line at \p length, or none.
const TimingPoint* pointAt(const CostLine& line, std::int64_t length);

} // namespace lab
