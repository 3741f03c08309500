#include "core/store/snapshot_repository.h"

#include "core/store/attention_blob.h"
#include "core/store/connection.h"

namespace lab {

void SnapshotRepository::saveProbes(std::int64_t run, const std::vector<std::string>& texts) {
    m_connection.write([&] {
        m_connection.query("DELETE FROM probes WHERE run_id = ?").bind(run).run();
        Query insert = m_connection.query("INSERT INTO probes (run_id, position, text) VALUES (?, ?, ?)");
        for (std::size_t position = 0; position < texts.size(); ++position) {
            insert.bind(run, position, texts[position]).run();
            insert.again();
        }
    });
}

std::vector<std::string> SnapshotRepository::probes(std::int64_t run) const {
    return m_connection.read([&] {
        std::vector<std::string> texts;
        Query rows = m_connection.query("SELECT text FROM probes WHERE run_id = ? ORDER BY position");
        rows.bind(run);
        while (rows.next())
            texts.push_back(rows.text(0));
        return texts;
    });
}

void SnapshotRepository::save(std::int64_t run, const SnapshotEvent& snapshot) {
    m_connection.write([&] {
        m_connection.query("DELETE FROM snapshots WHERE run_id = ? AND step = ?")
            .bind(run, snapshot.step)
            .run();
        Query insert =
            m_connection.query("INSERT INTO snapshots (run_id, step, probe, attention) VALUES (?, ?, ?, ?)");
        for (std::size_t probe = 0; probe < snapshot.probes.size(); ++probe) {
            const std::string bytes = toBlob(snapshot.probes[probe]);
            insert.bind(run, snapshot.step, probe, Blob{bytes}).run();
            insert.again();
        }
    });
}

std::vector<std::int64_t> SnapshotRepository::steps(std::int64_t run) const {
    return m_connection.read([&] {
        std::vector<std::int64_t> found;
        Query rows = m_connection.query("SELECT DISTINCT step FROM snapshots WHERE run_id = ? ORDER BY step");
        rows.bind(run);
        while (rows.next())
            found.push_back(rows.integer(0));
        return found;
    });
}

SnapshotEvent SnapshotRepository::load(std::int64_t run, std::int64_t step) const {
    return m_connection.read([&] {
        SnapshotEvent snapshot{step, {}};
        Query rows = m_connection.query(
            "SELECT attention FROM snapshots WHERE run_id = ? AND step = ? ORDER BY probe");
        const std::string what =
            fmt::format("{}: the snapshot of run {} after step {}", m_connection.path(), run, step);
        for (rows.bind(run, step); rows.next();) {
            try {
                snapshot.probes.push_back(attentionFromBlob(rows.blob(0), what));
            } catch (const DataError& error) {
                throw StoreError(error.what());
            }
        }
        if (snapshot.probes.empty())
            throw StoreError(fmt::format("{} does not exist", what));
        return snapshot;
    });
}

} // namespace lab
