#pragma once

#include "core/backend/views.h"

#include <cstdint>
#include <string>

namespace lab {

/// How matrix products read their operands: Tf32 and Bf16 with 10 and 7 bits of the fraction. With Bf16 the
/// tall matrices between the ops are kept so as well. Sums, weights, moments and everything else are float32.
/// GPUs alone offer the two.
enum class Precision : std::uint8_t { Fp32, Tf32, Bf16 };

/// How tall matrices are kept.
constexpr Element tallElementOf(Precision precision) {
    return precision == Precision::Bf16 ? Element::BF16 : Element::F32;
}

/// "fp32", "tf32", "bf16". \throws ConfigError that lists them.
const char* toString(Precision value);
Precision parsePrecision(const std::string& name);

} // namespace lab
