#pragma once

// Private to core/store (and its tests): the only header that shows SQLite.

#include "core/base/error.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>

namespace lab {

/// Bytes to be bound without a copy; they must live until the query has run.
struct Blob {
    std::string_view bytes;
};

/// One use of a prepared statement: bind, then run() or next() row by row. Resets the statement when it goes.
class Query {
public:
    explicit Query(SQLite::Statement& statement);
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    /// Binds the parameters from the first to the last. NaN and an empty optional become NULL.
    template <class... Values> Query& bind(const Values&... values) {
        int index = 0;
        (bindOne(++index, values), ...);
        return *this;
    }
    /// Binds the following parameters of a statement with more of them than one likes to list in one call.
    template <class Value> Query& bindNext(const Value& value) {
        bindOne(++m_bound, value);
        return *this;
    }
    /// To the next row; false after the last.
    bool next() { return m_statement.executeStep(); }
    void run() { m_statement.exec(); }
    /// Prepares for new parameters and another run.
    Query& again();

    [[nodiscard]] std::int64_t integer(int column) const { return m_statement.getColumn(column).getInt64(); }
    [[nodiscard]] double real(int column) const; ///< NaN for NULL
    [[nodiscard]] std::string text(int column) const { return m_statement.getColumn(column).getString(); }
    [[nodiscard]] std::optional<std::int64_t> maybeInteger(int column) const;
    /// Valid until the next step.
    [[nodiscard]] std::string_view blob(int column) const;

private:
    void bindOne(int index, std::integral auto value) {
        m_statement.bind(index, static_cast<std::int64_t>(value));
    }
    void bindOne(int index, double value);
    void bindOne(int index, const std::string& value) { m_statement.bind(index, value); }
    void bindOne(int index, const char* value) { m_statement.bind(index, value); }
    void bindOne(int index, const Blob& value);
    void bindOne(int index, const std::optional<std::int64_t>& value);

    SQLite::Statement& m_statement;
    int m_bound = 0;
};

/// The sentence for an SQLite error \p code (with \p detail) that concerns the lab file \p path.
std::string storeMessage(int code, const std::string& detail, const std::string& path);

/// \throws LabBusy with storeMessage() when another connection held the file, else StoreError.
[[noreturn]] void throwStoreError(int code, const std::string& detail, const std::string& path);

/// An open lab file with its prepared statements: turns every SQLite error into one sentence and every change
/// into a transaction. One thread at a time.
class Connection {
public:
    Connection(std::unique_ptr<SQLite::Database> database, std::string path, bool readOnly);

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] bool readOnly() const { return m_readOnly; }
    [[nodiscard]] SQLite::Database& database() { return *m_database; }

    /// The prepared statement for \p sql, made once. Two uses of the same text must not overlap in time.
    Query query(const std::string& sql);
    void exec(const std::string& sql) { m_database->exec(sql); }

    /// Runs \p body and turns SQLite's errors into StoreError; see throwStoreError.
    template <class Body> decltype(auto) read(Body&& body) {
        try {
            return body();
        } catch (const SQLite::Exception& error) {
            throwStoreError(error.getErrorCode(), error.what(), m_path);
        }
    }
    /// read() inside one transaction that takes the write lock at once; within another write() it joins that
    /// one. When \p body throws nothing of it is kept.
    template <class Body> auto write(Body&& body) {
        return read([&] {
            Transaction transaction(*this);
            if constexpr (std::is_void_v<std::invoke_result_t<Body>>) {
                body();
                transaction.commit();
            } else {
                auto result = body();
                transaction.commit();
                return result;
            }
        });
    }
    /// read() so that all that \p body reads is of one moment; it must not write.
    template <class Body> void readTogether(Body&& body) {
        read([&] {
            if (m_inTransaction) {
                body();
                return;
            }
            const Moment moment(*this);
            body();
        });
    }
    /// What is to live as long as this connection.
    void keep(std::shared_ptr<const void> companion) { m_companion = std::move(companion); }

private:
    class Transaction {
    public:
        explicit Transaction(Connection& connection);
        ~Transaction();
        Transaction(const Transaction&) = delete;
        Transaction& operator=(const Transaction&) = delete;
        void commit();

    private:
        Connection& m_connection;
        bool m_outer;
        bool m_done = false;
    };

    class Moment {
    public:
        explicit Moment(Connection& connection) : m_connection(connection) { connection.exec("BEGIN"); }
        ~Moment() { m_connection.m_database->tryExec("ROLLBACK"); }
        Moment(const Moment&) = delete;
        Moment& operator=(const Moment&) = delete;

    private:
        Connection& m_connection;
    };

    void requirePresent();

    std::unique_ptr<SQLite::Database> m_database;
    std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>> m_statements; ///< by their SQL
    std::string m_path;
    std::shared_ptr<const void> m_companion;
    bool m_readOnly;
    bool m_inTransaction = false;
};

/// The sentence for a lab file that went away while it was open.
std::string goneMessage(const std::string& path);

/// The sentence for a change to a lab that cannot be written.
std::string readOnlyMessage(const std::string& path);

} // namespace lab
