#include "workbench/predictor.h"

#include "core/base/error.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/model_file.h"
#include "datasets/dataset.h"
#include "tests/workbench/small_run.h"
#include "workbench/model_export.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <numeric>

namespace lab {
namespace {

class PredictorTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        s_folder = new test::TempFolder;
        RunJob job = test::smallJob(s_folder->file("lab.db"));
        job.exportFile = s_folder->file("model.safetensors");
        RunControl control;
        s_result = new RunResult(runTraining(job, control, [](const RunEvent&) {}));
    }
    static void TearDownTestSuite() {
        delete s_result;
        delete s_folder;
    }
    static std::string lab() { return s_folder->file("lab.db"); }
    static std::string model() { return s_folder->file("model.safetensors"); }

    static test::TempFolder* s_folder;
    static RunResult* s_result;
};
test::TempFolder* PredictorTest::s_folder = nullptr;
RunResult* PredictorTest::s_result = nullptr;

TEST_F(PredictorTest, ReadsATextWithEveryWeightSummingToOne) {
    const auto predictor = Predictor::fromRun(lab(), s_result->run, Predictor::Weights::Last);
    const AttentionMap map = predictor->read("The battery is not bad, but the screen");
    EXPECT_EQ(map.tokens.size(), 9U);
    EXPECT_NEAR(std::accumulate(map.probabilities.begin(), map.probabilities.end(), 0.0), 1.0, 1e-5);
    EXPECT_NEAR(std::accumulate(map.pool.begin(), map.pool.end(), 0.0), 1.0, 1e-5);
    ASSERT_EQ(map.layers.size(), 4U);
    for (const auto& matrix : map.layers) {
        ASSERT_EQ(matrix.values.size(), 9U * 2U);
        for (std::size_t head = 0; head < 2; ++head) {
            double sum = 0;
            for (std::size_t t = 0; t < 9; ++t)
                sum += static_cast<double>(matrix.values[t * 2 + head]);
            EXPECT_NEAR(sum, 1.0, 1e-5) << matrix.kind << " of layer " << matrix.layer;
        }
    }
}

TEST_F(PredictorTest, SaysTheIdsOfTheTokensAndWhichItDoesNotKnow) {
    const auto predictor = Predictor::fromRun(lab(), s_result->run, Predictor::Weights::Last);
    const AttentionMap map = predictor->read("the battery xyzzy the");
    ASSERT_EQ(map.ids.size(), 4U);
    EXPECT_GT(map.ids[0], 1) << "0 is padding, 1 the unknown word's row";
    EXPECT_EQ(map.ids[3], map.ids[0]);
    EXPECT_NE(map.ids[1], map.ids[0]);
    EXPECT_EQ(map.ids[2], AttentionMap::kUnknown);
}

TEST_F(PredictorTest, ExplainsWhatATokenDoesForTheClass) {
    const auto predictor = Predictor::fromRun(lab(), s_result->run, Predictor::Weights::Last);
    const std::string text = "not good at all";
    const Explanation out = predictor->explain(text, {});
    ASSERT_EQ(out.values.size(), 4U);
    EXPECT_EQ(out.label, predictor->read(text).label);
    EXPECT_EQ(out.tokens, predictor->read(text).tokens);
    const auto at = static_cast<std::size_t>(out.label);
    EXPECT_NEAR(out.values[0],
                double{predictor->read(text).probabilities[at]} -
                    double{predictor->read("good at all").probabilities[at]},
                1e-5);
    std::vector<std::string> names;
    for (const auto& agreement : out.agreement)
        names.push_back(agreement.name);
    EXPECT_EQ(names, (std::vector<std::string>{"alpha", "beta", "pool", "gradient"}));
    const Explanation other =
        predictor->explain(text, {Explanation::Method::Gradient, 1 - out.label, {}, {}});
    EXPECT_EQ(other.label, 1 - out.label);
    EXPECT_TRUE(other.agreement.empty());
}

