#include "core/store/lab_file.h"

#include "core/store/connection.h"
#include "core/store/lab_opener.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace lab {

std::string defaultLabPath() {
    namespace fs = std::filesystem;
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return fs::path(value == nullptr ? "" : value);
    };
    fs::path data = variable("XDG_DATA_HOME");
    if (!data.is_absolute()) { // as the XDG base directory specification wants it
        fs::path home = variable("HOME");
        if (const passwd* user = home.empty() ? ::getpwuid(::getuid()) : nullptr)
            home = user->pw_dir;
        data = home / ".local" / "share";
    }
    return (data / "fastformer-lab" / "lab.db").string();
}

LabFile::LabFile(const std::string& path, LabMode mode) : m_connection(openLab(path, mode)) {}
LabFile::~LabFile() = default;

const std::string& LabFile::path() const {
    return m_connection->path();
}
bool LabFile::readOnly() const {
    return m_connection->readOnly();
}

void LabFile::transaction(const std::function<void()>& body) {
    m_connection->write(body);
}

void LabFile::readTogether(const std::function<void()>& body) {
    m_connection->readTogether(body);
}

std::int64_t LabFile::changes() const {
    return m_connection->read([&] {
        Query query = m_connection->query("PRAGMA data_version");
        query.next();
        return query.integer(0);
    });
}

std::vector<std::string> LabFile::integrityCheck() const {
    std::vector<std::string> problems;
    try {
        m_connection->read([&] {
            Query pages = m_connection->query("PRAGMA integrity_check");
            while (pages.next())
                if (pages.text(0) != "ok")
                    problems.push_back(pages.text(0));
            Query keys = m_connection->query("PRAGMA foreign_key_check");
            while (keys.next())
                problems.push_back(
                    fmt::format("a row of {} refers to a missing row of {}", keys.text(0), keys.text(2)));
        });
    } catch (const StoreError& error) { // too damaged to be checked to the end
        problems.emplace_back(error.what());
    }
    return problems;
}

void LabFile::compact() {
    if (readOnly())
        throw StoreError(readOnlyMessage(path()));
    m_connection->read([&] {
        // What was deleted from the search index is let go only when its parts are merged.
        m_connection->exec("INSERT INTO record_search (record_search) VALUES ('optimize')");
        m_connection->exec("VACUUM");
    });
}

} // namespace lab
