#pragma once

#include "workbench/stored_weights.h"

#include <QString>

namespace lab {

/// "weights of step 400 (best)"; where they are not the ones that were asked for, it says so: "no weights of
/// step 300 are stored, the nearest are of step 400 (best)".
QString weightWords(const StoredWeights& weights);

} // namespace lab
