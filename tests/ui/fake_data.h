#pragma once

#include "core/inspect/attention_map.h"

#include <string>
#include <vector>

namespace lab::test {

/// An attention map over \p tokens whose columns sum to 1 and differ by row, the same on every call.
AttentionMap fakeMap(const std::vector<std::string>& tokens, int layers = 2, int heads = 4, int classes = 3);

/// The words of \p sentence, separated by single blanks.
std::vector<std::string> words(const std::string& sentence);

} // namespace lab::test
