#include "ui/words/setting_titles.h"

#include "core/encoders/encoder.h"
#include "core/store/config_json.h"

#include <gtest/gtest.h>

#include <set>

namespace lab {
namespace {

/// Every setting of a run with \p encoder, also those that are stored only where a person chose them.
std::vector<std::pair<std::string, std::string>> allSettings(const EncoderSpec& encoder) {
    RunConfig config;
    config.data.splitColumn = "part";
    config.data.layout = {Delimiter::Pipe, Encoding::Utf16, HeaderLine::No};
    config.train.keepEvery = 2;
    config.model.encoder = encoder.id;
    for (const Hyperparameter& own : encoder.hyperparameters)
        config.model.hyperparameters[own.key] = own.initial;
    return settingsOf(config);
}

TEST(SettingTitles, EverySettingThatCompareCanShowHasItsOwn) {
    const SettingTitles titles;
    for (const EncoderSpec& encoder : builtinEncoders().all()) {
        std::set<QString> seen;
        for (const auto& [key, value] : allSettings(encoder)) {
            const QString title = titles.of(key);
            EXPECT_NE(title.toStdString(), key) << encoder.id;
            EXPECT_TRUE(seen.insert(title).second) << encoder.id << ": " << qPrintable(title) << " again";
        }
        EXPECT_GT(seen.size(), 40U);
    }
    EXPECT_EQ(titles.of("split_column"), QStringLiteral("Split column"));
    EXPECT_EQ(titles.of("hyperparameters.window"), QStringLiteral("Window, tokens"));
}

} // namespace
} // namespace lab
