#pragma once

#include "datasets/reader.h"

#include <memory>

namespace lab {

/// `demo:NAME`: the built-in data sets, made on the spot from a seed.
std::unique_ptr<Reader> makeDemoReader();

} // namespace lab
