#pragma once

#include "core/store/record_filter.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lab {

/// A selection of a data set's records that has a name.
struct Slice {
    std::int64_t id = 0;
    std::string name;
    RecordFilter filter;
};

/// Named selections of a lab file. Errors and threads: see LabFile.
class SliceRepository {
public:
    explicit SliceRepository(LabFile& lab) : m_connection(lab.connection()) {}

    /// Those of one data set, by name.
    [[nodiscard]] std::vector<Slice> list(std::int64_t dataset) const;
    /// Returns the id; a slice of the same name is replaced and keeps its id.
    std::int64_t save(std::int64_t dataset, const std::string& name, const RecordFilter& filter);
    /// One that does not exist is no error.
    void remove(std::int64_t id);

private:
    Connection& m_connection;
};

} // namespace lab
