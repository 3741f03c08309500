#pragma once

#include <span>

namespace lab {

/// Every sentence of the core that a person at the window may meet, as it stands in the sources, with a
/// place,
/// {}, for each file, number, name or smaller sentence in it. Translated in the context "CoreSentences".
std::span<const char* const> coreSentenceList();

} // namespace lab
