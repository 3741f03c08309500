#include "core/backend/precision.h"

#include "core/base/error.h"

#include <array>
#include <utility>

namespace lab {
namespace {
constexpr std::array kPrecisions{std::pair{Precision::Fp32, "fp32"}, std::pair{Precision::Tf32, "tf32"},
                                 std::pair{Precision::Bf16, "bf16"}};
} // namespace

const char* toString(Precision value) {
    for (const auto& [precision, name] : kPrecisions)
        if (precision == value)
            return name;
    return "?";
}

Precision parsePrecision(const std::string& name) {
    for (const auto& [precision, known] : kPrecisions)
        if (name == known)
            return precision;
    throw ConfigError(fmt::format("--precision takes fp32, tf32 or bf16, not \"{}\"", name));
}

} // namespace lab
