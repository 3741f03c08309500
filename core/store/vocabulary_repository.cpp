#include "core/store/vocabulary_repository.h"

#include "core/store/config_json.h"
#include "core/store/connection.h"
#include "core/store/sha256.h"

namespace lab {

std::int64_t VocabularyRepository::save(const std::vector<std::string>& tokens) {
    const std::string json = toJson(tokens), fingerprint = sha256(json);
    return m_connection.write([&] {
        Query known = m_connection.query("SELECT id FROM vocabularies WHERE fingerprint = ?");
        if (known.bind(fingerprint).next())
            return known.integer(0);
        m_connection.query("INSERT INTO vocabularies (fingerprint, size, tokens) VALUES (?, ?, ?)")
            .bind(fingerprint, tokens.size(), json)
            .run();
        return static_cast<std::int64_t>(m_connection.database().getLastInsertRowid());
    });
}

std::vector<std::string> VocabularyRepository::load(std::int64_t id) const {
    return m_connection.read([&] {
        Query query = m_connection.query("SELECT tokens FROM vocabularies WHERE id = ?");
        if (!query.bind(id).next())
            throw StoreError(fmt::format("{}: there is no vocabulary {}", m_connection.path(), id));
        return stringsFromJson(query.text(0), "a stored vocabulary");
    });
}

} // namespace lab
