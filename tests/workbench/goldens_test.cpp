// The goldens were computed with PyTorch in double, one sequence at a time; the aim is 1e-5 of each tensor's
// largest value, ten times closer than what `fastformer check` demands.
#include "workbench/golden_check.h"

#include "core/base/error.h"
#include "core/store/safetensors.h"
#include "tests/store/temp_folder.h"
#include "tests/support/paths.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace lab {
namespace {

constexpr double kTolerance = 1e-5;

std::string golden(const std::string& name) {
    return test::goldens() + "/" + name + ".safetensors";
}

class Goldens : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(
    Encoders, Goldens,
    ::testing::Values("fastformer-none-across-product", "fastformer-none-per_head-product",
                      "fastformer-query_value-across-product", "fastformer-query_value-across-add",
                      "fastformer-query_value-across-concat", "fastformer-query_value-per_head-product",
                      "fastformer-query_value_head-per_head-product",
                      "fastformer-query_value_layer-across-product",
                      "fastformer-query_value_layer-per_head-product", "transformer", "longformer", "bigbird",
                      "linformer", "linear_transformer", "poolingformer"),
    [](const auto& chosen) {
        std::string name = chosen.param;
        std::replace(name.begin(), name.end(), '-', '_');
        return name;
    });

TEST_P(Goldens, EveryOutputTraceAndGradientAgrees) {
    const GoldenReport report = checkGolden(golden(GetParam()), kTolerance);
    for (const TensorError& tensor : report.tensors)
        EXPECT_TRUE(tensor.passed) << tensor.tensor << ": " << tensor.absolute << " absolute, "
                                   << tensor.relative << " relative";
    EXPECT_TRUE(report.passed);
    // Nothing of the file was left out.
    for (const NamedTensor& tensor : readSafetensors(golden(GetParam())).tensors) {
        const bool result = !tensor.name.starts_with("input.") && !tensor.name.starts_with("weight.");
        const bool compared = std::any_of(report.tensors.begin(), report.tensors.end(),
                                          [&](const TensorError& e) { return e.tensor == tensor.name; });
        EXPECT_EQ(compared, result) << tensor.name;
    }
}

TEST_P(Goldens, TheNumberOfThreadsChangesNoError) {
    const GoldenReport one = checkGolden(golden(GetParam()), kTolerance, 1);
    const GoldenReport three = checkGolden(golden(GetParam()), kTolerance, 3);
    ASSERT_EQ(one.tensors.size(), three.tensors.size());
    for (std::size_t i = 0; i < one.tensors.size(); ++i)
        EXPECT_EQ(one.tensors[i].absolute, three.tensors[i].absolute) << one.tensors[i].tensor;
}

TEST(GoldenTrajectory, TwentyAdamStepsLoseWhatTorchLoses) {
    const GoldenReport report = checkGolden(golden("trajectory"), kTolerance);
    ASSERT_EQ(report.tensors.size(), 1U);
    EXPECT_EQ(report.tensors[0].tensor, "output.losses");
    EXPECT_LE(report.tensors[0].relative, kTolerance);
    EXPECT_TRUE(report.passed);
}

TEST(GoldenCheck, SeesOneWrongWeight) {
    const TempFolder folder;
    TensorFile file = readSafetensors(golden("fastformer-query_value-across-product"));
    for (NamedTensor& tensor : file.tensors)
        if (tensor.name == "weight.fastformer_model.encoders.1.attention.self.key.weight")
            tensor.values[17] += 0.1F;
    writeSafetensors(folder.file("spoilt.safetensors"), file);
    const GoldenReport report = checkGolden(folder.file("spoilt.safetensors"), 1e-4);
    EXPECT_FALSE(report.passed);
    const auto passed = [&](const std::string& name) {
        return std::find_if(report.tensors.begin(), report.tensors.end(),
                            [&](const TensorError& e) { return e.tensor == name; })
            ->passed;
    };
    EXPECT_FALSE(passed("trace.1.beta"));
    EXPECT_TRUE(passed("trace.0.beta")) << "the layer below does not read that weight";
}

TEST(GoldenCheck, AResultThatThisModelDoesNotMakeIsAFailure) {
    const TempFolder folder;
    TensorFile file = readSafetensors(golden("fastformer-query_value-across-product"));
    file.tensors.push_back({"trace.9.gamma", {2}, {0.5F, 0.5F}, {}});
    writeSafetensors(folder.file("more.safetensors"), file);
    EXPECT_FALSE(checkGolden(folder.file("more.safetensors"), 1e-4).passed);
}

TEST(GoldenCheck, NamesTheTensorThatIsMissing) {
    const TempFolder folder;
    const TensorFile whole = readSafetensors(golden("fastformer-query_value-across-product"));
    for (const std::string name :
         {"input.ids", "weight.dense_linear.weight", "weight.fastformer_model.LayerNorm.bias"}) {
        TensorFile file = whole;
        std::erase_if(file.tensors, [&](const NamedTensor& tensor) { return tensor.name == name; });
        writeSafetensors(folder.file("less.safetensors"), file);
        try {
            checkGolden(folder.file("less.safetensors"), 1e-4);
            ADD_FAILURE() << "passed without " << name;
        } catch (const DataError& error) {
            EXPECT_NE(std::string(error.what()).find(name), std::string::npos) << error.what();
        }
    }
}

TEST(GoldenCheck, RefusesIdsAndOffsetsThatPointNowhere) {
    const TempFolder folder;
    const TensorFile whole = readSafetensors(golden("fastformer-query_value-across-product"));
    for (const std::string name : {"input.ids", "input.offsets", "input.labels"}) {
        TensorFile file = whole;
        for (NamedTensor& tensor : file.tensors)
            if (tensor.name == name)
                tensor.ids[1] = 1'000'000;
        writeSafetensors(folder.file("wild.safetensors"), file);
        EXPECT_THROW(checkGolden(folder.file("wild.safetensors"), 1e-4), DataError) << name;
    }
}

} // namespace
} // namespace lab
