#pragma once

#include "ui/look.h"

namespace lab::test {

/// The look of the test program's application; light unless a test chooses otherwise.
Look& look();

/// Longest processor time of the GUI thread in one event since the last restart, in milliseconds. Processor
/// time, because other programs of a shared machine must not make a test fail.
double longestEventMs();
void restartWatch();

} // namespace lab::test
