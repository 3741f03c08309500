#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lab {

class Connection;

/// The platform's place for the lab: $XDG_DATA_HOME or ~/.local/share, then fastformer-lab/lab.db.
std::string defaultLabPath();

enum class LabMode {
    ReadWrite, ///< creates the file when it is absent; a file that cannot be written opens for reading
    ReadOnly,  ///< never changes a byte; the file must exist and have this program's format
};

/// One connection to a lab file, the SQLite file that holds data sets, runs and everything they made
/// (schema: resources/schema). The repositories read and write through it; each is a light view that may be
/// made wherever it is needed and must not outlive the LabFile.
///
/// Any number of connections in any number of processes may use one file. A connection belongs to one thread
/// at a time; give each thread its own. What a call has stored when it returns survives kill -9 and loss of
/// power. Reading waits for nobody, nor does opening a file that is up to date. Writers wait for each other,
/// 30 s at most where WithPatience (core/store/lab_wait.h) says nothing else, and throw LabBusy then. Every
/// function throws StoreError with one sentence: not a lab, newer format, read-only, full disk, damaged,
/// moved or removed while this process had it open (it is not made anew then).
class LabFile {
public:
    /// Opens \p path; an older format is brought up to date after a copy to `PATH.backup-vN`. The default
    /// path's folder is created, any other must exist. ":memory:" is a lab that lives as long as the object.
    explicit LabFile(const std::string& path, LabMode mode = LabMode::ReadWrite);
    ~LabFile();
    LabFile(const LabFile&) = delete;
    LabFile& operator=(const LabFile&) = delete;

    [[nodiscard]] const std::string& path() const;
    /// True when changes will be refused, whether asked for or because the file cannot be written.
    [[nodiscard]] bool readOnly() const;

    /// Runs \p body so that all changes in it are stored together or, when it throws, not at all.
    void transaction(const std::function<void()>& body);
    /// Runs \p body, which must not change this lab, so that all that it reads is of one moment whatever
    /// others write meanwhile.
    void readTogether(const std::function<void()>& body);
    /// A number that changes whenever another connection has changed the file; cheap enough to poll.
    [[nodiscard]] std::int64_t changes() const;
    /// What is wrong with the file, empty when it is sound. Reads all of it.
    [[nodiscard]] std::vector<std::string> integrityCheck() const;
    /// Gives the space of deleted things back to the disk. Rewrites the file.
    void compact();

    /// For the repositories alone.
    [[nodiscard]] Connection& connection() const { return *m_connection; }

private:
    std::unique_ptr<Connection> m_connection;
};

} // namespace lab
