#include "ui/bridge/run_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace lab {
namespace {

class Builder {
public:
    explicit Builder(std::vector<RunRow> runs) : m_tree(std::make_shared<RunTree>()) {
        m_tree->runs = std::move(runs);
        m_tree->nodes.reserve(m_tree->runs.size() + 16);
        m_tree->nodeOf.reserve(m_tree->runs.size());
    }

    RunTreePtr build() {
        countGroups();
        placeRoots();
        placeBranches();
        placeTrash();
        for (const auto& [key, node] : m_groups)
            finishGroup(node);
        return m_tree;
    }

private:
    int add(RunTree::Kind kind, int parent, int run, std::string key) {
        const int index = static_cast<int>(m_tree->nodes.size());
        std::vector<int>& siblings =
            parent < 0 ? m_tree->top : m_tree->nodes[static_cast<std::size_t>(parent)].children;
        RunTree::Node node;
        node.kind = kind;
        node.parent = parent;
        node.row = static_cast<int>(siblings.size());
        node.run = run;
        node.key = std::move(key);
        siblings.push_back(index);
        m_tree->nodes.push_back(std::move(node));
        return index;
    }
    void addRun(int parent, int run) {
        const RunRow& row = m_tree->runs[static_cast<std::size_t>(run)];
        const int node = add(RunTree::Kind::Run, parent, run, fmt::format("run:{}", row.id));
        m_tree->nodes[static_cast<std::size_t>(node)].best = row.summary.best.validation.accuracy;
        m_tree->nodeOf.emplace(row.id, node);
    }
    /// What two seeds of the same settings share, whenever and however they were begun; empty for a run that
    /// is alone by nature. Runs of an old lab file may not tell their settings: they have the group with
    /// which they were begun, whose first run does not name it itself.
    [[nodiscard]] std::string groupKey(const RunRow& run) const {
        if (run.parent || run.changed)
            return {};
        if (run.settings != 0)
            return fmt::format("settings:{}:{:x}", run.data, run.settings);
        if (run.group || m_leaders.contains(run.id))
            return fmt::format("group:{}:{}", run.data, run.group.value_or(run.id));
        return {};
    }
    void countGroups() {
        for (const RunRow& run : m_tree->runs)
            if (run.group)
                m_leaders.insert(*run.group);
        for (const RunRow& run : m_tree->runs)
            if (std::string key = groupKey(run); run.trashed.empty() && !key.empty())
                ++m_sizes[std::move(key)];
    }
    void placeRoots() {
        for (std::size_t i = 0; i < m_tree->runs.size(); ++i) {
            const RunRow& run = m_tree->runs[i];
            const int index = static_cast<int>(i);
            if (!run.trashed.empty())
                continue;
            if (run.parent)
                m_branches.push_back(index);
            else
                placeRoot(index, run);
        }
    }
    void placeRoot(int index, const RunRow& run) {
        const int data = dataNode(run, index);
        const std::string key = groupKey(run);
        if (key.empty() || m_sizes[key] < 2)
            return addRun(data, index);
        const auto known = m_groups.find(key);
        const int group =
            known != m_groups.end()
                ? known->second
                : m_groups.emplace(key, add(RunTree::Kind::Group, data, index, key)).first->second;
        addRun(group, index);
    }
    int dataNode(const RunRow& run, int index) {
        const auto known = m_data.find(run.data);
        if (known != m_data.end())
            return known->second;
        const int node = add(RunTree::Kind::Data, -1, index, "data:" + run.data);
        return m_data.emplace(run.data, node).first->second;
    }
    /// Oldest first: a branch of a branch finds its parent. One whose parent is gone stands as a run of its
    /// own.
    void placeBranches() {
        for (auto each = m_branches.rbegin(); each != m_branches.rend(); ++each) {
            const RunRow& run = m_tree->runs[static_cast<std::size_t>(*each)];
            const auto parent = m_tree->nodeOf.find(*run.parent);
            addRun(parent != m_tree->nodeOf.end() ? parent->second : dataNode(run, *each), *each);
        }
    }
    void placeTrash() {
        int trash = -1;
        for (std::size_t i = 0; i < m_tree->runs.size(); ++i) {
            if (m_tree->runs[i].trashed.empty())
                continue;
            if (trash < 0)
                trash = add(RunTree::Kind::Trash, -1, -1, "trash");
            addRun(trash, static_cast<int>(i));
        }
    }
    /// Seeds in their order.
    void finishGroup(int index) {
        auto& nodes = m_tree->nodes;
        RunTree::Node& group = nodes[static_cast<std::size_t>(index)];
        const auto rowOf = [&](int node) -> const RunRow& {
            return m_tree->runs[static_cast<std::size_t>(nodes[static_cast<std::size_t>(node)].run)];
        };
        std::sort(group.children.begin(), group.children.end(), [&](int a, int b) {
            const RunRow &x = rowOf(a), &y = rowOf(b);
            return std::pair(x.seed, x.id) < std::pair(y.seed, y.id);
        });
        for (std::size_t row = 0; row < group.children.size(); ++row)
            nodes[static_cast<std::size_t>(group.children[row])].row = static_cast<int>(row);
        group.run = nodes[static_cast<std::size_t>(group.children.front())].run;
    }

    std::shared_ptr<RunTree> m_tree;
    std::unordered_map<std::string, int> m_data, m_groups, m_sizes;
    std::unordered_set<std::int64_t> m_leaders; ///< the first run of each group
    std::vector<int> m_branches;
};

} // namespace

const RunRow* RunTree::find(std::int64_t run) const {
    const auto known = nodeOf.find(run);
    return known == nodeOf.end()
               ? nullptr
               : &runs[static_cast<std::size_t>(nodes[static_cast<std::size_t>(known->second)].run)];
}

std::vector<std::int64_t> RunTree::runsOf(int node) const {
    const Node& from = nodes[static_cast<std::size_t>(node)];
    if (from.kind == Kind::Run)
        return {runs[static_cast<std::size_t>(from.run)].id};
    std::vector<std::int64_t> ids;
    for (const int child : from.children) {
        const auto below = runsOf(child);
        ids.insert(ids.end(), below.begin(), below.end());
    }
    return ids;
}

RunTreePtr buildRunTree(std::vector<RunRow> runs) {
    return Builder(std::move(runs)).build();
}

} // namespace lab
