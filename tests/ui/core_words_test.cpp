// What the window shows of the core's words has a translation.
#include "core/encoders/encoder.h"
#include "core/encoders/presets.h"
#include "tests/ui/fake_training.h"
#include "tests/ui/window_fixture.h"
#include "ui/words/core_words.h"
#include "ui/words/settings_fields.h"

#include <QSet>

namespace lab {
namespace {

/// Every word of the core that the window shows.
std::vector<std::string> shownWords() {
    std::vector<std::string> words;
    for (const EncoderSpec& spec : builtinEncoders().all())
        for (const Hyperparameter& number : spec.hyperparameters)
            for (const std::string& word : {number.label, number.unit, number.help})
                if (!word.empty())
                    words.push_back(word);
    for (const Preset& preset : builtinPresets())
        words.push_back(preset.title);
    return words;
}

using CoreWords = test::WindowTest;

TEST_F(CoreWords, AreAllListedAndReadChineseInTheChineseWindow) {
    preferences.setValue(QStringLiteral("language"), QStringLiteral("zh_CN"));
    open(test::fakeTraining(10));
    ASSERT_GT(shownWords().size(), 20U);
    for (const std::string& word : shownWords()) {
        EXPECT_TRUE(knowsCoreWord(word)) << word << " is missing in ui/words/core_words.cpp";
        EXPECT_NE(coreWord(word), QString::fromStdString(word)) << "no translation";
    }
}

TEST_F(CoreWords, ADraftThatChangesItsEncoderLeavesTheOthersNumbersBehind) {
    open(test::fakeTraining(10));
    RunConfig config = studio->draft();
    config.model.encoder = "longformer";
    config.model.sharing = Sharing::None;
    studio->setDraft(config);
    config.model.hyperparameters = {{"window", 16}, {"global_tokens", 2}};
    studio->setDraft(config);
    EXPECT_EQ(studio->draft().model.hyperparameters.size(), 2U);
    config.model.encoder = "linformer";
    studio->setDraft(config);
    EXPECT_TRUE(studio->draft().model.hyperparameters.empty()) << "they begin at their defaults";
    studio->undoStack().undo();
    EXPECT_EQ(studio->draft().model.hyperparameters.at("window"), 16);
    config = studio->draft();
    config.model.encoder = "linformer";
    config.model.hyperparameters = {{"rank", 8}};
    studio->setDraft(config);
    EXPECT_EQ(studio->draft().model.hyperparameters.at("rank"), 8) << "what was said with it counts";
}

} // namespace
} // namespace lab
