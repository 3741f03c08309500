#include "datasets/io/windows1252.h"

#include <array>

namespace lab {
namespace {

/// The bytes 128 to 159; all others are their own code points.
constexpr std::array<char32_t, 32> kMiddle = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                              0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                              0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                              0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

} // namespace

char32_t fromWindows1252(unsigned char byte) {
    return byte >= 128 && byte < 160 ? kMiddle[byte - 128U] : byte;
}

} // namespace lab
