#pragma once

#include "ui/look.h"

namespace lab::test {

/// The look of the test program's application; light unless a test chooses otherwise.
Look& look();

} // namespace lab::test
