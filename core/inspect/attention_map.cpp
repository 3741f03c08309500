#include "core/inspect/attention_map.h"

#include <algorithm>

namespace lab {

float AttentionMap::Rows::at(int row, int column) const {
    if (starts.empty())
        return values.at(static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                         static_cast<std::size_t>(column));
    const auto begin = seen.begin() + starts.at(static_cast<std::size_t>(row));
    const auto end = seen.begin() + starts.at(static_cast<std::size_t>(row) + 1);
    const auto found = std::lower_bound(begin, end, column);
    return found == end || *found != column ? 0.0F : values[static_cast<std::size_t>(found - seen.begin())];
}

} // namespace lab
