#pragma once

namespace lab {

/// What \p byte means in Windows-1252, the encoding that browsers take for Latin-1 too. The five bytes that
/// it leaves open are control characters.
char32_t fromWindows1252(unsigned char byte);

} // namespace lab
