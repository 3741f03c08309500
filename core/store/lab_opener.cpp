#include "core/store/lab_opener.h"

#include "core/store/atomic_file.h"
#include "core/store/connection.h"
#include "core/store/lab_wait.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

namespace lab {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMemory = ":memory:";

using Database = std::unique_ptr<SQLite::Database>;

/// The lab files that this process has open. One that goes away under it must not be made anew, empty, by
/// the next connection.
class OpenLabs {
public:
    static OpenLabs& ofThisProcess() {
        static OpenLabs only;
        return only;
    }
    /// \p path counts as open for as long as the result lives.
    std::shared_ptr<const void> hold(const std::string& path) {
        const std::lock_guard lock(m_mutex);
        const auto place = m_paths.insert(nameOf(path));
        return {&*place, [this, place](const std::string*) {
                    const std::lock_guard unlocked(m_mutex);
                    m_paths.erase(place);
                }};
    }
    [[nodiscard]] bool holds(const std::string& path) {
        const std::lock_guard lock(m_mutex);
        return m_paths.contains(nameOf(path));
    }

private:
    static std::string nameOf(const std::string& path) {
        return fs::absolute(path).lexically_normal().string();
    }
    std::mutex m_mutex;
    std::multiset<std::string> m_paths;
};

/// What can be said about a path before SQLite sees it, in clearer words than SQLite's. Whether a file is
/// there: asked once, because one that goes away while it is being opened must not be made anew.
bool checkPath(const std::string& path, LabMode mode) {
    std::error_code error;
    if (fs::is_directory(path, error))
        throw StoreError(fmt::format("{}: is a directory; --lab needs the name of a file", path));
    if (fs::exists(path, error))
        return true;
    if (OpenLabs::ofThisProcess().holds(path))
        throw StoreError(goneMessage(path));
    if (mode == LabMode::ReadOnly)
        throw StoreError(fmt::format("{}: there is no such lab file", path));
    const fs::path folder = fs::absolute(path).parent_path();
    if (path == defaultLabPath() && (fs::create_directories(folder, error), error))
        throw StoreError(fmt::format("{}: the folder cannot be created ({}); name another lab with --lab",
                                     folder.string(), error.message()));
    if (!fs::is_directory(folder, error))
        throw StoreError(
            fmt::format("{}: the folder {} does not exist; create it first", path, folder.string()));
    if (::access(folder.c_str(), W_OK) != 0)
        throw StoreError(fmt::format("{}: the folder {} is not writable; name another lab with --lab", path,
                                     folder.string()));
    return false;
}

Database connect(const std::string& name, int flags) {
    auto database = std::make_unique<SQLite::Database>(name, flags);
    waitForOthers(database->getHandle());
    sqlite3_extended_result_codes(database->getHandle(), 1);
    // A lab may come by mail: nothing in its schema is to run functions, and pages are checked when read.
    database->exec("PRAGMA trusted_schema = OFF");
    database->exec("PRAGMA cell_size_check = ON");
    database->exec("PRAGMA foreign_keys = ON");
    return database;
}

int pragma(SQLite::Database& database, const char* name) {
    return database.execAndGet(fmt::format("PRAGMA {}", name)).getInt();
}

/// A file on a medium that cannot be written has no room for the shared-memory file that WAL needs; when its
/// last writer closed it cleanly it can be read as it stands.
Database connectImmutable(const std::string& path) {
    std::string uri = "file:";
    for (const char c : fs::absolute(path).string())
        uri += c == '?' || c == '#' || c == '%' ? fmt::format("%{:02X}", static_cast<unsigned char>(c))
                                                : std::string(1, c);
    return connect(uri + "?immutable=1", SQLite::OPEN_READONLY | SQLite::OPEN_URI);
}

bool canWrite(const std::string& path) {
    const fs::path folder = fs::absolute(path).parent_path();
    return ::access(folder.c_str(), W_OK) == 0 &&
           (::access(path.c_str(), F_OK) != 0 || ::access(path.c_str(), W_OK) == 0);
}

Database connectForReading(const std::string& path) {
    if (canWrite(path)) { // tidies up the log like any other connection, but refuses changes
        Database database = connect(path, SQLite::OPEN_READWRITE);
        database->exec("PRAGMA query_only = ON");
        return database;
    }
    try {
        Database database = connect(path, SQLite::OPEN_READONLY);
        pragma(*database, "user_version"); // the first read is what fails
        return database;
    } catch (const SQLite::Exception& error) {
        const int code = error.getErrorCode() & 0xFF;
        std::error_code ignored;
        const bool unwritten =
            !fs::exists(path + "-wal", ignored) || fs::file_size(path + "-wal", ignored) == 0;
        if ((code != SQLITE_CANTOPEN && code != SQLITE_READONLY) || !unwritten ||
            ::access(path.c_str(), R_OK) != 0)
            throw;
        return connectImmutable(path);
    }
}

enum class Content { Empty, Lab };

/// \throws StoreError for anything that is neither a lab nor empty.
Content recognise(SQLite::Database& database, const std::string& path, int newest) {
    const int application = pragma(database, "application_id");
    const int version = pragma(database, "user_version");
    const bool empty = database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
    if (empty && application == 0 && version == 0)
        return Content::Empty;
    if (application != kApplicationId)
        throw StoreError(fmt::format(
            "{}: is not a lab file (an SQLite database of another program); name another with --lab", path));
    if (version > newest)
        throw StoreError(
            fmt::format("{}: was written by a newer version of Fastformer Lab (format {}, this program "
                        "knows {}); update the program",
                        path, version, newest));
    return Content::Lab;
}

void syncToDisk(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

/// Copies the file as it stands to the first free name `PATH.backup-vN`, `PATH.backup-vN-2`, …; the caller
/// holds the write lock.
void backUp(const std::string& path, int version) {
    const std::string name = fmt::format("{}.backup-v{}", path, version);
    std::string target = name;
    for (int i = 2; fs::exists(target); ++i)
        target = fmt::format("{}-{}", name, i);
    const std::string temporary = target + ".tmp";
    std::error_code ignored;
    fs::remove(temporary, ignored);
    try {
        // A second connection reads what is committed while the first one keeps writers out.
        Database source = connect(path, SQLite::OPEN_READONLY);
        SQLite::Statement copy(*source, "VACUUM INTO ?");
        copy.bind(1, temporary);
        copy.exec();
    } catch (...) {
        fs::remove(temporary, ignored);
        throw;
    }
    syncToDisk(temporary);
    fs::rename(temporary, target);
}

/// Creates or updates the schema in one transaction. Another process may do the same at this moment: whoever
/// gets the lock second finds nothing left to do. A file that is up to date is opened without the lock, which
/// a long import may hold.
void migrate(Connection& connection, std::span<const Migration> history) {
    SQLite::Database& database = connection.database();
    const auto upToDate = [&] { return pragma(database, "user_version") == history.back().version; };
    if (upToDate())
        return;
    connection.write([&] {
        recognise(database, connection.path(), history.back().version);
        if (upToDate())
            return;
        const int version = pragma(database, "user_version");
        if (version > 0 && connection.path() != kMemory)
            backUp(connection.path(), version);
        for (const Migration& migration : history)
            if (migration.version > version)
                database.exec(migration.sql);
        database.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
        database.exec(fmt::format("PRAGMA user_version = {}", history.back().version));
    });
}

/// Switching to WAL needs the file for itself for a moment and does not wait for it by its own means.
void useWal(SQLite::Database& database) {
    for (int attempt = 0;; ++attempt) {
        if (database.tryExec("PRAGMA journal_mode = WAL") == SQLITE_OK)
            break;
        if ((sqlite3_errcode(database.getHandle()) & 0xFF) != SQLITE_BUSY || attempt == 100)
            throw SQLite::Exception(database.getHandle());
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    // FULL: a commit is on the disk when it returns. With NORMAL a power cut could take minutes of metrics.
    database.exec("PRAGMA synchronous = FULL");
    database.exec("PRAGMA journal_size_limit = 67108864"); // gives a large checkpoint's log space back
}

std::unique_ptr<Connection> openForReading(const std::string& path, int newest) {
    auto connection = std::make_unique<Connection>(connectForReading(path), path, true);
    SQLite::Database& database = connection->database();
    if (recognise(database, path, newest) == Content::Empty)
        throw StoreError(fmt::format("{}: is empty and no lab file yet", path));
    const int version = pragma(database, "user_version");
    if (version < newest)
        throw StoreError(
            fmt::format("{}: has the older format {} (this program writes {}); open it once for writing, "
                        "or a writable copy of it, to bring it up to date",
                        path, version, newest));
    return connection;
}

/// Opens \p file, which messages call \p path. \p flags: SQLite::OPEN_CREATE where it may be made; a file
/// that is there may go away at this moment and must not be made anew.
std::unique_ptr<Connection> openForWriting(const std::string& file, const std::string& path,
                                           std::span<const Migration> history, int flags = 0) {
    Database database = connect(file, SQLite::OPEN_READWRITE | flags);
    recognise(*database, path, history.back().version); // before a byte of a foreign file changes
    useWal(*database);
    auto connection = std::make_unique<Connection>(std::move(database), path, false);
    migrate(*connection, history);
    return connection;
}

/// Makes a new lab under a temporary name and gives it its own name when it is whole, so that a full disk or
/// a kill never leaves half a lab. When another process was faster, its file stays.
void createLab(const std::string& path, std::span<const Migration> history) {
    const std::string temporary = temporaryName(path);
    const auto tidy = [&] {
        std::error_code ignored;
        for (const char* suffix : {"", "-wal", "-shm", "-journal"})
            fs::remove(temporary + suffix, ignored);
    };
    try {
        openForWriting(temporary, path, history, SQLite::OPEN_CREATE);
    } catch (...) {
        tidy();
        throw;
    }
    std::error_code error;
    fs::create_hard_link(temporary, path, error); // unlike rename, never replaces
    if (error && !fs::exists(path))
        fs::rename(temporary, path); // a file system without links
    tidy();
}

} // namespace

std::unique_ptr<Connection> openLab(const std::string& path, LabMode mode,
                                    std::span<const Migration> history) {
    try {
        if (path == kMemory)
            return openForWriting(path, path, history, SQLite::OPEN_CREATE);
        const bool present = checkPath(path, mode);
        const bool reading = mode == LabMode::ReadOnly || !canWrite(path);
        if (!reading && !present)
            createLab(path, history);
        auto connection =
            reading ? openForReading(path, history.back().version) : openForWriting(path, path, history);
        connection->keep(OpenLabs::ofThisProcess().hold(path));
        return connection;
    } catch (const SQLite::Exception& error) {
        std::error_code ignored;
        if (!fs::exists(path, ignored) && OpenLabs::ofThisProcess().holds(path))
            throw StoreError(goneMessage(path));
        throwStoreError(error.getErrorCode(), error.what(), path);
    } catch (const fs::filesystem_error& error) {
        throw StoreError(fmt::format("{}: the lab file cannot be opened ({})", path, error.code().message()));
    }
}

} // namespace lab
