#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace lab::cli {

/// The fastformer program as a process of its own; it is killed with the object.
class Process {
public:
    /// \p input becomes its standard input; without one there is nothing to read.
    explicit Process(const std::vector<std::string>& arguments, int input = -1);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    void send(int signal) const;
    /// Waits for the end. The exit status; 128 + the signal that killed it.
    int wait();
    [[nodiscard]] bool running();

    /// What it wrote; valid after wait().
    [[nodiscard]] std::string out() const;
    [[nodiscard]] std::string err() const;

private:
    pid_t m_pid = -1;
    int m_status = -1;
    int m_out = -1, m_err = -1; ///< unlinked temporary files
};

} // namespace lab::cli
