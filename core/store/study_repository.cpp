#include "core/store/study_repository.h"

#include "core/store/config_json.h"
#include "core/store/connection.h"

namespace lab {

void StudyRepository::save(const StoredStudy& study) {
    m_connection.write([&] {
        m_connection
            .query("INSERT OR REPLACE INTO studies (name, config, preset, encoders, sharings, offered_only, "
                   "seeds) VALUES (?, ?, ?, ?, ?, ?, ?)")
            .bind(study.name, toJson(study.config), study.preset, toJson(study.encoders),
                  toJson(study.sharings), study.offeredOnly ? 1 : 0, study.seeds)
            .run();
    });
}

std::vector<StoredStudy> StudyRepository::list() const {
    return m_connection.read([&] {
        std::vector<StoredStudy> studies;
        Query rows = m_connection.query("SELECT name, config, preset, encoders, sharings, offered_only, "
                                        "seeds, updated FROM studies ORDER BY updated DESC, name");
        while (rows.next()) {
            StoredStudy& study = studies.emplace_back();
            study.name = rows.text(0);
            const std::string what = "the study \"" + study.name + "\" of the lab file";
            study.config = runConfigFromJson(rows.text(1), what);
            study.preset = rows.text(2);
            study.encoders = stringsFromJson(rows.text(3), what);
            study.sharings = stringsFromJson(rows.text(4), what);
            study.offeredOnly = rows.integer(5) != 0;
            study.seeds = static_cast<int>(rows.integer(6));
            study.updated = rows.text(7);
        }
        return studies;
    });
}

} // namespace lab
