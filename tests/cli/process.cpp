#include "tests/cli/process.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace lab::cli {
namespace {

int temporaryFile() {
    std::string pattern = "/tmp/fastformer-out-XXXXXX";
    const int file = mkstemp(pattern.data());
    if (file < 0)
        throw std::runtime_error("no temporary file");
    unlink(pattern.c_str());
    return file;
}

std::string contentOfDescriptor(int file) {
    std::string content;
    std::array<char, 4096> bytes{};
    lseek(file, 0, SEEK_SET);
    for (ssize_t count; (count = read(file, bytes.data(), bytes.size())) > 0;)
        content.append(bytes.data(), static_cast<std::size_t>(count));
    return content;
}

int exitStatus(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

Process::Process(const std::vector<std::string>& arguments, int input)
    : m_out(temporaryFile()), m_err(temporaryFile()) {
    std::vector<char*> argv{const_cast<char*>(FASTFORMER_PROGRAM)};
    for (const auto& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    m_pid = fork();
    if (m_pid < 0)
        throw std::runtime_error("fork failed");
    if (m_pid == 0) {
        dup2(input >= 0 ? input : open("/dev/null", O_RDONLY), STDIN_FILENO);
        dup2(m_out, STDOUT_FILENO);
        dup2(m_err, STDERR_FILENO);
        execv(argv[0], argv.data());
        _exit(127);
    }
}

Process::~Process() {
    if (running()) {
        send(SIGKILL);
        wait();
    }
    close(m_out);
    close(m_err);
}

void Process::send(int signal) const {
    kill(m_pid, signal);
}

int Process::wait() {
    int status = 0;
    if (m_status < 0 && waitpid(m_pid, &status, 0) == m_pid)
        m_status = exitStatus(status);
    return m_status;
}

bool Process::running() {
    int status = 0;
    if (m_status < 0 && waitpid(m_pid, &status, WNOHANG) == m_pid)
        m_status = exitStatus(status);
    return m_status < 0;
}

std::string Process::out() const {
    return contentOfDescriptor(m_out);
}
std::string Process::err() const {
    return contentOfDescriptor(m_err);
}

} // namespace lab::cli
