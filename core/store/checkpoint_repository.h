#pragma once

#include "core/store/lab_file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lab {

/// A run keeps one checkpoint of each kind.
enum class CheckpointKind {
    Best, ///< the highest validation accuracy so far
    Last, ///< where the run goes on
};

struct CheckpointInfo {
    std::int64_t step = 0;
    std::int64_t size = 0; ///< bytes
    std::string sha256;
    std::string created; ///< UTC, ISO 8601
};

/// Checkpoints: safetensors bytes with weights, optimiser state and whatever continues the run.
/// Errors and threads: see LabFile.
class CheckpointRepository {
public:
    explicit CheckpointRepository(LabFile& lab) : m_connection(lab.connection()) {}

    /// Replaces the run's checkpoint of this kind, wholly or not at all.
    void save(std::int64_t run, std::int64_t step, CheckpointKind kind, std::string_view bytes);
    [[nodiscard]] std::optional<CheckpointInfo> find(std::int64_t run, CheckpointKind kind) const;
    /// The bytes as they were saved.
    /// \throws StoreError when the run has no such checkpoint or its bytes do not have their fingerprint any
    /// more.
    [[nodiscard]] std::string load(std::int64_t run, CheckpointKind kind) const;

private:
    Connection& m_connection;
};

} // namespace lab
