// What a packed batch promises: nobody in it notices the others.
#include "tests/support/small_model.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lab::testing {
namespace {

using Examples = std::vector<std::int64_t>;

/// What a forward pass gives for each sequence.
struct Results {
    std::vector<std::vector<float>> logits, hidden, pool, alpha;
    std::vector<NamedTensor> gradients;
};

/// Rows [from, to) of a matrix.
std::vector<float> rowsOf(const std::vector<float>& all, std::int64_t cols, std::int64_t from,
                          std::int64_t to) {
    return {all.begin() + from * cols, all.begin() + to * cols};
}

Results run(TextClassifier& model, const EncodedSplit& split, const Examples& examples) {
    Backend& backend = model.backend();
    backend.fillZero(model.parameters().gradients());
    BatchBuilder builder(backend);
    Tape tape(backend);
    AttentionTrace trace;
    const PackedBatch batch = pack(builder, split, examples);
    const auto output = model.forward({tape, batch, false, 0, 0, &trace});
    tape.backward(ops::crossEntropy(tape, output.logits, batch.labels).loss);

    Results results;
    results.gradients = model.parameters().exportGradients();
    const auto cut = [&](Var var, std::vector<std::vector<float>>& target, bool tokens) {
        const ConstMat m = tape.value(var);
        const std::vector<float> all = downloaded(backend, m);
        std::int64_t row = 0;
        for (const std::int64_t i : examples) {
            const std::int64_t rows = tokens ? static_cast<std::int64_t>(split.tokens(i).size()) : 1;
            target.push_back(rowsOf(all, m.cols, row, row + rows));
            row += rows;
        }
    };
    cut(output.logits, results.logits, false);
    cut(output.hidden, results.hidden, true);
    cut(trace.pool, results.pool, true);
    cut(trace.layers.front().weights, results.alpha, true);
    return results;
}

::testing::AssertionResult close(const std::vector<float>& a, const std::vector<float>& b, double relative) {
    if (a.size() != b.size())
        return ::testing::AssertionFailure() << a.size() << " values and " << b.size();
    double largest = 0, worst = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        largest = std::max(largest, std::abs(static_cast<double>(b[i])));
        const double difference = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
        worst = std::isnan(difference) ? INFINITY : std::max(worst, difference);
    }
    if (worst <= relative * largest + 1e-6) // some gradients are exactly 0: a softmax ignores shifts
        return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "differ by " << worst << ", largest value " << largest;
}

void expectSame(const Results& batch, std::size_t inBatch, const Results& other, std::size_t inOther) {
    constexpr double kTolerance = 5e-5; // without LayerNorm the rounding of two layers adds up
    EXPECT_TRUE(close(batch.logits[inBatch], other.logits[inOther], kTolerance)) << "logits";
    EXPECT_TRUE(close(batch.hidden[inBatch], other.hidden[inOther], kTolerance)) << "hidden rows";
    EXPECT_TRUE(close(batch.pool[inBatch], other.pool[inOther], kTolerance)) << "pooling weights";
    EXPECT_TRUE(close(batch.alpha[inBatch], other.alpha[inOther], kTolerance)) << "alpha";
}

void setSwitches(ModelConfig& config, int bits) {
    config.positions = (bits & 1) != 0;
    config.layerNorm = (bits & 2) != 0;
    config.feedForward = (bits & 4) != 0;
    config.residual = (bits & 8) != 0;
}

class Packing : public ::testing::TestWithParam<Variant> {
protected:
    static ModelConfig config() {
        ModelConfig c = smallConfig();
        c.sharing = GetParam().sharing;
        c.scores = GetParam().scores;
        c.interaction = GetParam().interaction;
        return c;
    }
    /// body(model) for every setting of positions, layerNorm, feedForward and residual.
    template <class Body> void forAllSwitches(Body&& body) {
        for (int bits = 0; bits < 16; ++bits) {
            ModelConfig c = config();
            setSwitches(c, bits);
            SCOPED_TRACE(fmt::format("positions {}, layerNorm {}, feedForward {}, residual {}", c.positions,
                                     c.layerNorm, c.feedForward, c.residual));
            const auto model = makeModel(*m_backend, c);
            body(*model);
        }
    }

