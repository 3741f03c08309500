#pragma once

#include "core/store/lab_file.h"
#include "datasets/dataset.h"

#include <cstdint>
#include <string>

namespace lab {

/// Writes a stored data set as CSV (UTF-8, RFC 4180) that the reader "csv" takes back to the same texts and
/// class names in the same order, and with splitColumn "split" to the same parts: columns text, label, split
/// ("train", "validation", "test"). A text whose `&lt;` the reader would decode is written with its & as an
/// entity; a tag such as `<b>`, which only a person can have typed, has no spelling that the reader would
/// keep. Returns the number of such texts. The file is there whole or not at all.
/// \throws StoreError, DataError, Cancelled.
std::int64_t exportDataset(LabFile& lab, std::int64_t id, const std::string& path,
                           const LoadControl& control = {});

} // namespace lab
