// What Inspect shows of the encoders that store no weights: rows against double loops, and what a token
// receives.
#include "core/inspect/rival_attention.h"

#include "core/encoders/model_check.h"
#include "core/train/evaluator.h"
#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>

namespace lab::testing {
namespace {

ModelConfig configOf(const std::string& encoder) {
    ModelConfig config = smallConfig();
    config.encoder = encoder;
    config.dropout = 0;
    config.maxLength = 700;
    return normalized(config);
}

AttentionMap readText(const ModelConfig& config, std::int32_t tokens, std::int32_t mapsUpTo = 512,
                      int threads = 2) {
    const auto backend = makeCpuBackend(threads);
    const auto model = makeModel(*backend, config);
    Evaluator evaluator(*model);
    return evaluator.read(randomSplit({tokens}).tokens(0), true, mapsUpTo);
}

double sumOf(const std::vector<float>& values, std::size_t first, std::size_t last) {
    return std::accumulate(values.begin() + static_cast<std::ptrdiff_t>(first),
                           values.begin() + static_cast<std::ptrdiff_t>(last), 0.0);
}

class RivalAttention : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Encoders, RivalAttention,
                         ::testing::Values("transformer", "longformer", "bigbird", "linformer",
                                           "linear_transformer", "poolingformer"),
                         [](const auto& chosen) { return chosen.param; });

TEST_P(RivalAttention, EveryRowSumsToOneAtEveryAwkwardLength) {
    for (const std::int32_t tokens : {1, 2, 7, 8, 9, 27, 28, 29, 33, 64}) {
        const AttentionMap map = readText(configOf(GetParam()), tokens);
        const std::size_t levels = GetParam() == "poolingformer" ? 2 : 1;
        ASSERT_EQ(map.maps.size(), 2 * 3 * levels) << "two layers, three heads";
        for (const AttentionMap::Rows& rows : map.maps) {
            ASSERT_EQ(rows.rows, tokens);
            const auto columns = static_cast<std::size_t>(rows.columns);
            for (std::size_t r = 0; r < static_cast<std::size_t>(tokens); ++r) {
                const std::size_t first =
                    rows.starts.empty() ? r * columns : static_cast<std::size_t>(rows.starts[r]);
                const std::size_t last =
                    rows.starts.empty() ? first + columns : static_cast<std::size_t>(rows.starts[r + 1]);
                EXPECT_NEAR(sumOf(rows.values, first, last), 1, 2e-5)
                    << rows.kind << " " << tokens << " row " << r;
            }
        }
    }
}

TEST_P(RivalAttention, EveryLayerSaysWhatTokensReceive) {
    const AttentionMap map = readText(configOf(GetParam()), 33);
    ASSERT_EQ(map.layers.size(), 2U);
    for (const AttentionMap::Matrix& matrix : map.layers) {
        EXPECT_EQ(matrix.kind, "received");
        EXPECT_EQ(matrix.heads, 3);
        ASSERT_EQ(matrix.values.size(), 99U);
        for (std::size_t head = 0; head < 3; ++head) {
            double sum = 0;
            for (std::size_t token = 0; token < 33; ++token) {
                EXPECT_GE(matrix.values[token * 3 + head], 0);
                sum += static_cast<double>(matrix.values[token * 3 + head]);
            }
            EXPECT_NEAR(sum, 1, 1e-5);
        }
    }
    EXPECT_EQ(map.pool.size(), 33U);
}

/// The mean weight of one head's queries on a token; a pooled column counts for the tokens that it averages.
double meanWeight(const AttentionMap& map, int layer, int head, int token) {
    constexpr int kReach = 2; // the kernel of 5
    const int tokens = static_cast<int>(map.pool.size());
    double sum = 0, count = 0;
    for (const AttentionMap::Rows& rows : map.maps) {
        if (rows.layer != layer || rows.head != head)
            continue;
        for (int r = 0; r < rows.rows; ++r, ++count)
            for (int c = 0; c < rows.columns; ++c) {
                const int centre = c * rows.stride, reach = rows.kind == "pooled" ? kReach : 0;
                const int begin = std::max(0, centre - reach), end = std::min(tokens, centre + reach + 1);
                if (token >= begin && token < end)
                    sum += static_cast<double>(rows.at(r, c)) / (end - begin);
            }
    }
    return sum / count;
}

class Received : public RivalAttention {};
INSTANTIATE_TEST_SUITE_P(Encoders, Received,
                         ::testing::Values("transformer", "longformer", "bigbird", "linear_transformer",
                                           "poolingformer"),
                         [](const auto& chosen) { return chosen.param; });

TEST_P(Received, IsTheMeanOfTheRows) {
    const AttentionMap map = readText(configOf(GetParam()), 33);
    for (const AttentionMap::Matrix& matrix : map.layers)
        for (int head = 0; head < 3; ++head)
            for (int token = 0; token < 33; ++token)
                EXPECT_NEAR(matrix.values[static_cast<std::size_t>(token * 3 + head)],
                            meanWeight(map, matrix.layer, head, token), 1e-5);
}

TEST(ReceivedOfLinformer, IsTheShareOfTheProjectedValues) {
    const ModelConfig config = configOf("linformer");
    const AttentionMap map = readText(config, 20);
    const auto backend = makeCpuBackend(1);
    const auto model = makeModel(*backend, config);
    const ParamId id = model->parameters().find("fastformer_model.encoders.0.attention.self.project_value");
    const auto table = downloaded(*backend, model->parameters().value(id)); // [positions, 16]
    for (int head = 0; head < 3; ++head) {
        std::vector<double> shares(20);
        for (std::size_t token = 0; token < 20; ++token)
            for (int r = 0; r < 16; ++r)
                shares[token] += meanWeight(map, 0, head, r) *
                                 static_cast<double>(table[token * 16 + static_cast<std::size_t>(r)]);
        double sum = 0;
        for (double& share : shares)
            sum += share = std::abs(share);
        for (std::size_t token = 0; token < 20; ++token)
            EXPECT_NEAR(map.layers[0].values[token * 3 + static_cast<std::size_t>(head)], shares[token] / sum,
                        1e-5);
    }
}

TEST_P(RivalAttention, AskingChangesNoBitAndThreadsNeither) {
    const auto backend = makeCpuBackend(3);
    const auto model = makeModel(*backend, configOf(GetParam()));
    Evaluator evaluator(*model);
    const EncodedSplit split = randomSplit({40});
    const AttentionMap plain = evaluator.read(split.tokens(0), false),
                       asked = evaluator.read(split.tokens(0), true, 100);
    EXPECT_EQ(asked.logits, plain.logits);
    EXPECT_TRUE(plain.maps.empty() && plain.layers.empty());
    const AttentionMap one = readText(configOf(GetParam()), 600, 600, 1),
                       four = readText(configOf(GetParam()), 600, 600, 4);
    for (std::size_t i = 0; i < one.layers.size(); ++i)
        EXPECT_EQ(one.layers[i].values, four.layers[i].values);
    ASSERT_EQ(one.maps.size(), four.maps.size());
    for (std::size_t i = 0; i < one.maps.size(); ++i)
        EXPECT_EQ(one.maps[i].values, four.maps[i].values);
}

TEST_P(RivalAttention, ALongTextHasNoMapsButTheSameReceived) {
    const AttentionMap with = readText(configOf(GetParam()), 600, 600),
                       without = readText(configOf(GetParam()), 600, 599);
    EXPECT_FALSE(with.maps.empty());
    EXPECT_TRUE(without.maps.empty());
    ASSERT_EQ(without.layers.size(), 2U);
    EXPECT_EQ(with.layers[1].values, without.layers[1].values);
}

/// Queries and keys of the first layer, as the model makes them, in double.
struct FirstLayer {
    explicit FirstLayer(const ModelConfig& config, std::int32_t tokens) {
        const auto backend = makeCpuBackend(1);
        const auto model = makeModel(*backend, config);
        BatchBuilder builder(*backend);
        const EncodedSplit split = randomSplit({tokens});
        const std::int64_t only = 0;
        const PackedBatch batch = pack(builder, split, std::span(&only, 1));
        Tape tape(*backend, false);
        AttentionTrace trace;
        model->forward({tape, batch, false, 0, 0, &trace});
        const Attention& args = trace.operands.front().record.args;
        q = downloaded(*backend, args.q);
        k = downloaded(*backend, args.k);
        keys = static_cast<int>(args.k.rows / 3);
        width = static_cast<int>(args.q.cols);
    }
    [[nodiscard]] double dot(int head, int i, int j, int tokens, double (*phi)(double) = nullptr) const {
        double sum = 0;
        for (int c = 0; c < width; ++c) {
            const double a =
                static_cast<double>(q[static_cast<std::size_t>((head * tokens + i) * width + c)]);
            const double b = static_cast<double>(k[static_cast<std::size_t>((head * keys + j) * width + c)]);
            sum += phi == nullptr ? a * b : phi(a) * phi(b);
        }
        return sum;
    }
    std::vector<float> q, k;
    int keys = 0, width = 0;
};

/// Softmax in double over the keys that \p sees shows, against the map.
template <class Sees>
void expectRows(const std::string& encoder, int tokens, int skipRows, const Sees& sees) {
    const ModelConfig config = configOf(encoder);
    const FirstLayer layer(config, tokens);
    const AttentionMap map = readText(config, tokens);
    for (int head = 0; head < 3; ++head) {
        const AttentionMap::Rows& rows = map.maps[static_cast<std::size_t>(head)];
        ASSERT_EQ(rows.layer, 0);
        ASSERT_EQ(rows.head, head);
        ASSERT_EQ(rows.columns, layer.keys);
        for (int i = skipRows; i < tokens; ++i) {
            std::vector<double> weights(static_cast<std::size_t>(layer.keys));
            double sum = 0;
            for (int j = 0; j < layer.keys; ++j)
                if (sees(i, j))
                    sum += weights[static_cast<std::size_t>(j)] =
                        std::exp(layer.dot(head, i, j, tokens) / std::sqrt(4.0));
            for (int j = 0; j < layer.keys; ++j)
                EXPECT_NEAR(rows.at(i, j), weights[static_cast<std::size_t>(j)] / sum, 1e-6) << i << " " << j;
        }
    }
}

TEST(RivalAttentionRows, EqualTheDefinitionInDouble) {
    expectRows("transformer", 33, 0, [](int, int) { return true; });
    expectRows("longformer", 33, 8, [](int i, int j) { return j < 8 || std::abs(i - j) <= 4; });
    expectRows("bigbird", 20, 0, [](int, int) { return true; });
    expectRows("linformer", 33, 0, [](int, int) { return true; });
    expectRows("poolingformer", 33, 0, [](int i, int j) { return std::abs(i - j) <= 8; });
}

TEST(RivalAttentionRows, TheDerivedMapIsTheKernelOfTheLinearTransformer) {
    const ModelConfig config = configOf("linear_transformer");
    const FirstLayer layer(config, 30);
    const AttentionMap map = readText(config, 30);
    const auto phi = [](double x) { return x > 0 ? x + 1 : std::exp(x); };
    for (int head = 0; head < 3; ++head)
        for (int i = 0; i < 30; ++i) {
            double sum = 1e-6;
            for (int j = 0; j < 30; ++j)
                sum += layer.dot(head, i, j, 30, phi);
            for (int j = 0; j < 30; ++j)
                EXPECT_NEAR(map.maps[static_cast<std::size_t>(head)].at(i, j),
                            layer.dot(head, i, j, 30, phi) / sum, 1e-6);
        }
    EXPECT_EQ(map.maps.front().kind, "derived");
}

TEST(RivalAttentionRows, LongformersGlobalRowsSeeTheWholeText) {
    const AttentionMap map = readText(configOf("longformer"), 40);
    const AttentionMap::Rows& rows = map.maps.front();
    ASSERT_FALSE(rows.starts.empty());
    for (std::size_t r = 0; r < 40; ++r) {
        const int seen = rows.starts[r + 1] - rows.starts[r];
        EXPECT_EQ(seen == 40, r < 8) << r;
        EXPECT_EQ(rows.seen[static_cast<std::size_t>(rows.starts[r])], 0) << "the global columns are there";
    }
    EXPECT_EQ(rows.at(39, 20), 0) << "not seen";
    EXPECT_GT(rows.at(39, 0), 0);
}

TEST(RivalAttentionRows, BigBirdSeesItsRandomBlocksOfEveryHead) {
    const AttentionMap map = readText(configOf("bigbird"), 400);
    std::set<std::vector<int>> heads;
    for (const AttentionMap::Rows& rows : map.maps) {
        const auto first = static_cast<std::size_t>(rows.starts[200]),
                   last = static_cast<std::size_t>(rows.starts[201]);
        EXPECT_EQ(last - first, 7U * 4U) << "own, neighbours, first, last and two random blocks of four";
        heads.insert({rows.seen.begin() + static_cast<std::ptrdiff_t>(first),
                      rows.seen.begin() + static_cast<std::ptrdiff_t>(last)});
    }
    EXPECT_GT(heads.size(), 3U) << "drawn for each layer and head";
}

TEST(RivalAttentionRows, NamePooledAndLandmarkColumns) {
    const AttentionMap pooled = readText(configOf("poolingformer"), 33);
    EXPECT_EQ(pooled.maps[0].kind, "attention");
    EXPECT_EQ(pooled.maps[3].kind, "pooled");
    EXPECT_EQ(pooled.maps[3].stride, 4);
    EXPECT_EQ(pooled.maps[3].columns, 9);
    const AttentionMap landmarks = readText(configOf("linformer"), 33);
    EXPECT_EQ(landmarks.maps[0].kind, "landmarks");
    EXPECT_EQ(landmarks.maps[0].columns, 16);
    const AttentionMap fast = readText(configOf("fastformer"), 33);
    EXPECT_TRUE(fast.maps.empty()) << "α and β are all there is";
    EXPECT_EQ(fast.layers.size(), 4U);
}

} // namespace
} // namespace lab::testing
