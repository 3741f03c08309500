#pragma once

#include "tests/support/op_cases.h"

namespace lab::testing {

/// Cases of the attention ops of the rivals and of the row maps they use.
void addAttentionCases(std::vector<OpCase>& cases);

} // namespace lab::testing
