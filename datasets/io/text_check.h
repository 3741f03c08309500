#pragma once

#include <string>
#include <string_view>

namespace lab {

/// \throws DataError naming \p path and what it seems to be when \p head, its first bytes, is no text.
void requireText(const std::string& path, std::string_view head);

} // namespace lab
