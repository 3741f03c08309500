#pragma once

#include <QString>

namespace lab {

class Studio;

/// What keeps the machine busy.
enum class Work { Run, Timings, Study };

/// Only one thing trains or is measured at a time: why \p wanted cannot begin now, in a sentence that says
/// how to end what is in its way. Empty = it can. The queue of runs is work of its own while it is open.
QString whatHinders(Studio& studio, Work wanted);

} // namespace lab
