#pragma once

#include <QStringView>

namespace lab {

/// How well \p pattern fits \p text, letter case aside: its letters must stand there in order, not
/// necessarily side by side. Letters at the start of a word and runs of letters count more; a shorter text
/// wins a tie. −1 = it does not fit; an empty pattern fits everything with 0.
int fuzzyScore(QStringView pattern, QStringView text);

} // namespace lab
