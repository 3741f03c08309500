#pragma once

#include "core/base/error.h"
#include "datasets/dataset.h"
#include "tests/text/temp_files.h"

#include <map>
#include <string>
#include <vector>

namespace lab::test {

/// Reads \p spec with everything else at its default.
inline Dataset load(const std::string& spec, const std::string& label = {},
                    const std::vector<std::string>& text = {}) {
    DataConfig config;
    config.spec = spec;
    config.labelColumn = label;
    config.textColumns = text;
    return loadDataset(config);
}

inline std::vector<std::string> textsOf(const Dataset& data) {
    std::vector<std::string> texts;
    for (const Example& example : data.examples)
        texts.push_back(example.text);
    return texts;
}

/// The class names, example by example.
inline std::vector<std::string> classesOf(const Dataset& data) {
    std::vector<std::string> classes;
    for (const Example& example : data.examples)
        classes.push_back(data.labels[static_cast<std::size_t>(example.label)]);
    return classes;
}

inline std::map<std::string, int> classCounts(const Dataset& data) {
    std::map<std::string, int> counts;
    for (const std::string& name : classesOf(data))
        ++counts[name];
    return counts;
}

/// The entry for \p reason, all zero when there is none.
inline SkippedRows entryOf(const std::vector<SkippedRows>& book, const std::string& reason) {
    for (const SkippedRows& entry : book)
        if (entry.reason.find(reason) != std::string::npos)
            return entry;
    return {};
}

inline std::string failureOf(const std::string& spec, const std::string& label = {},
                             const std::vector<std::string>& text = {}) {
    return messageOf<DataError>([&] { load(spec, label, text); });
}

} // namespace lab::test
