#include "core/nn/parameter_store.h"

#include "core/base/error.h"
#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lab::testing {
namespace {

class Parameters : public ::testing::Test {
protected:
    void declare() {
        m_table = m_store.add({"table", {50, 20}, Init::NormalPadded, ParameterGroup::Embedding});
        m_weight = m_store.add({"layer.weight", {30, 20}, Init::Normal, ParameterGroup::Attention});
        m_bias = m_store.add({"layer.bias", {30}, Init::Zero, ParameterGroup::Attention});
        m_scale = m_store.add({"norm.weight", {20}, Init::One});
    }
    std::vector<float> values(ParamId id) { return downloaded(*m_backend, m_store.value(id)); }
    TensorFile file() { return {{}, m_store.exportState()}; }
    /// \p import throws DataError whose text holds all of \p parts.
    template <class Import> void expectDataError(const std::vector<std::string>& parts, Import&& import) {
        try {
            import();
            ADD_FAILURE() << "the import went through";
        } catch (const DataError& error) {
            for (const std::string& part : parts)
                EXPECT_NE(std::string(error.what()).find(part), std::string::npos)
                    << part << " not in " << error.what();
        }
    }

    std::unique_ptr<Backend> m_backend = makeCpuBackend(1);
    ParameterStore m_store;
    ParamId m_table, m_weight, m_bias, m_scale;
};

TEST_F(Parameters, StartAsTheirKindSays) {
    declare();
    m_store.allocate(*m_backend);
    m_store.initialise(3, 0.5);
    const std::vector<float> table = values(m_table);
    EXPECT_TRUE(std::all_of(table.begin(), table.begin() + 20, [](float v) { return v == 0; }))
        << "the padding row";
    for (const auto& drawn : {std::vector<float>(table.begin() + 20, table.end()), values(m_weight)}) {
        double sum = 0, squares = 0;
        for (const float v : drawn)
            sum += v, squares += static_cast<double>(v) * v;
        const auto n = static_cast<double>(drawn.size());
        EXPECT_NEAR(sum / n, 0, 0.5 * 4 / std::sqrt(n));
        EXPECT_NEAR(std::sqrt(squares / n), 0.5, 0.5 * 4 / std::sqrt(2 * n));
    }
    EXPECT_EQ(values(m_bias), std::vector<float>(30, 0.0F));
    EXPECT_EQ(values(m_scale), std::vector<float>(20, 1.0F));
    for (const MutMat buffer : {m_store.gradients(), m_store.moment1(), m_store.moment2()})
        for (const float v : downloaded(*m_backend, buffer))
            EXPECT_EQ(v, 0.0F);
}

TEST_F(Parameters, StartValuesDependOnTheSeedAlone) {
    declare();
    m_store.allocate(*m_backend);
    m_store.initialise(3, 0.5);
    const auto first = values(m_weight);
    m_store.initialise(4, 0.5);
    EXPECT_NE(values(m_weight), first);
    m_store.initialise(3, 0.5);
    EXPECT_EQ(values(m_weight), first);
}

TEST_F(Parameters, CountByGroup) {
    declare();
    EXPECT_EQ(m_store.count(), 50 * 20 + 30 * 20 + 30 + 20);
    EXPECT_EQ(m_store.count(ParameterGroup::Embedding), 1000);
    EXPECT_EQ(m_store.count(ParameterGroup::Attention), 630);
    EXPECT_EQ(m_store.count(ParameterGroup::FeedForward), 0);
    EXPECT_EQ(m_store.count(ParameterGroup::Rest), 20);
}

TEST_F(Parameters, TheSameNameIsTheSameParameter) {
    declare();
    EXPECT_EQ(m_store.add({"layer.weight", {30, 20}}).index, m_weight.index);
    EXPECT_EQ(m_store.infos().size(), 4U);
    EXPECT_EQ(m_store.find("layer.weight").index, m_weight.index);
    EXPECT_FALSE(m_store.find("layer"));
    EXPECT_THROW(m_store.add({"layer.weight", {20, 30}}), std::invalid_argument);
    m_store.allocate(*m_backend);
    EXPECT_THROW(m_store.add({"late", {3}}), std::invalid_argument);
    EXPECT_THROW(m_store.allocate(*m_backend), std::invalid_argument);
}

TEST_F(Parameters, FrozenOnesHaveNoGradientAndNoMoments) {
    declare();
    EXPECT_THROW(m_store.freeze("nobody"), std::invalid_argument);
    m_store.freeze("table");
    m_store.allocate(*m_backend);
    EXPECT_THROW(m_store.freeze("layer.weight"), std::invalid_argument) << "after the memory was laid out";
    EXPECT_FALSE(m_store.gradient(m_table));
    EXPECT_TRUE(m_store.gradient(m_weight));
    for (const NamedTensor& tensor : file().tensors)
        EXPECT_FALSE(tensor.name.starts_with("adam.") && tensor.name.ends_with("table")) << tensor.name;
    Tape tape(*m_backend);
    EXPECT_FALSE(tape.needsGrad(m_store.bind(tape, m_table)));
    EXPECT_TRUE(tape.needsGrad(m_store.bind(tape, m_weight)));
}

TEST_F(Parameters, ExportAndImportAreInverse) {
    declare();
    m_store.allocate(*m_backend);
    m_store.initialise(3, 0.5);
    // Moments that differ from the weights and from one another.
    for (const MutMat buffer : {m_store.moment1(), m_store.moment2()}) {
        std::vector<float> host(static_cast<std::size_t>(buffer.size()),
                                buffer.data == m_store.moment1().data ? 2.0F : 3.0F);
        m_backend->upload(buffer.data, host.data(), host.size() * sizeof(float));
    }
    const TensorFile saved = file();
    EXPECT_EQ(saved.tensors.size(), 12U);
    ASSERT_NE(saved.find("adam.v.layer.weight"), nullptr);
    EXPECT_EQ(saved.find("layer.weight")->shape, (std::vector<std::int64_t>{30, 20}));
    EXPECT_EQ(saved.find("layer.bias")->shape, (std::vector<std::int64_t>{30}));
    EXPECT_EQ(saved.find("adam.m.layer.bias")->values, std::vector<float>(30, 2.0F));
    EXPECT_EQ(saved.find("adam.v.layer.bias")->values, std::vector<float>(30, 3.0F));

    ParameterStore other;
    for (const ParameterStore::Info& info : m_store.infos())
        other.add({info.name, info.shape});
    other.allocate(*m_backend);
    other.importState(saved);
    const auto again = other.exportState();
    ASSERT_EQ(again.size(), saved.tensors.size());
    for (std::size_t i = 0; i < again.size(); ++i) {
        EXPECT_EQ(again[i].name, saved.tensors[i].name);
        EXPECT_EQ(again[i].values, saved.tensors[i].values) << again[i].name;
    }
}

TEST_F(Parameters, ImportTakesAPrefix) {
    declare();
    m_store.allocate(*m_backend);
    m_store.initialise(3, 0.5);
    TensorFile prefixed{{}, m_store.exportValues()};
    const std::vector<float> weight = prefixed.find("layer.weight")->values;
    for (NamedTensor& tensor : prefixed.tensors)
        tensor.name = "weight." + tensor.name;
    m_store.initialise(4, 0.5);
    m_store.importValues(prefixed, "weight.");
    EXPECT_EQ(values(m_weight), weight);
}

TEST_F(Parameters, ImportNamesWhatDoesNotFit) {
    declare();
    m_store.allocate(*m_backend);
    const TensorFile good = file();
    const auto without = [&](const std::string& name) {
        TensorFile bad = good;
        std::erase_if(bad.tensors, [&](const NamedTensor& t) { return t.name == name; });
        return bad;
    };
    expectDataError({"layer.bias"}, [&] { m_store.importValues(without("layer.bias")); });
    expectDataError({"adam.v.norm.weight"}, [&] { m_store.importState(without("adam.v.norm.weight")); });

    TensorFile turned = good;
    for (NamedTensor& tensor : turned.tensors)
        if (tensor.name == "layer.weight")
            tensor.shape = {20, 30};
    expectDataError({"layer.weight", "[20, 30]", "[30, 20]"}, [&] { m_store.importValues(turned); });

    TensorFile integers = good;
    for (NamedTensor& tensor : integers.tensors)
        if (tensor.name == "norm.weight") {
            tensor.values.clear();
            tensor.ids.assign(20, 1);
        }
    expectDataError({"norm.weight", "integers"}, [&] { m_store.importValues(integers); });
}

TEST_F(Parameters, UploadChecksTheNumberOfValues) {
    declare();
    m_store.allocate(*m_backend);
    const std::vector<float> wrong(29), right(30, 7.0F);
    EXPECT_THROW(m_store.upload(m_bias, wrong), std::invalid_argument);
    m_store.upload(m_bias, right);
    EXPECT_EQ(values(m_bias), right);
}

TEST(ParameterNames, AreThoseOfTheAuthorsModule) {
    ModelConfig config;
    ParameterStore store;
    declareTextClassifier(store, config, 66'818, 4);
    const auto shape = [&](const std::string& name) {
        const ParamId id = store.find(name);
        return id ? store.infos()[static_cast<std::size_t>(id.index)].shape : std::vector<std::int64_t>{};
    };
    using Shape = std::vector<std::int64_t>;
    const std::string model = "fastformer_model.", layer = model + "encoders.1.";
    EXPECT_EQ(shape("word_embedding.weight"), (Shape{66'818, 256}));
    EXPECT_EQ(shape("dense_linear.weight"), (Shape{4, 256}));
    EXPECT_EQ(shape(model + "position_embeddings.weight"), (Shape{256, 256}));
    EXPECT_EQ(shape(model + "LayerNorm.bias"), (Shape{256}));
    EXPECT_EQ(shape(layer + "attention.self.query.weight"), (Shape{256, 256}));
    EXPECT_EQ(shape(layer + "attention.self.query_att.weight"), (Shape{16, 256}));
    EXPECT_EQ(shape(layer + "attention.self.key_att.bias"), (Shape{16}));
    EXPECT_EQ(shape(layer + "attention.self.transform.bias"), (Shape{256}));
    EXPECT_EQ(shape(layer + "attention.output.dense.weight"), (Shape{256, 256}));
    EXPECT_EQ(shape(layer + "attention.output.LayerNorm.weight"), (Shape{256}));
    EXPECT_EQ(shape(layer + "intermediate.dense.weight"), (Shape{256, 256}));
    EXPECT_EQ(shape(layer + "output.LayerNorm.bias"), (Shape{256}));
    EXPECT_EQ(shape(model + "poolers.0.att_fc1.weight"), (Shape{256, 256}));
    EXPECT_EQ(shape(model + "poolers.0.att_fc2.weight"), (Shape{1, 256}));
    // Counts of the authors' module: 205,600 attention parameters a layer; 18,046,533 in all.
    EXPECT_EQ(store.count(ParameterGroup::Attention), 2 * 205'600);
    EXPECT_EQ(store.count(), 18'046'533);
}

TEST(ParameterNames, SharingTiesWhatThePaperTies) {
    const auto attention = [](Sharing sharing, Scores scores) {
        ModelConfig config;
        config.sharing = sharing;
        config.scores = scores;
        ParameterStore store;
        declareTextClassifier(store, config, 100, 4);
        return store.count(ParameterGroup::Attention);
    };
    constexpr std::int64_t kMap = 256 * 256 + 256, kScore = 256; // per head: 16 heads of 16 weights, no bias
    EXPECT_EQ(attention(Sharing::None, Scores::PerHead), 2 * (4 * kMap + 2 * kScore));
    EXPECT_EQ(attention(Sharing::QueryValue, Scores::PerHead), 2 * (3 * kMap + 2 * kScore));
    EXPECT_EQ(attention(Sharing::QueryValueLayer, Scores::PerHead), 3 * kMap + 2 * kScore);
    EXPECT_EQ(attention(Sharing::QueryValueHead, Scores::PerHead), 2 * (3 * (16 * 16 + 16) + 2 * (16 + 1)));
    EXPECT_EQ(attention(Sharing::QueryValue, Scores::Across), 2 * (3 * kMap + 2 * (16 * 256 + 16)));
}

} // namespace
} // namespace lab::testing
