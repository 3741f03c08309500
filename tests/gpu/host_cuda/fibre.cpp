#undef _FORTIFY_SOURCE // its longjmp takes another stack for a corrupted one
#include "fibre.h"

#include <cstdint>

#ifdef LAB_FIBRE_ASAN
#include <sanitizer/common_interface_defs.h>
#endif

namespace lab::emulation {

Fibre::Fibre(Entry entry, void* argument) : m_entry(entry), m_argument(argument), m_stack(new char[kStack]) {
    getcontext(&m_context);
    m_context.uc_stack.ss_sp = m_stack.get();
    m_context.uc_stack.ss_size = kStack;
    m_context.uc_link = nullptr;
    const auto self = reinterpret_cast<std::uintptr_t>(this);
    makecontext(&m_context, reinterpret_cast<void (*)()>(&Fibre::start), 2,
                static_cast<unsigned>(self >> 32U), static_cast<unsigned>(self));
}

void Fibre::start(unsigned high, unsigned low) {
    auto* self = reinterpret_cast<Fibre*>(static_cast<std::uintptr_t>(high) << 32U | low);
    self->arrive();
    self->m_entry(self->m_argument);
}

#ifdef LAB_FIBRE_ASAN
void Fibre::arrive() {
    __sanitizer_finish_switch_fiber(m_fake, &m_homeStack, &m_homeSize);
}

void Fibre::resume() {
    void* fake = nullptr;
    __sanitizer_start_switch_fiber(&fake, m_stack.get(), kStack);
    swapcontext(&m_home, &m_context);
    __sanitizer_finish_switch_fiber(fake, nullptr, nullptr);
}

void Fibre::suspend() {
    __sanitizer_start_switch_fiber(&m_fake, m_homeStack, m_homeSize);
    swapcontext(&m_context, &m_home);
    arrive();
}
#else
void Fibre::arrive() {}

void Fibre::resume() {
    if (_setjmp(m_jumpHome) != 0)
        return;
    if (m_started)
        _longjmp(m_jump, 1);
    m_started = true;
    setcontext(&m_context);
}

void Fibre::suspend() {
    if (_setjmp(m_jump) == 0)
        _longjmp(m_jumpHome, 1);
}
#endif

} // namespace lab::emulation
