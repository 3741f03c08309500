#include "core/backend/dry_backend.h"

#include <algorithm>

namespace lab {

void* DryBackend::allocate(std::size_t bytes) {
    constexpr std::size_t kAlignment =
        64; // as a real device: views check nothing, but offsets stay plausible
    m_pieces.push_back({m_next, bytes});
    m_next += (bytes / kAlignment + 1) * kAlignment;
    m_bytes += bytes;
    return reinterpret_cast<void*>(m_pieces.back().address); // NOLINT: an address, not memory
}

void DryBackend::release(void* memory) noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(memory);
    const auto piece = std::find_if(m_pieces.begin(), m_pieces.end(),
                                    [address](const Piece& each) { return each.address == address; });
    if (piece == m_pieces.end())
        return;
    m_bytes -= piece->bytes;
    m_pieces.erase(piece);
}

} // namespace lab
