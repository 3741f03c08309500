#pragma once

#include "core/store/lab_file.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lab {

/// Token lists of runs; equal lists are stored once. Errors and threads: see LabFile.
class VocabularyRepository {
public:
    explicit VocabularyRepository(LabFile& lab) : m_connection(lab.connection()) {}

    /// \p tokens in id order, 0 = padding. Returns the id of the stored list.
    std::int64_t save(const std::vector<std::string>& tokens);
    [[nodiscard]] std::vector<std::string> load(std::int64_t id) const;

private:
    Connection& m_connection;
};

} // namespace lab
