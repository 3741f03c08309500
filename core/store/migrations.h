#pragma once

#include <span>

/// The history of the lab file's schema; the SQL stands in resources/schema and is compiled in.
namespace lab {

/// "FLAB": marks an SQLite file as a lab file (PRAGMA application_id).
inline constexpr int kApplicationId = 0x464C4142;

/// Takes a file from format `version - 1` to `version`. A published migration never changes.
struct Migration {
    int version;
    const char* sql;
};

/// All migrations, versions 1, 2, … without a gap.
std::span<const Migration> migrations();

} // namespace lab
