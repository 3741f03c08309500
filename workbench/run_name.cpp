#include "workbench/run_name.h"

#include <fmt/format.h>

namespace lab {

std::string defaultRunName(const std::string& encoder, const std::string& sharing, std::uint64_t seed) {
    // Encoders that know no sharing keep the default one.
    const bool plain = encoder != "fastformer" && sharing == "query_value";
    return plain ? fmt::format("{} · seed {}", encoder, seed)
                 : fmt::format("{} {} · seed {}", encoder, sharing, seed);
}

} // namespace lab
