#pragma once

#include <cstdint>
#include <string>

namespace lab::tour {

/// Numbers of the runs of the lab that \ref makeLab makes.
inline constexpr std::int64_t kFinished = 1, kOtherSharing = 4, kDamaged = 7, kFailed = 8;

/// Fills the new lab file \p path with real work in some seconds: six finished runs (two sharing modes of
/// Fastformer with seeds, a Transformer), a run whose checkpoints were damaged afterwards, a run that failed,
/// timings of three encoders and a quality study. \throws Error of whatever goes wrong; std::logic_error when
/// the runs do not have the numbers above.
void makeLab(const std::string& path);

} // namespace lab::tour
