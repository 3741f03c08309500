#pragma once

#include "core/store/lab_file.h"
#include "core/store/lab_wait.h"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

namespace lab::test {

/// Another connection that holds the write lock of a lab file, as a long import does, for as long as the
/// object lives.
class LabHolder {
public:
    explicit LabHolder(const std::string& path)
        : m_thread([this, path] {
              LabFile lab(path);
              lab.transaction([&] {
                  m_held = true;
                  m_held.notify_all();
                  m_free.wait(false);
              });
          }) {
        m_held.wait(false);
    }
    LabHolder(const LabHolder&) = delete;
    LabHolder& operator=(const LabHolder&) = delete;
    ~LabHolder() {
        m_free = true;
        m_free.notify_all();
    }

private:
    std::atomic<bool> m_held = false, m_free = false;
    std::jthread m_thread; ///< last: it ends before what it uses
};

/// This process waits for lab files so long, usually, while the object lives.
class UsualWait {
public:
    explicit UsualWait(std::chrono::milliseconds limit) : m_before(LabWaits::ofThisProcess().limit()) {
        LabWaits::ofThisProcess().setUsualLimit(limit);
    }
    UsualWait(const UsualWait&) = delete;
    UsualWait& operator=(const UsualWait&) = delete;
    ~UsualWait() { LabWaits::ofThisProcess().setUsualLimit(m_before); }

private:
    std::chrono::milliseconds m_before;
};

} // namespace lab::test
