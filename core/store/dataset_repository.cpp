#include "core/store/dataset_repository.h"

#include "core/store/config_json.h"
#include "core/store/connection.h"
#include "core/store/record_rows.h"
#include "core/store/search_terms.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace lab {
namespace {

/// Records between two looks at the stop token: well below 100 ms also for long texts.
constexpr std::int64_t kStopEvery = 16;

void checkNotStopped(const std::stop_token& stop, std::int64_t position) {
    if (position % kStopEvery == 0 && stop.stop_requested())
        throw Cancelled();
}

std::array<std::int64_t, 3> countSplits(const StoredDataset& data) {
    std::array<std::int64_t, 3> counts{};
    for (const StoredRecord& record : data.records)
        ++counts.at(static_cast<std::size_t>(record.split));
    return counts;
}

void insertRecords(Connection& connection, std::int64_t id, const StoredDataset& data,
                   const std::stop_token& stop, const std::function<void(double share)>& progress) {
    Query insert = connection.query("INSERT INTO records (dataset_id, position, split, label, text) "
                                    "VALUES (?, ?, ?, ?, ?)");
    Query index = connection.query("INSERT INTO record_search (rowid, text) VALUES (?, ?)");
    std::int64_t position = 0;
    for (const StoredRecord& record : data.records) {
        checkNotStopped(stop, position);
        if (progress && position % kStopEvery == 0)
            progress(static_cast<double>(position) / static_cast<double>(data.records.size()));
        insert.bind(id, position, splitColumn(record.split), record.label, record.text);
        insert.run();
        insert.again();
        index.bind(id << 32 | position++, record.text);
        index.run();
        index.again();
    }
}

StoreError noSuchDataset(const Connection& connection, std::int64_t id) {
    return StoreError(fmt::format("{}: there is no data set {}", connection.path(), id));
}

} // namespace

std::string fingerprintOf(const StoredDataset& data, const std::stop_token& stop) {
    ContentHash hash(data.labels);
    std::int64_t position = 0;
    for (const StoredRecord& record : data.records) {
        checkNotStopped(stop, position++);
        hash.add(record.text, record.label, record.split);
    }
    return hash.hex();
}

std::int64_t DatasetRepository::save(const StoredDataset& data, const std::stop_token& stop,
                                     const std::function<void(double share)>& progress) {
    const std::string fingerprint = fingerprintOf(data, stop);
    return m_connection.write([&] {
        if (const auto known = findByFingerprint(fingerprint)) {
            restore(*known);
            return *known;
        }
        const auto [train, validation, test] = countSplits(data);
        m_connection
            .query("INSERT INTO datasets (name, spec, format, fingerprint, labels, report, train_records, "
                   "validation_records, test_records) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(data.name, data.spec, data.format, fingerprint, toJson(data.labels), data.report, train,
                  validation, test)
            .run();
        const std::int64_t id = m_connection.database().getLastInsertRowid();
        insertRecords(m_connection, id, data, stop, progress);
        return id;
    });
}

StoredDataset DatasetRepository::load(std::int64_t id, const std::stop_token& stop) const {
    return m_connection.read([&] {
        StoredDataset data;
        Query head = m_connection.query("SELECT name, spec, format, labels, report, train_records + "
                                        "validation_records + test_records FROM datasets WHERE id = ?");
        if (!head.bind(id).next())
            throw noSuchDataset(m_connection, id);
        data.name = head.text(0);
        data.spec = head.text(1);
        data.format = head.text(2);
        data.labels = stringsFromJson(head.text(3), "the labels of a stored data set");
        data.report = head.text(4);
        Query rows = m_connection.query(
            "SELECT text, label, split FROM records WHERE dataset_id = ? ORDER BY position");
        rows.bind(id);
        while (rows.next()) {
            checkNotStopped(stop, static_cast<std::int64_t>(data.records.size()));
            const auto label = static_cast<int>(rows.integer(1));
            if (label < 0 || static_cast<std::size_t>(label) >= data.labels.size())
                throw StoreError(fmt::format("{}: a record of data set {} has the unknown class {}",
                                             m_connection.path(), id, label));
            data.records.push_back({rows.text(0), label, parseSplit(rows.blob(2))});
        }
        return data;
    });
}

