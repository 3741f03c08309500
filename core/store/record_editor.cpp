#include "core/store/record_editor.h"

#include "core/store/config_json.h"
#include "core/store/connection.h"
#include "core/store/record_rows.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace lab {
namespace {

constexpr const char* kEdited = "edited"; // the format of what is no longer as a reader gave it
constexpr const char* kBuiltIn = "demo";

/// \p name of a copy as that of its original: "plums (edited 2)" → "plums".
std::string withoutMark(const std::string& name, const std::string& edited) {
    const std::size_t mark = name.rfind(" (" + edited);
    return mark != std::string::npos && name.back() == ')' ? name.substr(0, mark) : name;
}

struct Head {
    std::string name, format, fingerprint;
    std::vector<std::string> labels;
};

Head headOf(Connection& connection, std::int64_t id) {
    Query row = connection.query("SELECT name, format, fingerprint, labels FROM datasets WHERE id = ?");
    if (!row.bind(id).next())
        throw StoreError(fmt::format("{}: there is no data set {}", connection.path(), id));
    return {row.text(0), row.text(1), row.text(2),
            stringsFromJson(row.text(3), "the labels of a stored data set")};
}

bool isBlank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

void check(const StoredRecord& record, std::size_t classes) {
    if (isBlank(record.text))
        throw StoreError("a record needs a text: type one, or remove the record");
    if (record.label < 0 || static_cast<std::size_t>(record.label) >= classes)
        throw StoreError(
            fmt::format("there is no class {}: the data set has {}, from 0 on", record.label, classes));
}

bool same(const std::optional<StoredRecord>& a, const std::optional<StoredRecord>& b) {
    return a.has_value() == b.has_value() &&
           (!a || (a->text == b->text && a->label == b->label && a->split == b->split));
}

std::int64_t rowOf(std::int64_t dataset, std::int64_t position) {
    return dataset << 32 | position;
}

/// The record at a position, and its entry in the search index, become what \p change says.
void write(Connection& connection, std::int64_t dataset, const RecordChange& change,
           const std::optional<StoredRecord>& before) {
    const std::int64_t position = change.position;
    if (before) // the index keeps no texts: it forgets a text that it is told
        connection.query("INSERT INTO record_search (record_search, rowid, text) VALUES ('delete', ?, ?)")
            .bind(rowOf(dataset, position), before->text)
            .run();
    if (!change.record) {
        connection.query("DELETE FROM records WHERE dataset_id = ? AND position = ?")
            .bind(dataset, position)
            .run();
        return;
    }
    connection
        .query("INSERT INTO records (dataset_id, position, split, label, text) VALUES (?, ?, ?, ?, ?) ON "
               "CONFLICT (dataset_id, position) DO UPDATE SET split = excluded.split, label = "
               "excluded.label, text = excluded.text")
        .bind(dataset, position, splitColumn(change.record->split), change.record->label, change.record->text)
        .run();
    connection.query("INSERT INTO record_search (rowid, text) VALUES (?, ?)")
        .bind(rowOf(dataset, position), change.record->text)
        .run();
}

} // namespace

/// An edit that has been checked against the data set as it is.
struct RecordEditor::Plan {
    std::int64_t dataset = 0;
    Head head;
    std::map<std::int64_t, std::optional<StoredRecord>> before, after; ///< by position, changed ones alone
    std::array<std::int64_t, 3> counts{};                              ///< afterwards, by RecordSplit
    std::string fingerprint;                                           ///< afterwards

    [[nodiscard]] std::vector<RecordChange>
    changes(const std::map<std::int64_t, std::optional<StoredRecord>>& records) const {
        std::vector<RecordChange> list;
        for (const auto& [position, record] : records)
            list.push_back({position, record});
        return list;
    }
};

std::vector<std::optional<StoredRecord>>
RecordEditor::records(std::int64_t dataset, const std::vector<std::int64_t>& positions) const {
    return m_connection.read([&] {
        std::vector<std::optional<StoredRecord>> records;
        records.reserve(positions.size());
        Query row = m_connection.query(
            "SELECT text, label, split FROM records WHERE dataset_id = ? AND position = ?");
        for (const std::int64_t position : positions) {
            records.emplace_back();
            if (row.bind(dataset, position).next())
                records.back() = {row.text(0), static_cast<int>(row.integer(1)), parseSplit(row.text(2))};
            row.again();
        }
        return records;
    });
}

