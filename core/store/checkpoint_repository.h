#pragma once

#include "core/store/lab_file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lab {

class Query;

/// Why a run holds a checkpoint: one best, one last, and any number that are kept.
enum class CheckpointKind {
    Best, ///< the highest validation accuracy so far
    Last, ///< where the run goes on
    Kept, ///< asked for; one for each step
};
const char* toString(CheckpointKind kind);

struct CheckpointInfo {
    CheckpointKind kind = CheckpointKind::Last;
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

    /// Replaces the run's checkpoint of this kind, of a kept one that of the same step, wholly or not at all.
    void save(std::int64_t run, std::int64_t step, CheckpointKind kind, std::string_view bytes);
    /// The best or the last one.
    [[nodiscard]] std::optional<CheckpointInfo> find(std::int64_t run, CheckpointKind kind) const;
    /// By step; at one step the last one first, then the best, then a kept one.
    [[nodiscard]] std::vector<CheckpointInfo> list(std::int64_t run) const;
    /// The bytes as they were saved.
    /// \throws StoreError when the run has no such checkpoint or its bytes do not have their fingerprint any
    /// more.
    [[nodiscard]] std::string load(std::int64_t run, CheckpointKind kind) const;
    /// The bytes of whichever checkpoint the run holds of \p step; errors as above.
    [[nodiscard]] std::string loadStep(std::int64_t run, std::int64_t step) const;
    /// Forgets the kept checkpoint of \p step; the best and the last stay. False when there is none.
    bool removeKept(std::int64_t run, std::int64_t step);

private:
    [[nodiscard]] std::optional<std::string> bytesOf(Query& parts, const std::string& what) const;

    Connection& m_connection;
};

} // namespace lab
