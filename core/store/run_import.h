#pragma once

#include "core/store/lab_file.h"

#include <cstdint>
#include <stop_token>

namespace lab {

/// Copies a run with everything that belongs to it, its data set and its vocabulary from one lab to another,
/// in one transaction of \p target; content that is there already is not stored twice. The copy has no parent
/// and no group; of a run that is being trained it is a stopped one with what was stored by then. \return its
/// id in \p target. \throws StoreError, also when both are one file; \throws Cancelled when \p stop asks for
/// it (nothing is kept).
std::int64_t importRun(LabFile& target, LabFile& source, std::int64_t run, const std::stop_token& stop = {});

} // namespace lab
