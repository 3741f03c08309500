#pragma once

#include "workbench/record_index.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace lab {

/// The records of an arrangement, to be read on any thread.
struct RecordExtract {
    std::string labPath;
    std::int64_t dataset = 0;
    std::string fingerprint;
    std::vector<RecordFacts> facts; ///< in the order of the arrangement
};

/// Reads the texts of \p extract and hands each record to \p take; between them it looks at \p stop. \throws
/// StoreError, also when the data set was edited meanwhile; Cancelled.
void readRecords(const RecordExtract& extract, const std::stop_token& stop,
                 const std::function<void(const RecordFacts& facts, const std::string& text)>& take);

} // namespace lab
