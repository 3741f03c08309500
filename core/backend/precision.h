#pragma once

#include <cstdint>
#include <string>

namespace lab {

/// How matrix products read their operands; sums, weights and everything else are float32. Tf32 and Bf16 keep
/// 10 and 7 bits of the fraction; GPUs alone offer them.
enum class Precision : std::uint8_t { Fp32, Tf32, Bf16 };

/// "fp32", "tf32", "bf16". \throws ConfigError that lists them.
const char* toString(Precision value);
Precision parsePrecision(const std::string& name);

} // namespace lab
