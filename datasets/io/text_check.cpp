#include "datasets/io/text_check.h"

#include "core/base/error.h"

#include <algorithm>

namespace lab {

namespace {

struct Magic {
    std::string_view bytes;
    const char* sentence; ///< with a place for the path
};

using namespace std::string_view_literals;

constexpr Magic kMagics[] = {
    {"PK\x03\x04"sv,
     "{} is a ZIP archive (or an Office file): extract the data file, or save the sheet as CSV"},
    {"\xFD"
     "7zXZ"sv,
     "{} is an xz archive: unpack it with xz -d"},
    {"BZh"sv, "{} is a bzip2 archive: unpack it with bunzip2"},
    {"\x28\xB5\x2F\xFD"sv, "{} is a Zstandard archive: unpack it with zstd -d"},
    {"7z\xBC\xAF"sv, "{} is a 7-Zip archive: extract the data file"},
    {"SQLite format 3"sv, "{} is an SQLite file, not a text file"},
    {"PAR1"sv, "{} is a Parquet file: save it as CSV or JSON lines"},
    {"%PDF"sv, "{} is a PDF document, not a text file"},
    {"\xFF\xFE"sv, "{} is UTF-16 text: leave the encoding to be detected, or choose utf-16"},
    {"\xFE\xFF"sv, "{} is UTF-16 text: leave the encoding to be detected, or choose utf-16"},
};

bool isOddControl(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20U && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1B';
}

} // namespace

void requireText(const std::string& path, std::string_view head) {
    for (const Magic& magic : kMagics)
        if (head.starts_with(magic.bytes))
            throw DataError(fmt::format(fmt::runtime(magic.sentence), path));
    const std::string_view start = head.substr(0, 64 * 1024);
    const auto odd = std::count_if(start.begin(), start.end(), isOddControl);
    if (start.find('\0') != std::string_view::npos || odd * 50 > static_cast<std::ptrdiff_t>(start.size()))
        throw DataError(fmt::format(
            "{} is a binary file: a data set is text (CSV, TSV, JSON lines), plain or gzip", path));
    if (head.find('\r') != std::string_view::npos && head.find('\n') == std::string_view::npos)
        throw DataError(fmt::format(
            "{} ends its lines with carriage returns alone, as old Macs did: save it with line feeds", path));
}

} // namespace lab
