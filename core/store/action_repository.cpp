#include "core/store/action_repository.h"

#include "core/store/connection.h"

namespace lab {

void ActionRepository::append(std::int64_t run, const ActionRow& action) {
    m_connection.write([&] {
        m_connection
            .query("INSERT INTO actions (run_id, step, time, kind, detail, undone) VALUES "
                   "(?, ?, coalesce(nullif(?, ''), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), ?, ?, ?)")
            .bind(run, action.step, action.time, action.kind, action.detail, action.undone)
            .run();
    });
}

std::vector<ActionRow> ActionRepository::list(std::int64_t run) const {
    return m_connection.read([&] {
        std::vector<ActionRow> actions;
        Query rows = m_connection.query(
            "SELECT step, time, kind, detail, undone FROM actions WHERE run_id = ? ORDER BY id");
        rows.bind(run);
        while (rows.next())
            actions.push_back(
                {rows.integer(0), rows.text(1), rows.text(2), rows.text(3), rows.integer(4) != 0});
        return actions;
    });
}

} // namespace lab
