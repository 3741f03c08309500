#pragma once

#include <cstdint>
#include <string>

namespace lab {

/// What a run is called until somebody names it: "fastformer query_value · seed 1". \p sharing is its stable
/// name.
std::string defaultRunName(const std::string& encoder, const std::string& sharing, std::uint64_t seed);

} // namespace lab
