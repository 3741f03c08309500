#pragma once

#include "app/cli/json_output.h"
#include "core/store/run_repository.h"

namespace lab::cli {

/// `{"step","train":{"loss","accuracy","macro_f1"},"validation":…,"test":…}`; null for what was not measured.
Json toJson(const RunQuality& quality);

/// One entry of `runs list --json`.
Json toJson(const RunRow& row);

} // namespace lab::cli