RecordEditor::Plan RecordEditor::plan(std::int64_t dataset, const std::vector<RecordChange>& changes) const {
    Plan plan{dataset, headOf(m_connection, dataset), {}, {}, {}, {}};
    std::int64_t next = 0;
    {
        Query last =
            m_connection.query("SELECT coalesce(max(position), -1) FROM records WHERE dataset_id = ?");
        last.bind(dataset).next();
        next = last.integer(0) + 1;
    }
    std::vector<std::int64_t> positions;
    for (const RecordChange& change : changes)
        positions.push_back(change.position == RecordChange::kNew ? next++ : change.position);
    const auto present = records(dataset, positions);
    for (std::size_t i = 0; i < changes.size(); ++i) {
        if (changes[i].record)
            check(*changes[i].record, plan.head.labels.size());
        if (same(present[i], changes[i].record))
            continue;
        plan.before[positions[i]] = present[i];
        plan.after[positions[i]] = changes[i].record;
    }
    ContentHash hash(plan.head.labels);
    const auto take = [&](std::string_view text, int label, RecordSplit split) {
        hash.add(text, label, split);
        ++plan.counts.at(static_cast<std::size_t>(split));
    };
    auto change = plan.after.begin();
    const auto takeChangesBefore = [&](std::int64_t position) {
        for (; change != plan.after.end() && change->first < position; ++change)
            if (change->second)
                take(change->second->text, change->second->label, change->second->split);
    };
    Query rows = m_connection.query(
        "SELECT position, text, label, split FROM records WHERE dataset_id = ? ORDER BY position");
    rows.bind(dataset);
    while (rows.next()) {
        const std::int64_t position = rows.integer(0);
        takeChangesBefore(position);
        if (change != plan.after.end() && change->first == position) {
            takeChangesBefore(position + 1);
            continue;
        }
        take(rows.blob(1), static_cast<int>(rows.integer(2)), parseSplit(rows.blob(3)));
    }
    takeChangesBefore(next);
    plan.fingerprint = hash.hex();
    return plan;
}

bool RecordEditor::needed(std::int64_t dataset) const {
    Query row = m_connection.query(
        "SELECT EXISTS (SELECT 1 FROM runs WHERE dataset_id = d.id) OR EXISTS (SELECT 1 FROM studies WHERE "
        "instr(config, 'lab:' || substr(d.fingerprint, 1, 16)) > 0) FROM datasets AS d WHERE id = ?");
    return row.bind(dataset).next() && row.integer(0) != 0;
}

std::string RecordEditor::nameOfCopy(const std::string& original) const {
    const std::string base = withoutMark(original, m_edited);
    std::string name = fmt::format("{} ({})", base, m_edited);
    Query row = m_connection.query("SELECT count(*) FROM datasets WHERE name = ?");
    for (int number = 2;; ++number) {
        row.bind(name).next();
        if (row.integer(0) == 0)
            return name;
        row.again();
        name = fmt::format("{} ({} {})", base, m_edited, number);
    }
}

/// Without a fingerprint yet: the caller gives it that of its content.
std::int64_t RecordEditor::copy(std::int64_t dataset, const std::string& name) const {
    m_connection
        .query("INSERT INTO datasets (name, spec, format, fingerprint, labels, report, train_records, "
               "validation_records, test_records) SELECT ?, spec, format, '', labels, report, "
               "train_records, validation_records, test_records FROM datasets WHERE id = ?")
        .bind(name, dataset)
        .run();
    const std::int64_t id = m_connection.database().getLastInsertRowid();
    m_connection
        .query("INSERT INTO records (dataset_id, position, split, label, text) SELECT ?, position, split, "
               "label, text FROM records WHERE dataset_id = ?")
        .bind(id, dataset)
        .run();
    m_connection
        .query("INSERT INTO record_search (rowid, text) SELECT (dataset_id << 32) | position, text FROM "
               "records WHERE dataset_id = ?")
        .bind(id)
        .run();
    m_connection
        .query("INSERT INTO slices (dataset_id, name, filter) SELECT ?, name, filter FROM slices WHERE "
               "dataset_id = ?")
        .bind(id, dataset)
        .run();
    return id;
}

