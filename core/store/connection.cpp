#include "core/store/connection.h"

#include "core/store/lab_wait.h"

#include <sqlite3.h>

#include <cmath>
#include <filesystem>
#include <limits>

namespace lab {
namespace {

bool diskIsFull(const std::string& path) {
    constexpr std::uintmax_t kLittle = 256 * 1024; // less than one growth step of SQLite's shared-memory file
    std::error_code error;
    const auto space = std::filesystem::space(std::filesystem::absolute(path, error).parent_path(), error);
    return !error && space.available < kLittle;
}

} // namespace

Query::Query(SQLite::Statement& statement) : m_statement(statement) {}

Query::~Query() {
    m_statement.tryReset();
    // Large texts and blobs are not to stay in memory with the prepared statement.
    m_statement.clearBindings();
}

Query& Query::again() {
    m_statement.reset();
    m_bound = 0;
    return *this;
}

double Query::real(int column) const {
    const auto value = m_statement.getColumn(column);
    return value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.getDouble();
}

std::optional<std::int64_t> Query::maybeInteger(int column) const {
    const auto value = m_statement.getColumn(column);
    return value.isNull() ? std::nullopt : std::optional<std::int64_t>(value.getInt64());
}

std::string_view Query::blob(int column) const {
    const auto value = m_statement.getColumn(column);
    return {static_cast<const char*>(value.getBlob()), static_cast<std::size_t>(value.getBytes())};
}

void Query::bindOne(int index, double value) {
    if (std::isnan(value))
        m_statement.bind(index);
    else
        m_statement.bind(index, value);
}

void Query::bindOne(int index, const Blob& value) {
    // A null pointer would bind NULL and not an empty blob.
    const char* bytes = value.bytes.empty() ? "" : value.bytes.data();
    m_statement.bindNoCopy(index, bytes, static_cast<int>(value.bytes.size()));
}

void Query::bindOne(int index, const std::optional<std::int64_t>& value) {
    if (value)
        m_statement.bind(index, *value);
    else
        m_statement.bind(index);
}

Connection::Connection(std::unique_ptr<SQLite::Database> database, std::string path, bool readOnly)
    : m_database(std::move(database)), m_path(std::move(path)), m_readOnly(readOnly) {}

Query Connection::query(const std::string& sql) {
    auto& statement = m_statements[sql];
    if (!statement)
        statement = std::make_unique<SQLite::Statement>(*m_database, sql);
    return Query(*statement);
}

// SQLite would go on writing into a file that no longer has a name, and all of it would be lost.
void Connection::requirePresent() {
    int moved = 0;
    sqlite3_file_control(m_database->getHandle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    if (moved != 0)
        throw StoreError(goneMessage(m_path));
}

Connection::Transaction::Transaction(Connection& connection)
    : m_connection(connection), m_outer(!connection.m_inTransaction) {
    if (m_connection.m_readOnly)
        throw StoreError(readOnlyMessage(m_connection.m_path));
    if (!m_outer)
        return;
    m_connection.requirePresent();
    // IMMEDIATE: two writers wait for each other here, where waiting is safe, and never in the middle of a
    // change.
    m_connection.exec("BEGIN IMMEDIATE");
    m_connection.m_inTransaction = true;
}

Connection::Transaction::~Transaction() {
    if (!m_outer || m_done)
        return;
    m_connection.m_inTransaction = false;
    // A full disk makes SQLite roll back by itself; then there is nothing left to do.
    if (sqlite3_get_autocommit(m_connection.m_database->getHandle()) == 0)
        m_connection.m_database->tryExec("ROLLBACK");
}

void Connection::Transaction::commit() {
    if (!m_outer)
        return;
    m_connection.requirePresent();
    m_connection.exec("COMMIT");
    m_done = true;
    m_connection.m_inTransaction = false;
}

std::string goneMessage(const std::string& path) {
    return fmt::format(
        "{}: the lab file was moved or removed while it was open; put it back where it was, or "
        "start the program again",
        path);
}

std::string readOnlyMessage(const std::string& path) {
    return fmt::format(
        "{}: the lab file is read-only; make the file and its folder writable (chmod u+w) or name "
        "another lab with --lab",
        path);
}

std::string storeMessage(int code, const std::string& detail, const std::string& path) {
    switch (code & 0xFF) { // extended codes keep the primary code in the low byte
    case SQLITE_FULL:
        return fmt::format(
            "{}: the disk is full, the last change was not stored; free some space and try again", path);
    case SQLITE_READONLY:
        return readOnlyMessage(path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fmt::format(
            "{}: another program has been writing to the lab file for too long; try again when it "
            "is done",
            path);
    case SQLITE_NOTADB:
        return fmt::format("{}: is not a lab file (not an SQLite database); name another with --lab", path);
    case SQLITE_CORRUPT:
        return fmt::format("{}: the lab file is damaged; restore a copy, or rescue what is readable with: "
                           "sqlite3 FILE .recover",
                           path);
    case SQLITE_CANTOPEN:
        return fmt::format(
            "{}: the lab file cannot be opened; check that you may read it and write to its folder", path);
    case SQLITE_IOERR:
        if (diskIsFull(path))
            return storeMessage(SQLITE_FULL, detail, path);
        return fmt::format("{}: the disk failed while the lab file was read or written ({})", path, detail);
    case SQLITE_CONSTRAINT:
        if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
            return fmt::format(
                "{}: what this belongs to is no longer in the lab file; perhaps another program has "
                "deleted the run",
                path);
        return fmt::format("{}: the lab file does not accept the change ({})", path, detail);
    case SQLITE_NOMEM:
        return fmt::format("{}: there is not enough memory to use the lab file", path);
    default:
        return fmt::format("{}: the lab file cannot be used ({})", path, detail);
    }
}

void throwStoreError(int code, const std::string& detail, const std::string& path) {
    const int primary = code & 0xFF;
    if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED)
        throw LabBusy(storeMessage(code, detail, path));
    throw StoreError(storeMessage(code, detail, path));
}

} // namespace lab
