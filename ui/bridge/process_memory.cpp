#include "ui/bridge/process_memory.h"

#include <unistd.h>

#include <fstream>

namespace lab {

std::int64_t residentMemory() {
    std::ifstream file("/proc/self/statm");
    std::int64_t total = 0, resident = 0;
    if (!(file >> total >> resident))
        return 0;
    return resident * sysconf(_SC_PAGESIZE);
}

} // namespace lab
