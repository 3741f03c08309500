#include "core/store/process.h"

#include <fmt/format.h>

#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>

namespace lab {
namespace {

std::string hostName() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

/// Field 22 of /proc/N/stat, 0 when there is no such process. Fields are counted after the last ')' because
/// the program's name in field 2 may hold anything.
std::int64_t startTime(std::int64_t number) {
    std::ifstream stream(fmt::format("/proc/{}/stat", number));
    std::string line;
    std::getline(stream, line);
    const auto end = line.rfind(')');
    if (end == std::string::npos)
        return 0;
    std::istringstream fields(line.substr(end + 1));
    std::string skipped;
    for (int field = 3; field < 22; ++field)
        fields >> skipped;
    std::int64_t start = 0;
    fields >> start;
    return start;
}

} // namespace

ProcessId thisProcess() {
    const std::int64_t number = ::getpid();
    return {hostName(), number, startTime(number)};
}

bool isGone(const ProcessId& process) {
    return process.host == hostName() && startTime(process.number) != process.start;
}

} // namespace lab
