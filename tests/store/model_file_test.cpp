#include "core/store/model_file.h"

#include "core/base/error.h"
#include "core/store/safetensors.h"
#include "tests/store/temp_folder.h"
#include "tests/support/paths.h"

#include <limits>

namespace lab {
namespace {

ModelFile sample() {
    ModelFile model;
    model.config.model.dim = 64;
    model.config.text.tokenizer = TokenizerKind::Whitespace;
    model.vocabulary = {"", "<unk>", "漢", "\"quoted\""};
    model.labels = {"bad", "good"};
    model.tensors.tensors = {{"word_embedding.weight", {4, 2}, {0, 0, 1, 2, 3, 4, 5, 6}, {}}};
    return model;
}

TEST(ModelFileFormat, ComesBackAsItWasWritten) {
    const TempFolder folder;
    const std::string path = folder.file("model.safetensors");
    writeModelFile(path, sample());
    const ModelFile model = readModelFile(path);
    EXPECT_EQ(model.config, sample().config);
    EXPECT_EQ(model.vocabulary, sample().vocabulary);
    EXPECT_EQ(model.labels, sample().labels);
    ASSERT_EQ(model.tensors.tensors.size(), 1U);
    EXPECT_EQ(model.tensors.tensors[0].values, sample().tensors.tensors[0].values);
    EXPECT_TRUE(model.tensors.metadata.empty());
    const std::string again = folder.file("again.safetensors");
    writeModelFile(again, model);
    EXPECT_EQ(readBytes(again), readBytes(path)) << "the same model gives the same bytes";
}

TEST(ModelFileFormat, NamesTheMissingPart) {
    const TempFolder folder;
    const std::string path = folder.file("model.safetensors");
    for (const std::string key : {"config", "vocabulary", "labels"}) {
        writeModelFile(path, sample());
        TensorFile file = readSafetensors(path);
        file.metadata.erase(key);
        writeSafetensors(path, file);
        const std::string message = messageOf<DataError>([&] { readModelFile(path); });
        EXPECT_EQ(message.find(path + ": is not a model file because its metadata have no \"" + key + "\""),
                  0U);
        for (const std::string value : {"nonsense", "[]", "{\"dim\":[]}", "[1]"}) {
            file.metadata[key] = value;
            writeSafetensors(path, file);
            EXPECT_EQ(messageOf<DataError>([&] { readModelFile(path); }).find(path), 0U);
        }
    }
}

TEST(ModelFileFormat, RefusesWeightsThatAreNotFinite) {
    const TempFolder folder;
    const std::string path = folder.file("model.safetensors");
    ModelFile model = sample();
    model.tensors.tensors[0].values[3] = std::numeric_limits<float>::quiet_NaN();
    writeModelFile(path, model);
    const std::string expected =
        path + ": tensor \"word_embedding.weight\" holds a value that is not finite at position 3";
    EXPECT_EQ(messageOf<DataError>([&] { readModelFile(path); }), expected);
    EXPECT_EQ(messageOf<DataError>([&] { readWeights(path); }), expected);
}

TEST(ModelFileFormat, ReadsWeightsOfAnyContainer) {
    const TensorFile golden = readWeights(test::goldens() + "/trajectory.safetensors");
    EXPECT_NE(golden.find("output.losses"), nullptr);
}

} // namespace
} // namespace lab
