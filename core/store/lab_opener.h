#pragma once

#include "core/store/lab_file.h"
#include "core/store/migrations.h"

#include <memory>
#include <span>
#include <string>

namespace lab {

class Connection;

/// Opens, recognises, creates or migrates a lab file; LabFile's constructor. Tests pass a shorter \p history
/// to make files of older formats.
std::unique_ptr<Connection> openLab(const std::string& path, LabMode mode,
                                    std::span<const Migration> history = migrations());

} // namespace lab
