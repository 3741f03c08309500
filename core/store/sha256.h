#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lab {

/// SHA-256 (FIPS 180-4), to recognise equal content and damaged bytes. Feed with add(), then ask hex() once.
class Sha256 {
public:
    void add(std::string_view bytes);
    /// A number as 8 little-endian bytes.
    void add(std::uint64_t number);
    /// 64 hexadecimal digits. The object is used up.
    [[nodiscard]] std::string hex();

private:
    void block(const unsigned char* bytes);

    std::array<std::uint32_t, 8> m_state{0x6A09E667U, 0xBB67AE85U, 0x3C6EF372U, 0xA54FF53AU,
                                         0x510E527FU, 0x9B05688CU, 0x1F83D9ABU, 0x5BE0CD19U};
    std::array<unsigned char, 64> m_rest{};
    std::uint64_t m_total = 0; ///< bytes so far
};

std::string sha256(std::string_view bytes);

} // namespace lab
