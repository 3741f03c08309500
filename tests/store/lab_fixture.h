#pragma once

#include "core/store/dataset_repository.h"
#include "core/store/run_repository.h"
#include "core/store/snapshot_repository.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace lab {

inline NewRun smallRun(const std::string& name = "a run") {
    NewRun run;
    run.name = name;
    run.config.data.spec = "demo:reviews";
    run.config.train.seed = 18446744073709551615U;
    run.config.model.sharing = Sharing::None;
    run.labels = {"bad", "good"};
    run.totalSteps = 100;
    run.attentionParameters = 1234;
    run.totalParameters = 56789;
    return run;
}

inline StoredDataset smallDataset(const std::string& marker = "x") {
    return {"reviews " + marker,
            "csv:reviews.csv",
            "csv",
            {"bad", "good"},
            {{"good " + marker, 1, RecordSplit::Train},
             {std::string("nul\0byte", 8), 0, RecordSplit::Validation},
             {"漢字 \"quoted\"\nline", 1, RecordSplit::Test},
             {"", 0, RecordSplit::Train}},
            R"({"skipped":[]})"};
}

inline AttentionMap smallMap(float shift = 0) {
    AttentionMap map;
    map.tokens = {"good", "漢"};
    map.layers = {{0, "alpha", 2, {0.1F + shift, 0.2F, 1e-45F, 3e38F}}, {0, "beta", 2, {1, 2, 3, 4}}};
    for (int layer = 1; layer < 12; ++layer) // more than ten matrices: their order is not that of their names
        map.layers.push_back({layer, "alpha", 1, {static_cast<float>(layer), shift}});
    map.pool = {0.25F, 0.75F};
    map.probabilities = {0.5F, 0.5F};
    map.logits = {-1.5F, 2.5F};
    map.label = 1;
    return map;
}

inline void expectSame(const AttentionMap& a, const AttentionMap& b) {
    EXPECT_EQ(a.tokens, b.tokens);
    EXPECT_EQ(a.pool, b.pool);
    EXPECT_EQ(a.probabilities, b.probabilities);
    EXPECT_EQ(a.logits, b.logits);
    EXPECT_EQ(a.label, b.label);
    ASSERT_EQ(a.layers.size(), b.layers.size());
    for (std::size_t i = 0; i < a.layers.size(); ++i) {
        EXPECT_EQ(a.layers[i].layer, b.layers[i].layer);
        EXPECT_EQ(a.layers[i].kind, b.layers[i].kind);
        EXPECT_EQ(a.layers[i].heads, b.layers[i].heads);
        EXPECT_EQ(a.layers[i].values, b.layers[i].values);
    }
}

inline void expectSame(const StoredDataset& a, const StoredDataset& b) {
    EXPECT_EQ(a.name, b.name);
    EXPECT_EQ(a.spec, b.spec);
    EXPECT_EQ(a.format, b.format);
    EXPECT_EQ(a.labels, b.labels);
    EXPECT_EQ(a.report, b.report);
    ASSERT_EQ(a.records.size(), b.records.size());
    for (std::size_t i = 0; i < a.records.size(); ++i) {
        EXPECT_EQ(a.records[i].text, b.records[i].text);
        EXPECT_EQ(a.records[i].label, b.records[i].label);
        EXPECT_EQ(a.records[i].split, b.records[i].split);
    }
}

} // namespace lab
