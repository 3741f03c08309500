#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace lab {

/// Seconds per layer of the paper's figure (an old GPU): only its ratios carry over. Nothing for a length or
/// an encoder that it lacks. Source: Fastformer, figure 3, read from the vector graphics.
std::optional<double> paperSeconds(const std::string& encoder, std::int64_t length, bool training);

} // namespace lab