RecordEdit RecordEditor::store(const Plan& plan, const std::string& format, bool keep) {
    RecordEdit edit{plan.dataset,
                    plan.head.name,
                    plan.head.name,
                    false,
                    false,
                    {plan.head.fingerprint, plan.fingerprint, plan.changes(plan.after), format},
                    {plan.fingerprint, plan.head.fingerprint, plan.changes(plan.before), plan.head.format}};
    if (plan.after.empty())
        return edit;
    if (keep || plan.head.format == kBuiltIn || needed(plan.dataset)) {
        edit.copied = true;
        edit.name = nameOfCopy(plan.head.name);
        edit.dataset = copy(plan.dataset, edit.name);
    }
    for (const RecordChange& change : edit.done.changes)
        write(m_connection, edit.dataset, change, plan.before.at(change.position));
    m_connection
        .query("UPDATE datasets SET fingerprint = ?, format = ?, train_records = ?, validation_records = ?, "
               "test_records = ? WHERE id = ?")
        .bind(plan.fingerprint, format, plan.counts[0], plan.counts[1], plan.counts[2], edit.dataset)
        .run();
    return edit;
}

RecordEdit RecordEditor::apply(std::int64_t dataset, const std::vector<RecordChange>& changes, bool keep) {
    return m_connection.write([&] {
        const Plan edit = plan(dataset, changes);
        if (edit.counts[0] == 0)
            throw StoreError("the training part needs a record: put another one there first");
        Query twin =
            m_connection.query("SELECT name, trashed IS NOT NULL FROM datasets WHERE fingerprint = ?");
        if (!edit.after.empty() && twin.bind(edit.fingerprint).next()) {
            if (twin.integer(1) != 0)
                throw StoreError(fmt::format("nothing was changed: '{}' in the trash holds exactly the "
                                             "texts that this edit would make; restore it instead",
                                             twin.text(0)));
            throw StoreError(fmt::format("nothing was changed: '{}' holds exactly the texts that this edit "
                                         "would make; use that data set instead",
                                         twin.text(0)));
        }
        return store(edit, kEdited, keep);
    });
}

/// Slices that were made of a copy since do not go with it; one that was changed there gets another name
/// beside that of the original.
void RecordEditor::dropCopy(std::int64_t copy, std::int64_t original) {
    std::vector<std::pair<std::int64_t, std::string>> changed;
    {
        Query rows = m_connection.query(
            "SELECT made.id, made.name FROM slices made JOIN slices kept ON kept.name = made.name "
            "WHERE made.dataset_id = ? AND kept.dataset_id = ? AND made.filter <> kept.filter");
        rows.bind(copy, original);
        while (rows.next())
            changed.emplace_back(rows.integer(0), rows.text(1));
    }
    for (const auto& [slice, name] : changed)
        m_connection.query("UPDATE slices SET name = ? WHERE id = ?")
            .bind(freeSliceName(name, copy, original), slice)
            .run();
    m_connection.query("UPDATE OR IGNORE slices SET dataset_id = ? WHERE dataset_id = ?")
        .bind(original, copy)
        .run();
    deleteDataset(m_connection, copy);
}

/// "name (2)" or the next number that no slice of the two data sets has.
std::string RecordEditor::freeSliceName(const std::string& name, std::int64_t one, std::int64_t other) {
    for (int number = 2;; ++number) {
        std::string candidate = fmt::format("{} ({})", name, number);
        Query taken = m_connection.query("SELECT 1 FROM slices WHERE name = ? AND dataset_id IN (?, ?)");
        if (!taken.bind(candidate, one, other).next())
            return candidate;
    }
}

RecordEdit RecordEditor::retrace(const RecordStep& step, bool dropSource) {
    return m_connection.write([&] {
        const auto idOf = [&](const std::string& fingerprint) {
            Query row = m_connection.query("SELECT id FROM datasets WHERE fingerprint = ?");
            return row.bind(fingerprint).next() ? std::optional(row.integer(0)) : std::nullopt;
        };
        const auto source = idOf(step.from), target = idOf(step.to);
        if (!source)
            throw StoreError("the data set that this edit changed is no longer in the lab file as it was");
        if (!target)
            return store(plan(*source, step.changes), step.format, false);
        const Head now = headOf(m_connection, *source);
        RecordEdit edit{*target, headOf(m_connection, *target).name, now.name, false, true, step, {}};
        edit.back = {step.to, step.from, {}, now.format};
        std::vector<std::int64_t> positions;
        for (const RecordChange& change : step.changes)
            positions.push_back(change.position);
        const auto present = records(*source, positions);
        for (std::size_t i = 0; i < positions.size(); ++i)
            edit.back.changes.push_back({positions[i], present[i]});
        if (dropSource && !needed(*source))
            dropCopy(*source, *target);
        return edit;
    });
}

} // namespace lab