std::int64_t DatasetRepository::count(std::int64_t id, RecordSplit split) const {
    return m_connection.read([&] {
        Query rows = m_connection.query("SELECT count(*) FROM records WHERE dataset_id = ? AND split = ?");
        rows.bind(id, splitColumn(split)).next();
        return rows.integer(0);
    });
}

std::vector<StoredRecord> DatasetRepository::records(std::int64_t id, RecordSplit split,
                                                     std::int64_t limit) const {
    return m_connection.read([&] {
        std::vector<StoredRecord> records;
        Query rows = m_connection.query("SELECT text, label FROM records WHERE dataset_id = ? AND split = ? "
                                        "ORDER BY position LIMIT ?");
        rows.bind(id, splitColumn(split), limit);
        while (rows.next())
            records.push_back({rows.text(0), static_cast<int>(rows.integer(1)), split});
        return records;
    });
}

std::vector<std::int64_t> DatasetRepository::positions(std::int64_t id) const {
    return m_connection.read([&] {
        std::vector<std::int64_t> positions;
        Query rows =
            m_connection.query("SELECT position FROM records WHERE dataset_id = ? ORDER BY position");
        rows.bind(id);
        while (rows.next())
            positions.push_back(rows.integer(0));
        return positions;
    });
}

std::vector<std::string> DatasetRepository::texts(std::int64_t id,
                                                  const std::vector<std::int64_t>& positions) const {
    return m_connection.read([&] {
        std::vector<std::string> texts;
        texts.reserve(positions.size());
        Query row = m_connection.query("SELECT text FROM records WHERE dataset_id = ? AND position = ?");
        for (const std::int64_t position : positions) {
            texts.push_back(row.bind(id, position).next() ? row.text(0) : std::string());
            row.again();
        }
        return texts;
    });
}

std::vector<std::int64_t> DatasetRepository::search(std::int64_t id, const std::string& typed) const {
    const SearchTerms terms = parseSearch(typed);
    return m_connection.read([&] {
        std::optional<std::vector<std::int64_t>> found;
        const auto take = [&](Query& rows) {
            std::vector<std::int64_t> hits;
            while (rows.next())
                hits.push_back(rows.integer(0));
            if (found) {
                std::vector<std::int64_t> both;
                std::set_intersection(found->begin(), found->end(), hits.begin(), hits.end(),
                                      std::back_inserter(both));
                hits = std::move(both);
            }
            found = std::move(hits);
        };
        if (!terms.match.empty()) {
            Query rows =
                m_connection.query("SELECT rowid & 0xFFFFFFFF FROM record_search WHERE record_search "
                                   "MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid");
            take(rows.bind(terms.match, id << 32, (id << 32) | 0xFFFFFFFF));
        }
        for (const std::string& pattern : terms.patterns) {
            Query rows =
                m_connection.query("SELECT position FROM records WHERE dataset_id = ? AND text LIKE ? "
                                   "ESCAPE '\\' ORDER BY position");
            take(rows.bind(id, pattern));
        }
        if (!found) { // nothing was typed that could be looked for
            Query rows =
                m_connection.query("SELECT position FROM records WHERE dataset_id = ? ORDER BY position");
            take(rows.bind(id));
        }
        return *found;
    });
}

