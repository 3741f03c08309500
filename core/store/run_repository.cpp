#include "core/store/run_repository.h"

#include "core/store/action_repository.h"
#include "core/store/config_json.h"
#include "core/store/connection.h"
#include "core/store/sha256.h"
#include "core/store/unstored_failures.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <ctime>
#include <iomanip>
#include <sstream>

namespace lab {
namespace {

constexpr std::array kStatus{"preparing", "running", "paused", "stopped", "finished", "failed"};

constexpr const char* kNoTags = "[]";
constexpr const char* kAtWork = "status IN ('preparing', 'running', 'paused')";
constexpr const char* kNow = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"; // UTC, ISO 8601

std::string qualityColumns(const char* kind) {
    std::string columns = fmt::format("{}_step", kind);
    for (const char* split : {"train", "validation", "test"})
        for (const char* name : {"loss", "accuracy", "macro_f1"})
            columns += fmt::format(", {}_{}_{}", kind, split, name);
    return columns;
}

std::string summaryColumns() {
    return "epochs, seconds, tokens_per_second, peak_bytes, " + qualityColumns("best") + ", " +
           qualityColumns("last");
}

std::string changedColumn() {
    return fmt::format("EXISTS (SELECT 1 FROM actions WHERE run_id = runs.id AND undone = 0 AND "
                       "kind IN ('{}'))",
                       fmt::join(kCourseChanges, "', '"));
}

/// The columns that readRow() takes, in its order.
std::string selectRows(const char* rest) {
    return "SELECT id, name, status, error, encoder, sharing, data, seed, device, dataset_id, vocabulary_id, "
           "parent_id, group_id, parent_step, repeat, colour, steps, total_steps, attention_parameters, "
           "total_parameters, host, process, process_start, created, updated, tags, note, trashed, "
           "settings, " +
           changedColumn() + ", " + summaryColumns() + " FROM runs LEFT JOIN run_summary ON run_id = id " +
           rest;
}

/// ", ?" as often as asked.
std::string parameters(int count) {
    std::string marks;
    for (int i = 0; i < count; ++i)
        marks += ", ?";
    return marks;
}

RunStatus parseStatus(std::string_view name) {
    for (std::size_t i = 0; i < kStatus.size(); ++i)
        if (name == kStatus[i])
            return static_cast<RunStatus>(i);
    throw StoreError(fmt::format("the lab file holds an unknown run status \"{}\"", name));
}

/// Reads the columns of a row from left to right.
class Columns {
public:
    explicit Columns(const Query& query) : m_query(query) {}
    std::int64_t integer() { return m_query.integer(m_next++); }
    int small() { return static_cast<int>(integer()); }
    double real() { return m_query.real(m_next++); }
    std::string text() { return m_query.text(m_next++); }
    std::optional<std::int64_t> maybe() { return m_query.maybeInteger(m_next++); }

private:
    const Query& m_query;
    int m_next = 0;
};

SplitQuality readSplit(Columns& columns) {
    SplitQuality quality;
    quality.loss = columns.real();
    quality.accuracy = columns.real();
    quality.macroF1 = columns.real();
    return quality;
}

RunQuality readQuality(Columns& columns) {
    RunQuality quality;
    quality.step = columns.integer();
    quality.train = readSplit(columns);
    quality.validation = readSplit(columns);
    quality.test = readSplit(columns);
    return quality;
}

RunRow readRow(Columns& columns) {
    RunRow row;
    row.id = columns.integer();
    row.name = columns.text();
    row.status = parseStatus(columns.text());
    row.error = columns.text();
    row.encoder = columns.text();
    row.sharing = columns.text();
    row.data = columns.text();
    row.seed = std::bit_cast<std::uint64_t>(columns.integer());
    row.device = columns.text();
    row.dataset = columns.maybe();
    row.vocabulary = columns.maybe();
    row.parent = columns.maybe();
    row.group = columns.maybe();
    row.parentStep = columns.integer();
    row.repeat = columns.small();
    row.colour = columns.small();
    row.steps = columns.integer();
    row.totalSteps = columns.integer();
    row.attentionParameters = columns.integer();
    row.totalParameters = columns.integer();
    row.process.host = columns.text();
    row.process.number = columns.integer();
    row.process.start = columns.integer();
    row.created = columns.text();
    row.updated = columns.text();
    if (std::string tags = columns.text(); tags != kNoTags)
        row.tags = stringsFromJson(tags, fmt::format("the tags of run {}", row.id));
    row.note = columns.text();
    row.trashed = columns.text();
    row.settings = std::bit_cast<std::uint64_t>(columns.integer());
    row.changed = columns.integer() != 0;
    row.summary.epochs = columns.real();
    row.summary.seconds = columns.real();
    row.summary.tokensPerSecond = columns.real();
    row.summary.peakBytes = columns.integer();
    row.summary.best = readQuality(columns);
    row.summary.last = readQuality(columns);
    return row;
}

void bindSplit(Query& query, const SplitQuality& quality) {
    query.bindNext(quality.loss).bindNext(quality.accuracy).bindNext(quality.macroF1);
}

void bindQuality(Query& query, const RunQuality& quality) {
    query.bindNext(quality.step);
    bindSplit(query, quality.train);
    bindSplit(query, quality.validation);
    bindSplit(query, quality.test);
}

void writeSummary(Connection& connection, std::int64_t id, const RunSummary& summary) {
    Query insert = connection.query("INSERT OR REPLACE INTO run_summary (run_id, " + summaryColumns() +
                                    ") VALUES (?" + parameters(24) + ")");
    insert.bindNext(id).bindNext(summary.epochs).bindNext(summary.seconds).bindNext(summary.tokensPerSecond);
    insert.bindNext(summary.peakBytes > 0 ? std::optional(summary.peakBytes) : std::nullopt);
    bindQuality(insert, summary.best);
    bindQuality(insert, summary.last);
    insert.run();
}

/// Equal for configurations that differ in the seed alone, and never 0.
std::uint64_t fingerprintOfSettings(RunConfig config) {
    config.train.seed = 0;
    return std::stoull(sha256(toJson(config)).substr(0, 16), nullptr, 16) | 1U;
}

/// Without a colour a run gets the next slot, without times the present one.
std::string insertSql() {
    return "INSERT INTO runs (name, status, error, config, encoder, sharing, data, seed, device, labels, "
           "dataset_id, vocabulary_id, parent_id, group_id, parent_step, repeat, steps, total_steps, "
           "attention_parameters, total_parameters, host, process, process_start, tags, note, settings, "
           "colour, "
           "created, updated) VALUES (?" +
           parameters(25) + ", coalesce(?, (SELECT coalesce(max(id), 0) FROM runs))" +
           fmt::format(", coalesce(nullif(?, ''), {0}), coalesce(nullif(?, ''), {0}))", kNow);
}

/// Inserts a run that is complete but for its id.
std::int64_t insertRun(Connection& connection, const StoredRun& run, std::optional<std::int64_t> colour) {
    const RunRow& row = run.row;
    Query insert = connection.query(insertSql());
    insert.bind(row.name, toString(row.status), row.error, toJson(run.config), row.encoder, row.sharing,
                row.data, row.seed, row.device, toJson(run.labels), row.dataset, row.vocabulary, row.parent,
                row.group, row.parentStep, row.repeat, row.steps, row.totalSteps, row.attentionParameters,
                row.totalParameters, row.process.host, row.process.number, row.process.start,
                toJson(row.tags), row.note, fingerprintOfSettings(run.config), colour, row.created,
                row.updated);
    insert.run();
    const std::int64_t id = connection.database().getLastInsertRowid();
    writeSummary(connection, id, row.summary);
    return id;
}

StoreError noSuchRun(const Connection& connection, std::int64_t id) {
    return StoreError(fmt::format("{}: there is no run {}; see the list of runs for those there are",
                                  connection.path(), id));
}

bool isAtWork(RunStatus status) {
    return status == RunStatus::Preparing || status == RunStatus::Running || status == RunStatus::Paused;
}

/// With what the lab file could not be told of a run that has failed.
RunRow withUnstoredFailure(RunRow row, const Connection& connection) {
    if (!isAtWork(row.status))
        return row;
    if (auto message = UnstoredFailures::ofThisProcess().find(connection.path(), row.id)) {
        row.status = RunStatus::Failed;
        row.error = *std::move(message);
    }
    return row;
}

/// Since the run was stored last; none for a time that cannot be read.
std::optional<std::chrono::seconds> silenceOf(const RunRow& row) {
    std::tm time{};
    std::istringstream stream(row.updated);
    stream >> std::get_time(&time, "%Y-%m-%dT%H:%M:%S");
    if (stream.fail())
        return std::nullopt;
    return std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::system_clock::now() - std::chrono::system_clock::from_time_t(::timegm(&time)));
}

StoreError beingTrained(const Connection& connection, const RunRow& row) {
    const ProcessId& process = row.process;
    if (process.host == thisProcess().host)
        return StoreError(fmt::format("{}: run {} is being trained by process {} on {}; stop it first",
                                      connection.path(), row.id, process.number, process.host));
    return StoreError(
        fmt::format("{}: run {} is being trained by process {} on {}; stop it there first, or wait when that "
                    "process is gone: a run counts as stopped an hour after its last step, a paused one "
                    "after a day",
                    connection.path(), row.id, process.number, process.host));
}

std::string trimmed(const std::string& text) {
    constexpr const char* kBlank = " \t\r\n";
    const auto from = text.find_first_not_of(kBlank);
    return from == std::string::npos ? std::string()
                                     : text.substr(from, text.find_last_not_of(kBlank) - from + 1);
}

} // namespace