    std::unique_ptr<Backend> m_backend = makeCpuBackend(2);
    EncodedSplit m_split = randomSplit({5, 1, 17, 0, 2, 1, 30});
    Examples m_all{0, 1, 2, 3, 4, 5, 6};
};

INSTANTIATE_TEST_SUITE_P(Fastformer, Packing, ::testing::ValuesIn(variants()),
                         [](const auto& chosen) { return chosen.param.name(); });

TEST_P(Packing, ABatchEqualsItsSequencesOneByOne) {
    forAllSwitches([&](TextClassifier& model) {
        const Results together = run(model, m_split, m_all);
        for (std::size_t i = 0; i < m_all.size(); ++i) {
            SCOPED_TRACE(fmt::format("sequence {} of {} tokens", i, m_split.tokens(m_all[i]).size()));
            expectSame(together, i, run(model, m_split, {m_all[i]}), 0);
        }
    });
}

TEST_P(Packing, TheOrderOfTheSequencesDoesNotMatter) {
    const Examples shuffled{6, 3, 1, 0, 5, 2, 4};
    forAllSwitches([&](TextClassifier& model) {
        const Results straight = run(model, m_split, m_all), other = run(model, m_split, shuffled);
        for (std::size_t i = 0; i < shuffled.size(); ++i)
            expectSame(other, i, straight, static_cast<std::size_t>(shuffled[i]));
    });
}

TEST_P(Packing, TheGradientOfABatchIsTheMeanOfItsSequencesGradients) {
    for (const int bits : {15, 0}) {
        ModelConfig c = config();
        setSwitches(c, bits);
        const auto model = makeModel(*m_backend, c);
        const std::vector<NamedTensor> together = run(*model, m_split, m_all).gradients;
        std::vector<std::vector<float>> mean(together.size());
        for (const std::int64_t i : m_all) {
            const std::vector<NamedTensor> alone = run(*model, m_split, {i}).gradients;
            for (std::size_t t = 0; t < alone.size(); ++t) {
                mean[t].resize(alone[t].values.size());
                for (std::size_t e = 0; e < mean[t].size(); ++e)
                    mean[t][e] += alone[t].values[e] / static_cast<float>(m_all.size());
            }
        }
        for (std::size_t t = 0; t < together.size(); ++t)
            EXPECT_TRUE(close(together[t].values, mean[t], 5e-5)) << together[t].name;
    }
}

TEST_P(Packing, LengthsOneAndFiveThousandTogetherChangeNothing) {
    ModelConfig c = config();
    c.maxLength = 5000;
    const auto model = makeModel(*m_backend, c);
    const EncodedSplit split = randomSplit({1, 5000, 1, 3});
    const Results together = run(*model, split, {0, 1, 2, 3});
    for (std::int64_t i = 0; i < 4; ++i) {
        SCOPED_TRACE(fmt::format("sequence {}", i));
        expectSame(together, static_cast<std::size_t>(i), run(*model, split, {i}), 0);
    }
}

TEST_P(Packing, AskingForTheAttentionChangesNoBit) {
    const auto model = makeModel(*m_backend, config());
    BatchBuilder builder(*m_backend);
    const PackedBatch batch = pack(builder, m_split, m_all);
    Tape plain(*m_backend), traced(*m_backend);
    AttentionTrace trace;
    const auto without = model->forward({plain, batch, true, 3, 4, nullptr});
    const auto with = model->forward({traced, batch, true, 3, 4, &trace});
    EXPECT_EQ(downloaded(*m_backend, plain.value(without.logits)),
              downloaded(*m_backend, traced.value(with.logits)));
    EXPECT_EQ(downloaded(*m_backend, plain.value(without.hidden)),
              downloaded(*m_backend, traced.value(with.hidden)));

    ASSERT_EQ(trace.layers.size(), 4U) << "alpha and beta of two layers";
    for (const auto& entry : trace.layers) {
        const ConstMat weights = traced.value(entry.weights);
        EXPECT_EQ(weights.rows, batch.segments.rows);
        EXPECT_EQ(weights.cols, config().heads);
        const std::vector<float> values = downloaded(*m_backend, weights);
        for (std::int64_t h = 0; h < weights.cols; ++h) { // the third sequence: rows 6 … 22
            float sum = 0;
            for (std::int64_t r = 6; r < 23; ++r)
                sum += values[static_cast<std::size_t>(r * weights.cols + h)];
            EXPECT_NEAR(sum, 1.0F, 1e-5F) << entry.kind << " of layer " << entry.layer << ", head " << h;
        }
    }
}

