#pragma once

#include "core/inspect/attention_map.h"

#include <string>
#include <vector>

namespace lab::cli {

/// The attention of one text as an SVG document: a row for each layer and head, alpha on the left and beta on
/// the right, the pooling weights below, tokens along the top, class probabilities, and legends with numbers.
std::string attentionFigure(const AttentionMap& map, const std::vector<std::string>& labels,
                            const std::string& title);

/// Viridis at \p share in [0, 1], as "#RRGGBB".
std::string viridis(double share);

} // namespace lab::cli