bool isBeingTrained(const RunRow& run) {
    if (!isAtWork(run.status) || isGone(run.process))
        return false;
    using namespace std::chrono_literals;
    const auto silence = silenceOf(run);
    const auto most = run.status == RunStatus::Paused ? 24h : 1h; // an evaluation is silent for minutes
    return run.process.host == thisProcess().host || !silence || *silence <= most;
}

const char* toString(RunStatus status) {
    return kStatus.at(static_cast<std::size_t>(status));
}

std::int64_t RunRepository::create(const NewRun& run) {
    StoredRun stored;
    stored.config = run.config;
    stored.labels = run.labels;
    RunRow& row = stored.row;
    row.name = run.name;
    row.encoder = run.config.model.encoder;
    row.sharing = toString(run.config.model.sharing);
    row.data = run.config.data.spec;
    row.seed = run.config.train.seed;
    row.device = run.config.device;
    row.dataset = run.dataset;
    row.vocabulary = run.vocabulary;
    row.parent = run.parent;
    row.parentStep = run.parentStep;
    row.group = run.group;
    row.repeat = run.repeat;
    row.totalSteps = run.totalSteps;
    row.attentionParameters = run.attentionParameters;
    row.totalParameters = run.totalParameters;
    row.process = thisProcess();
    return m_connection.write([&] { return insertRun(m_connection, stored, std::nullopt); });
}

