#pragma once

#include "core/store/run_repository.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace lab {

/// Stored runs as the navigator shows them: data set → runs, where runs that differ in the seed alone stand
/// together in a group and a branch stands below the run it came from. What is in the trash stands apart, at
/// the end. Built once on a working thread, then only read, so that ten thousand runs cost the window
/// nothing.
struct RunTree {
    enum class Kind { Data, Group, Run, Trash };
    struct Node {
        Kind kind = Kind::Run;
        int parent = -1; ///< node, −1 = none
        int row = 0;     ///< among its parent's children
        int run = -1;    ///< index of the run; a group's first seed, a data set's first run; −1 = none
        double best = 0; ///< a run's best validation accuracy as stored; NaN or 0 = none
        std::string key; ///< the same for the same thing in the next tree
        std::vector<int> children;
    };
    std::vector<RunRow> runs;
    std::vector<Node> nodes;
    std::vector<int> top;
    std::unordered_map<std::int64_t, int> nodeOf; ///< run id → node

    [[nodiscard]] const RunRow* find(std::int64_t run) const;
    /// Ids of the runs of a node: itself, a group's seeds, all of a data set; without branches below them.
    [[nodiscard]] std::vector<std::int64_t> runsOf(int node) const;
};
using RunTreePtr = std::shared_ptr<const RunTree>;

/// \p runs newest first, those in the trash included.
RunTreePtr buildRunTree(std::vector<RunRow> runs);

} // namespace lab
