#pragma once

#include <csetjmp>
#include <memory>
#include <ucontext.h>

#if defined(__SANITIZE_ADDRESS__)
#define LAB_FIBRE_ASAN 1
#endif

namespace lab::emulation {

/// A thread of control with a stack of its own that runs only while another waits for it. Made once and
/// reused: each resume() goes on after the last suspend().
class Fibre {
public:
    using Entry = void (*)(void*);
    /// \p entry never returns; it suspends for good instead.
    Fibre(Entry entry, void* argument);
    Fibre(const Fibre&) = delete;
    Fibre& operator=(const Fibre&) = delete;

    void resume();
    void suspend();

    static constexpr std::size_t kStack = std::size_t{256} << 10;
    [[nodiscard]] const void* stack() const { return m_stack.get(); }

private:
    static void start(unsigned high, unsigned low);
    void arrive();

    Entry m_entry;
    void* m_argument;
    std::unique_ptr<char[]> m_stack;
    ucontext_t m_context{}, m_home{};
#ifdef LAB_FIBRE_ASAN
    void* m_fake = nullptr;
    const void* m_homeStack = nullptr;
    std::size_t m_homeSize = 0;
#else
    bool m_started = false;
    std::jmp_buf m_jump, m_jumpHome; // a switch without the system call of swapcontext
#endif
};

} // namespace lab::emulation