std::int64_t RunRepository::insertCopy(const StoredRun& run) {
    StoredRun copy = run;
    copy.row.parent.reset();
    copy.row.group.reset();
    if (isAtWork(copy.row.status))
        copy.row.status = RunStatus::Stopped;
    return m_connection.write([&] { return insertRun(m_connection, copy, copy.row.colour); });
}

template <class... Values>
void RunRepository::set(std::int64_t id, const char* assignments, const Values&... values) {
    m_connection.write([&] {
        m_connection.query(fmt::format("UPDATE runs SET {}, updated = {} WHERE id = ?", assignments, kNow))
            .bind(values..., id)
            .run();
        if (m_connection.database().getChanges() == 0)
            throw noSuchRun(m_connection, id);
    });
}

void RunRepository::rename(std::int64_t id, const std::string& name) {
    set(id, "name = ?", name);
}
void RunRepository::setStatus(std::int64_t id, RunStatus status) {
    set(id, "status = ?", toString(status));
}
void RunRepository::setError(std::int64_t id, const std::string& message) {
    set(id, "status = 'failed', error = ?", message);
}
void RunRepository::setSteps(std::int64_t id, std::int64_t steps) {
    set(id, "steps = ?", steps);
}
void RunRepository::setTotalSteps(std::int64_t id, std::int64_t totalSteps) {
    set(id, "total_steps = ?", totalSteps);
}
void RunRepository::setTrainOptions(std::int64_t id, const TrainOptions& train) {
    m_connection.write([&] {
        RunConfig config = load(id).config;
        config.train = train;
        set(id, "config = ?, seed = ?, settings = ?", toJson(config), train.seed,
            fingerprintOfSettings(config));
    });
}
void RunRepository::setColour(std::int64_t id, int slot) {
    set(id, "colour = ?", slot);
}
void RunRepository::setNote(std::int64_t id, const std::string& note) {
    set(id, "note = ?", note);
}
void RunRepository::restore(std::int64_t id) {
    set(id, "trashed = ''");
}

void RunRepository::setTags(std::int64_t id, const std::vector<std::string>& tags) {
    std::vector<std::string> clean;
    for (const std::string& each : tags)
        if (std::string tag = trimmed(each);
            !tag.empty() && std::find(clean.begin(), clean.end(), tag) == clean.end())
            clean.push_back(std::move(tag));
    set(id, "tags = ?", toJson(clean));
}

void RunRepository::requireIdle(std::int64_t id) const {
    if (const RunRow row = load(id).row; isBeingTrained(row))
        throw beingTrained(m_connection, row);
}

void RunRepository::trash(std::int64_t id) {
    m_connection.write([&] {
        requireIdle(id);
        m_connection.query(fmt::format("UPDATE runs SET trashed = {} WHERE id = ? AND trashed = ''", kNow))
            .bind(id)
            .run();
    });
}

std::vector<std::int64_t> RunRepository::emptyTrash() {
    return m_connection.write([&] {
        std::vector<std::int64_t> ids;
        for (const RunRow& row : list(Listed::Trashed))
            ids.push_back(row.id);
        for (const std::int64_t id : ids)
            remove(id);
        return ids;
    });
}

