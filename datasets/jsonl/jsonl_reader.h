#pragma once

#include "datasets/reader.h"

#include <memory>

namespace lab {

/// `jsonl:` one JSON object a line, or an array of objects.
std::unique_ptr<Reader> makeJsonlReader();

} // namespace lab
