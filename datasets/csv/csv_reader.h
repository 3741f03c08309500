#pragma once

#include "datasets/csv/csv_dialect.h"
#include "datasets/table/table_reader.h"

#include <memory>

namespace lab {

/// `csv:` comma, semicolon or bar separated text with a header or without.
std::unique_ptr<Reader> makeCsvReader();

/// `tsv:` tab separated text; quotation marks are plain text unless most rows use them as CSV does.
std::unique_ptr<Reader> makeTsvReader();

} // namespace lab
