#pragma once

namespace lab::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

/// What a bound on time is multiplied by: a sanitizer slows everything several times over.
inline constexpr double kTimeAllowance = kSanitized ? 20.0 : 1.0;

} // namespace lab::test
