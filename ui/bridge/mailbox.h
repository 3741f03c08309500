#pragma once

#include <mutex>
#include <utility>
#include <vector>

namespace lab {

/// Where a working thread leaves messages and the GUI thread takes all of them at once. The GUI polls instead
/// of being called: thousands of messages a second become one batch a frame, and no Qt event crosses a
/// thread.
template <class Message> class Mailbox {
public:
    void post(Message message) {
        const std::lock_guard lock(m_mutex);
        m_messages.push_back(std::move(message));
    }
    [[nodiscard]] std::vector<Message> takeAll() {
        std::vector<Message> taken;
        const std::lock_guard lock(m_mutex);
        taken.swap(m_messages);
        return taken;
    }

private:
    std::mutex m_mutex;
    std::vector<Message> m_messages;
};

} // namespace lab