void RunRepository::updateSummary(std::int64_t id, const RunSummary& summary) {
    m_connection.write([&] {
        set(id, "id = id"); // it exists and was updated now
        writeSummary(m_connection, id, summary);
    });
}

void RunRepository::takeOver(std::int64_t id) {
    m_connection.write([&] {
        const RunRow row = load(id).row;
        const ProcessId self = thisProcess();
        const bool own = row.process.host == self.host && row.process.number == self.number;
        if (!own && isBeingTrained(row))
            throw beingTrained(m_connection, row);
        set(id, "status = 'preparing', error = '', host = ?, process = ?, process_start = ?", self.host,
            self.number, self.start);
    });
}

void RunRepository::rewind(std::int64_t id, std::int64_t step) {
    m_connection.write([&] {
        set(id, "steps = ?", step);
        for (const char* sql : {"DELETE FROM metrics WHERE run_id = ? AND step > ?",
                                "DELETE FROM evaluations WHERE run_id = ? AND step > ?",
                                "DELETE FROM snapshots WHERE run_id = ? AND step > ?",
                                "DELETE FROM checkpoints WHERE run_id = ? AND kind = 'kept' AND step > ?",
                                "UPDATE actions SET undone = 1 WHERE run_id = ? AND step > ?"})
            m_connection.query(sql).bind(id, step).run();
    });
}

void RunRepository::remove(std::int64_t id) {
    m_connection.write([&] {
        m_connection.query("DELETE FROM runs WHERE id = ?").bind(id).run();
        if (m_connection.database().getChanges() == 0)
            throw noSuchRun(m_connection, id);
        m_connection
            .query("DELETE FROM vocabularies WHERE NOT EXISTS "
                   "(SELECT 1 FROM runs WHERE vocabulary_id = vocabularies.id)")
            .run();
    });
}

std::vector<std::int64_t> RunRepository::stopDeadRuns() {
    std::vector<RunRow> dead;
    m_connection.read([&] {
        Query rows = m_connection.query(selectRows(fmt::format("WHERE {} ORDER BY id", kAtWork).c_str()));
        while (rows.next()) {
            Columns columns(rows);
            if (RunRow row = readRow(columns); !isBeingTrained(row))
                dead.push_back(std::move(row));
        }
    });
    std::vector<std::int64_t> stopped;
    if (dead.empty()) // nothing to change: no need to wait for the write lock
        return stopped;
    m_connection.write([&] {
        for (const RunRow& row : dead) { // unless it gave a sign of life meanwhile or was taken over
            m_connection
                .query("UPDATE runs SET status = 'stopped' WHERE id = ? AND process = ? AND "
                       "process_start = ? AND updated = ?")
                .bind(row.id, row.process.number, row.process.start, row.updated)
                .run();
            if (m_connection.database().getChanges() > 0)
                stopped.push_back(row.id);
        }
    });
    return stopped;
}

std::vector<RunRow> RunRepository::list(Listed which) const {
    return m_connection.read([&] {
        std::vector<RunRow> runs;
        const char* const kRests[] = {"WHERE trashed = '' ORDER BY id DESC",
                                      "WHERE trashed <> '' ORDER BY trashed DESC, id DESC",
                                      "ORDER BY id DESC"};
        Query rows = m_connection.query(selectRows(kRests[static_cast<std::size_t>(which)]));
        while (rows.next()) {
            Columns columns(rows);
            runs.push_back(withUnstoredFailure(readRow(columns), m_connection));
        }
        return runs;
    });
}

std::optional<StoredRun> RunRepository::find(std::int64_t id) const {
    return m_connection.read([&]() -> std::optional<StoredRun> {
        StoredRun run;
        Query row = m_connection.query(selectRows("WHERE id = ?"));
        if (!row.bind(id).next())
            return std::nullopt;
        Columns columns(row);
        run.row = withUnstoredFailure(readRow(columns), m_connection);
        Query texts = m_connection.query("SELECT config, labels FROM runs WHERE id = ?");
        texts.bind(id).next();
        const std::string what = fmt::format("run {} of {}", id, m_connection.path());
        run.config = runConfigFromJson(texts.text(0), what);
        run.labels = stringsFromJson(texts.text(1), "the labels of " + what);
        return run;
    });
}

StoredRun RunRepository::load(std::int64_t id) const {
    auto run = find(id);
    if (!run)
        throw noSuchRun(m_connection, id);
    return *std::move(run);
}

std::vector<std::int64_t> RunRepository::children(std::int64_t id) const {
    return m_connection.read([&] {
        std::vector<std::int64_t> ids;
        Query rows = m_connection.query("SELECT id FROM runs WHERE parent_id = ? ORDER BY id");
        rows.bind(id);
        while (rows.next())
            ids.push_back(rows.integer(0));
        return ids;
    });
}

} // namespace lab
