#pragma once

#include "core/config/run_config.h"
#include "core/text/byte_source.h"

#include <memory>
#include <string>
#include <string_view>

namespace lab {

/// Which encoding the text that starts with \p head is in when \p wanted is Auto: UTF-16 where a byte order
/// mark or a zero in every other byte says so, else UTF-8. Any other \p wanted is returned as it is.
Encoding resolveEncoding(Encoding wanted, std::string_view head);

/// Opens \p path as a stream of UTF-8, decoded from \p encoding; gzip is unpacked first. A byte order mark of
/// UTF-16 is dropped, one of UTF-8 is passed on. What cannot be decoded becomes a byte that is no UTF-8, so
/// that it is replaced and counted as damage like any other.
/// \throws DataError as openFile.
std::unique_ptr<ByteSource> openText(const std::string& path, Encoding encoding);

/// The first \p size bytes of \p path in UTF-8, without a byte order mark.
std::string readTextHead(const std::string& path, std::size_t size, Encoding encoding);

} // namespace lab
