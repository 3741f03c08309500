#pragma once

#include "core/store/lab_file.h"
#include "core/train/events.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lab {

/// Probe texts of runs and their attention over time. Errors and threads: see LabFile.
class SnapshotRepository {
public:
    explicit SnapshotRepository(LabFile& lab) : m_connection(lab.connection()) {}

    /// Replaces the run's probe texts.
    void saveProbes(std::int64_t run, const std::vector<std::string>& texts);
    [[nodiscard]] std::vector<std::string> probes(std::int64_t run) const;

    /// The maps of all probes after one step, in the order of the probe texts; replaces those of the same
    /// step.
    void save(std::int64_t run, const SnapshotEvent& snapshot);
    /// Steps with a snapshot, ascending.
    [[nodiscard]] std::vector<std::int64_t> steps(std::int64_t run) const;
    /// Float values come back to the last bit. \throws StoreError when there is none at this step.
    [[nodiscard]] SnapshotEvent load(std::int64_t run, std::int64_t step) const;

private:
    Connection& m_connection;
};

} // namespace lab