TEST_F(PredictorTest, AnExplanationStopsWhenAsked) {
    const auto predictor = Predictor::fromRun(lab(), s_result->run, Predictor::Weights::Last);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THROW(predictor->explain("a text", {Explanation::Method::LeaveOneOut, -1, {}, stop.get_token()}),
                 Cancelled);
    EXPECT_EQ(predictor->read("a text").tokens.size(), 2U) << "and goes on reading";
}

TEST_F(PredictorTest, TheModelFileAndTheLabGiveTheSameNumbers) {
    const auto fromLab = Predictor::fromRun(lab(), s_result->run, Predictor::Weights::Last);
    const auto fromFile = Predictor::fromModelFile(model());
    EXPECT_EQ(fromLab->labels(), fromFile->labels());
    EXPECT_EQ(fromLab->read("good sound").logits, fromFile->read("good sound").logits);
}

TEST_F(PredictorTest, ATextWithoutTokensIsReadAsOneUnknownToken) {
    const auto predictor = Predictor::fromModelFile(model());
    const AttentionMap map = predictor->read("   ");
    EXPECT_EQ(map.tokens, std::vector<std::string>{"[UNK]"});
    EXPECT_FLOAT_EQ(map.pool[0], 1.0F);
}

TEST_F(PredictorTest, CutsATextAtTheMaximumLength) {
    const auto predictor = Predictor::fromModelFile(model());
    std::string text;
    for (int i = 0; i < 500; ++i)
        text += "good ";
    EXPECT_EQ(predictor->read(text).tokens.size(), 64U);
}

TEST_F(PredictorTest, EvaluatesTheTestSplitAsTheRunDid) {
    RunConfig config = test::smallJob(lab()).config;
    const Dataset data = loadDataset(config.data);
    const auto predictor = Predictor::fromRun(lab(), s_result->run, Predictor::Weights::Last);
    const Evaluation again = predictor->evaluate(data, Split::Test);
    EXPECT_EQ(again.examples, s_result->test.examples);
    EXPECT_DOUBLE_EQ(again.loss, s_result->test.loss);
    EXPECT_EQ(again.confusion, s_result->test.confusion);
}

TEST_F(PredictorTest, RefusesADataSetWithAClassItDoesNotKnow) {
    const auto predictor = Predictor::fromModelFile(model());
    Dataset data{"other", "csv", {"1", "nonsense"}, {{"a text", 0, Split::Test}}, {}, {}};
    try {
        predictor->evaluate(data, Split::Test);
        FAIL();
    } catch (const DataError& error) {
        EXPECT_NE(std::string(error.what()).find("\"nonsense\", but this model knows 1, 2, 3, 4, 5; give"),
                  std::string::npos)
            << error.what();
    }
}

TEST_F(PredictorTest, SaysWhatToDoAboutDamagedWeights) {
    const std::string copy = s_folder->file("damaged.db");
    std::filesystem::copy_file(lab(), copy);
    {
        LabFile file(copy);
        CheckpointRepository checkpoints(file);
        for (const CheckpointInfo& info : checkpoints.list(s_result->run))
            checkpoints.save(s_result->run, info.step, info.kind, "these bytes are no weights");
    }
    try {
        (void)Predictor::fromRun(copy, s_result->run, Predictor::Weights::Last);
        FAIL() << "it read what is no model";
    } catch (const StoreError& error) {
        EXPECT_NE(std::string(error.what()).find("train the run again"), std::string::npos) << error.what();
    }
}

TEST_F(PredictorTest, NamesTheTensorWhoseShapeIsWrong) {
    ModelFile file = readModelFile(model());
    for (NamedTensor& tensor : file.tensors.tensors)
        if (tensor.name == "dense_linear.bias") {
            tensor.shape = {7};
            tensor.values.assign(7, 0.0F);
        }
    const std::string path = s_folder->file("wrong.safetensors");
    writeModelFile(path, file);
    try {
        Predictor::fromModelFile(path);
        FAIL();
    } catch (const DataError& error) {
        const std::string text = error.what();
        EXPECT_NE(text.find("dense_linear.bias"), std::string::npos) << text;
        EXPECT_NE(text.find("wrong.safetensors"), std::string::npos) << text;
    }
}

} // namespace
} // namespace lab