class Frame : public ::testing::Test {
protected:
    std::unique_ptr<Backend> m_backend = makeCpuBackend(2);
};

TEST_F(Frame, AnEmptySequenceGetsTheBiasOfTheHead) {
    const auto model = makeModel(*m_backend, smallConfig());
    ParameterStore& parameters = model->parameters();
    const std::vector<float> bias{0.25F, -1.0F, 3.0F};
    parameters.upload(parameters.find("dense_linear.bias"), bias);
    const EncodedSplit split = randomSplit({0, 4});
    EXPECT_EQ(run(*model, split, {0, 1}).logits[0], bias);
    EXPECT_EQ(run(*model, split, {0}).logits[0], bias) << "a batch without any token";
}

TEST_F(Frame, WordVectorsOfAnotherWidthAreProjected) {
    for (const int embeddingDim : {5, 30}) {
        ModelConfig config = smallConfig();
        config.embeddingDim = embeddingDim;
        const auto model = makeModel(*m_backend, config);
        const ParameterStore& parameters = model->parameters();
        EXPECT_EQ(parameters.value(parameters.find("word_embedding.weight")).cols, embeddingDim);
        EXPECT_EQ(parameters.value(parameters.find("embedding_projection.weight")).cols, embeddingDim);
        EXPECT_EQ(parameters.value(parameters.find("embedding_projection.weight")).rows, config.dim);
        const EncodedSplit split = randomSplit({5, 1, 17});
        const Results together = run(*model, split, {0, 1, 2});
        for (std::int64_t i = 0; i < 3; ++i)
            expectSame(together, static_cast<std::size_t>(i), run(*model, split, {i}), 0);
        for (const NamedTensor& gradient : together.gradients)
            if (gradient.name.starts_with("embedding_projection")) {
                EXPECT_TRUE(std::any_of(gradient.values.begin(), gradient.values.end(),
                                        [](float g) { return std::abs(g) > 1e-4F; }))
                    << gradient.name << " is not trained";
            }
    }
}

TEST_F(Frame, PositionsTellOrdersApartAndNothingElseDoes) {
    EncodedSplit split;
    split.add(std::vector<std::int32_t>{3, 9, 4, 7}, 0);
    split.add(std::vector<std::int32_t>{7, 4, 9, 3}, 0);
    ModelConfig config = smallConfig();
    const Results with = run(*makeModel(*m_backend, config), split, {0, 1});
    EXPECT_FALSE(close(with.logits[0], with.logits[1], 1e-3));
    config.positions = false;
    const Results without = run(*makeModel(*m_backend, config), split, {0, 1});
    EXPECT_TRUE(close(without.logits[0], without.logits[1], 1e-5));
}

TEST_F(Frame, WeightsOfTenThousandStillGiveFiniteAttention) {
    ModelConfig config = smallConfig();
    const auto model = makeModel(*m_backend, config);
    ParameterStore& parameters = model->parameters();
    for (const char* name : {"query_att", "key_att"}) {
        const ParamId id =
            parameters.find(fmt::format("fastformer_model.encoders.0.attention.self.{}.weight", name));
        std::vector<float> values = downloaded(*m_backend, parameters.value(id));
        for (float& v : values)
            v *= 1e4F;
        parameters.upload(id, values);
    }
    const Results results = run(*model, randomSplit({17, 1, 40}), {0, 1, 2});
    for (const auto& sequence : results.logits)
        EXPECT_TRUE(std::all_of(sequence.begin(), sequence.end(), [](float v) { return std::isfinite(v); }));
    for (const NamedTensor& gradient : results.gradients)
        EXPECT_TRUE(std::all_of(gradient.values.begin(), gradient.values.end(), [](float v) {
            return std::isfinite(v);
        })) << gradient.name;
}

} // namespace
} // namespace lab::testing
