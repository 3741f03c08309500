#include "datasets/demo/demo_reader.h"

#include "core/base/error.h"
#include "datasets/demo/demo_sets.h"

#include <algorithm>

namespace lab {

namespace {

const DemoSet& findSet(const std::string& name) {
    const std::vector<DemoSet>& sets = demoSets();
    const auto found =
        std::find_if(sets.begin(), sets.end(), [&](const DemoSet& set) { return set.name == name; });
    if (found != sets.end())
        return *found;
    std::string known;
    for (const DemoSet& set : sets)
        known += fmt::format("{}demo:{}", known.empty() ? "" : ", ", set.name);
    throw ConfigError(fmt::format("there is no built-in data set 'demo:{}'; there are {}", name, known));
}

class DemoReader final : public Reader {
public:
    [[nodiscard]] std::string id() const override { return "demo"; }
    [[nodiscard]] std::string title() const override { return "built-in data sets, made from a seed"; }
    [[nodiscard]] bool recognizes(const SourceHead&) const override { return false; }

    void read(const ReadRequest& request, const LoadControl& control, ExampleCollector& sink) const override {
        const DemoSet& set = findSet(request.path);
        if (!request.textColumns.empty() || !request.labelColumn.empty() || !request.splitColumn.empty())
            throw ConfigError(fmt::format(
                "demo:{} has no columns to choose from: leave out --text, --label and --split-column",
                set.name));
        const std::int64_t size = request.limit > 0 ? request.limit : set.defaultSize;
        std::int64_t row = 0;
        for (DemoExample& example : set.make(size, request.seed, control.stop))
            sink.add({std::move(example.text), std::move(example.label), ++row, std::nullopt, false});
    }

    [[nodiscard]] SourcePreview preview(const std::string& path, const SourceLayout&) const override {
        SourcePreview preview;
        preview.format = id();
        preview.columns = {"text", "label"};
        preview.textColumns = {"text"};
        preview.labelColumn = "label";
        for (DemoExample& example : findSet(path).make(20, 1, {}))
            preview.rows.push_back({std::move(example.text), std::move(example.label)});
        return preview;
    }
};

} // namespace

const std::vector<DemoSet>& demoSets() {
    static const std::vector<DemoSet> sets = {
        {"reviews", "product reviews with one to five stars", 4000, makeReviews},
        {"needle", "one planted word among fillers decides the class", 2000, makeNeedle},
        {"order", "which of two boats comes first; the words alone do not tell", 2000, makeOrder}};
    return sets;
}

std::unique_ptr<Reader> makeDemoReader() {
    return std::make_unique<DemoReader>();
}

} // namespace lab
