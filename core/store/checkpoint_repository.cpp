#include "core/store/checkpoint_repository.h"

#include "core/store/connection.h"
#include "core/store/sha256.h"

#include <algorithm>

namespace lab {
namespace {

/// Well below SQLite's limit of 10⁹ bytes for one value, large enough that parts cost nothing.
constexpr std::size_t kPartBytes = 16U << 20U;

const char* toString(CheckpointKind kind) {
    return kind == CheckpointKind::Best ? "best" : "last";
}

} // namespace

void CheckpointRepository::save(std::int64_t run, std::int64_t step, CheckpointKind kind,
                                std::string_view bytes) {
    const std::string digest = sha256(bytes);
    m_connection.write([&] {
        m_connection.query("DELETE FROM checkpoints WHERE run_id = ? AND kind = ?")
            .bind(run, toString(kind))
            .run();
        m_connection
            .query("INSERT INTO checkpoints (run_id, kind, step, size, sha256) VALUES (?, ?, ?, ?, ?)")
            .bind(run, toString(kind), step, bytes.size(), digest)
            .run();
        const std::int64_t id = m_connection.database().getLastInsertRowid();
        Query insert =
            m_connection.query("INSERT INTO checkpoint_parts (checkpoint_id, part, bytes) VALUES (?, ?, ?)");
        for (std::size_t start = 0, part = 0; start < bytes.size(); start += kPartBytes, ++part) {
            insert.bind(id, part, Blob{bytes.substr(start, kPartBytes)}).run();
            insert.again();
        }
    });
}

std::optional<CheckpointInfo> CheckpointRepository::find(std::int64_t run, CheckpointKind kind) const {
    return m_connection.read([&]() -> std::optional<CheckpointInfo> {
        Query row = m_connection.query("SELECT step, size, sha256, created FROM checkpoints "
                                       "WHERE run_id = ? AND kind = ?");
        if (!row.bind(run, toString(kind)).next())
            return std::nullopt;
        return CheckpointInfo{row.integer(0), row.integer(1), row.text(2), row.text(3)};
    });
}

std::string CheckpointRepository::load(std::int64_t run, CheckpointKind kind) const {
    return m_connection.read([&] {
        // One statement sees one state: a trainer may replace the checkpoint while it is read.
        Query parts = m_connection.query("SELECT c.size, c.sha256, p.bytes FROM checkpoints c LEFT JOIN "
                                         "checkpoint_parts p ON p.checkpoint_id = "
                                         "c.id WHERE c.run_id = ? AND c.kind = ? ORDER BY p.part");
        std::string bytes, digest;
        bool found = false;
        for (parts.bind(run, toString(kind)); parts.next(); found = true) {
            digest = parts.text(1);
            bytes.append(parts.blob(2));
        }
        if (!found)
            throw StoreError(
                fmt::format("{}: run {} has no {} checkpoint", m_connection.path(), run, toString(kind)));
        if (sha256(bytes) != digest)
            throw StoreError(
                fmt::format("{}: the {} checkpoint of run {} is damaged; restore a copy of the lab file",
                            m_connection.path(), toString(kind), run));
        return bytes;
    });
}

} // namespace lab
