#include "core/store/atomic_file.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace lab {
namespace {

std::string folderOf(const std::string& path) {
    const auto folder = std::filesystem::path(path).parent_path();
    return folder.empty() ? "." : folder.string();
}

} // namespace

std::string temporaryName(const std::string& path) {
    static std::atomic<unsigned> counter{0};
    return fmt::format("{}.tmp-{}-{}", path, ::getpid(), counter++);
}

AtomicFile::AtomicFile(std::string path) : m_path(std::move(path)), m_temporary(temporaryName(m_path)) {
    // Renaming over a device or a pipe would destroy it.
    struct stat info {};
    if (::stat(m_path.c_str(), &info) == 0 && !S_ISREG(info.st_mode))
        throw DataError(fmt::format("{}: cannot be written because it is {}; give the name of a file", m_path,
                                    S_ISDIR(info.st_mode) ? "a directory" : "not a regular file"));
    m_descriptor = ::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (m_descriptor < 0)
        fail(errno);
}

AtomicFile::~AtomicFile() {
    if (m_descriptor < 0)
        return;
    ::close(m_descriptor);
    ::unlink(m_temporary.c_str());
}

void AtomicFile::write(const void* bytes, std::size_t count) {
    const char* next = static_cast<const char*>(bytes);
    while (count > 0) {
        const ssize_t written = ::write(m_descriptor, next, count);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            fail(errno);
        next += written;
        count -= static_cast<std::size_t>(written);
    }
}

void AtomicFile::commit() {
    if (::fsync(m_descriptor) != 0 || ::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        fail(errno);
    ::close(m_descriptor);
    m_descriptor = -1;
    // The new name itself must survive a power cut; a file system that cannot sync folders is no reason to
    // fail.
    const int folder = ::open(folderOf(m_path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
}

void AtomicFile::fail(int error) const {
    const std::string folder = folderOf(m_path);
    if (error == ENOSPC || error == EDQUOT)
        throw DataError(
            fmt::format("{}: the disk is full; free some space or choose another folder", m_path));
    if (error == ENOENT || error == ENOTDIR)
        throw DataError(fmt::format("{}: the folder {} does not exist; create it first", m_path, folder));
    if (error == EACCES || error == EPERM || error == EROFS)
        throw DataError(
            fmt::format("{}: the folder {} is not writable; choose another folder", m_path, folder));
    throw DataError(fmt::format("{}: cannot be written ({})", m_path, std::strerror(error)));
}

} // namespace lab