std::int64_t DatasetRepository::resolve(const std::string& reference) const {
    constexpr std::size_t kFewestDigits = 12; // of a fingerprint; fewer are an id
    const bool number = !reference.empty() && reference.size() < kFewestDigits &&
                        reference.find_first_not_of("0123456789") == std::string::npos;
    const bool digits = reference.size() >= kFewestDigits &&
                        reference.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!number && !digits)
        throw StoreError(fmt::format("'{}' names no data set of the lab: give its number, or at least {} "
                                     "digits of its fingerprint",
                                     reference, kFewestDigits));
    return m_connection.read([&] {
        Query rows = m_connection.query("SELECT id FROM datasets WHERE CASE WHEN ? THEN id = CAST(? AS "
                                        "INTEGER) ELSE fingerprint GLOB ? || '*' END");
        rows.bind(number ? 1 : 0, reference, reference);
        if (!rows.next())
            throw StoreError(fmt::format("{}: there is no data set {}", m_connection.path(), reference));
        const std::int64_t id = rows.integer(0);
        if (rows.next())
            throw StoreError(fmt::format("{}: several data sets have a fingerprint that begins with {}; give "
                                         "more of its digits",
                                         m_connection.path(), reference));
        return id;
    });
}

std::vector<DatasetRow> DatasetRepository::list(Listed which) const {
    return m_connection.read([&] {
        std::vector<DatasetRow> datasets;
        const char* const kRests[] = {"WHERE trashed IS NULL ORDER BY id DESC",
                                      "WHERE trashed IS NOT NULL ORDER BY trashed DESC, id DESC",
                                      "ORDER BY id DESC"};
        Query rows = m_connection.query(
            fmt::format("SELECT id, name, spec, format, labels, train_records, validation_records, "
                        "test_records, fingerprint, created, coalesce(trashed, '') FROM datasets {}",
                        kRests[static_cast<std::size_t>(which)]));
        while (rows.next())
            datasets.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3),
                                stringsFromJson(rows.text(4), "the labels of a stored data set"),
                                rows.integer(5), rows.integer(6), rows.integer(7), rows.text(8), rows.text(9),
                                rows.text(10)});
        return datasets;
    });
}

std::optional<std::int64_t> DatasetRepository::findByFingerprint(const std::string& fingerprint) const {
    return m_connection.read([&]() -> std::optional<std::int64_t> {
        Query query = m_connection.query("SELECT id FROM datasets WHERE fingerprint = ?");
        return query.bind(fingerprint).next() ? std::optional(query.integer(0)) : std::nullopt;
    });
}

std::string DatasetRepository::fingerprint(std::int64_t id) const {
    return m_connection.read([&] {
        Query query = m_connection.query("SELECT fingerprint FROM datasets WHERE id = ?");
        if (!query.bind(id).next())
            throw noSuchDataset(m_connection, id);
        return query.text(0);
    });
}

template <class... Values>
void DatasetRepository::set(std::int64_t id, const char* assignment, const Values&... values) {
    m_connection.write([&] {
        m_connection.query(fmt::format("UPDATE datasets SET {} WHERE id = ?", assignment))
            .bind(values..., id)
            .run();
        if (m_connection.database().getChanges() == 0)
            throw noSuchDataset(m_connection, id);
    });
}

void DatasetRepository::rename(std::int64_t id, const std::string& name) {
    set(id, "name = ?", name);
}
void DatasetRepository::trash(std::int64_t id) { // one that is there already keeps its time
    set(id, "trashed = coalesce(trashed, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))");
}
void DatasetRepository::restore(std::int64_t id) {
    set(id, "trashed = NULL");
}

void DatasetRepository::remove(std::int64_t id) {
    m_connection.write([&] {
        Query head = m_connection.query("SELECT name, trashed IS NOT NULL FROM datasets WHERE id = ?");
        if (!head.bind(id).next())
            throw noSuchDataset(m_connection, id);
        const std::string name = head.text(0);
        if (head.integer(1) == 0)
            throw StoreError(fmt::format("the data set '{}' is not in the trash; move it there first", name));
        Query runs = m_connection.query("SELECT count(*), min(id) FROM runs WHERE dataset_id = ?");
        runs.bind(id).next();
        if (runs.integer(0) > 0)
            throw StoreError(fmt::format("'{}' stays, because runs could not go on without the texts that "
                                         "they were trained on: {} in number, the first is run {}; remove "
                                         "those for good before it, also from the trash of runs",
                                         name, runs.integer(0), runs.integer(1)));
        deleteDataset(m_connection, id);
    });
}

} // namespace lab
