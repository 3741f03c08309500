#pragma once

#include "core/config/run_config.h"
#include "core/store/lab_file.h"

#include <string>
#include <vector>

namespace lab {

/// What a quality study was asked for last (see workbench/quality_study.h); its runs stand among the others.
struct StoredStudy {
    std::string name;
    RunConfig config;
    std::string preset;
    std::vector<std::string> encoders, sharings;
    bool offeredOnly = false;
    int seeds = 1;
    std::string updated; ///< UTC, ISO 8601; set by the lab file
};

/// Studies of a lab file. Errors and threads: see LabFile.
class StudyRepository {
public:
    explicit StudyRepository(LabFile& lab) : m_connection(lab.connection()) {}

    /// Takes the place of the study of the same name.
    void save(const StoredStudy& study);
    /// The one saved last first. \throws DataError for a configuration that cannot be read.
    [[nodiscard]] std::vector<StoredStudy> list() const;

private:
    Connection& m_connection;
};

} // namespace lab
