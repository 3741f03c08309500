#include "core/store/checkpoint_repository.h"

#include "core/store/connection.h"
#include "core/store/sha256.h"

#include <algorithm>

namespace lab {
namespace {

/// Well below SQLite's limit of 10⁹ bytes for one value, large enough that parts cost nothing.
constexpr std::size_t kPartBytes = 16U << 20U;

constexpr const char* kParts = "SELECT c.id, c.sha256, p.bytes FROM checkpoints c "
                               "LEFT JOIN checkpoint_parts p ON p.checkpoint_id = c.id ";
constexpr const char* kColumns = "SELECT id, kind, step, size, sha256, created FROM checkpoints ";

CheckpointKind kindOf(const std::string& name) {
    for (const CheckpointKind kind : {CheckpointKind::Best, CheckpointKind::Last})
        if (name == toString(kind))
            return kind;
    return CheckpointKind::Kept;
}

CheckpointInfo infoOf(const Query& row) {
    return {kindOf(row.text(1)), row.integer(2), row.integer(3), row.text(4), row.text(5)};
}

} // namespace

const char* toString(CheckpointKind kind) {
    switch (kind) {
    case CheckpointKind::Best:
        return "best";
    case CheckpointKind::Kept:
        return "kept";
    case CheckpointKind::Last:
        break;
    }
    return "last";
}

void CheckpointRepository::save(std::int64_t run, std::int64_t step, CheckpointKind kind,
                                std::string_view bytes) {
    const std::string digest = sha256(bytes);
    m_connection.write([&] {
        m_connection
            .query("DELETE FROM checkpoints WHERE run_id = ? AND kind = ? AND (kind <> 'kept' OR step = ?)")
            .bind(run, toString(kind), step)
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
        Query row = m_connection.query(std::string(kColumns) + "WHERE run_id = ? AND kind = ?");
        return row.bind(run, toString(kind)).next() ? std::optional(infoOf(row)) : std::nullopt;
    });
}

std::vector<CheckpointInfo> CheckpointRepository::list(std::int64_t run) const {
    return m_connection.read([&] {
        std::vector<CheckpointInfo> all;
        Query rows = m_connection.query(std::string(kColumns) +
                                        "WHERE run_id = ? ORDER BY step, kind = 'last' DESC, kind");
        for (rows.bind(run); rows.next();)
            all.push_back(infoOf(rows));
        return all;
    });
}

// One statement sees one state: a trainer may replace the checkpoint while it is read.
std::optional<std::string> CheckpointRepository::bytesOf(Query& parts, const std::string& what) const {
    std::string bytes, digest;
    std::int64_t id = -1;
    while (parts.next()) {
        if (id >= 0 && parts.integer(0) != id)
            break; // of several at one step the first will do
        id = parts.integer(0);
        digest = parts.text(1);
        bytes.append(parts.blob(2));
    }
    if (id < 0)
        return std::nullopt;
    if (sha256(bytes) != digest)
        throw StoreError(
            fmt::format("{}: the {} is damaged; restore a copy of the lab file", m_connection.path(), what));
    return bytes;
}

std::string CheckpointRepository::load(std::int64_t run, CheckpointKind kind) const {
    return m_connection.read([&] {
        Query parts = m_connection.query(std::string(kParts) +
                                         "WHERE c.run_id = ? AND c.kind = ? ORDER BY c.id, p.part");
        auto bytes = bytesOf(parts.bind(run, toString(kind)),
                             fmt::format("{} checkpoint of run {}", toString(kind), run));
        if (!bytes)
            throw StoreError(
                fmt::format("{}: run {} has no {} checkpoint", m_connection.path(), run, toString(kind)));
        return *std::move(bytes);
    });
}

std::string CheckpointRepository::loadStep(std::int64_t run, std::int64_t step) const {
    return m_connection.read([&] {
        Query parts = m_connection.query(std::string(kParts) +
                                         "WHERE c.run_id = ? AND c.step = ? ORDER BY c.id, p.part");
        auto bytes =
            bytesOf(parts.bind(run, step), fmt::format("checkpoint of run {} after step {}", run, step));
        if (!bytes)
            throw StoreError(
                fmt::format("{}: run {} keeps no checkpoint after step {}", m_connection.path(), run, step));
        return *std::move(bytes);
    });
}

bool CheckpointRepository::removeKept(std::int64_t run, std::int64_t step) {
    return m_connection.write([&] {
        m_connection.query("DELETE FROM checkpoints WHERE run_id = ? AND kind = 'kept' AND step = ?")
            .bind(run, step)
            .run();
        return m_connection.database().getChanges() > 0;
    });
}

} // namespace lab
