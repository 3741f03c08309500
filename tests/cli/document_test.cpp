// docs/command-line.md describes what the program takes.
#include "core/encoders/encoder.h"
#include "tests/cli/run_line.h"
#include "tests/cli/temp_folder.h"
#include "tests/support/paths.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

namespace lab::cli {
namespace {

std::string document() {
    return contentOf(test::docs() + "/command-line.md");
}

const std::vector<std::vector<std::string>> kCommands{{"data"},
                                                      {"train"},
                                                      {"presets"},
                                                      {"predict"},
                                                      {"evaluate"},
                                                      {"study"},
                                                      {"timing"},
                                                      {"check"},
                                                      {"runs", "list"},
                                                      {"runs", "show"},
                                                      {"runs", "export"},
                                                      {"runs", "delete"},
                                                      {"runs", "continue"},
                                                      {"runs", "replay"},
                                                      {"runs", "import"},
                                                      {"runs", "rename"},
                                                      {"runs", "tag"},
                                                      {"runs", "note"},
                                                      {"runs", "restore"}};

TEST(TheDocument, NamesEveryOptionOfEveryCommand) {
    const std::string text = document();
    const std::regex option("--[a-z][a-z0-9-]*");
    std::set<std::string> documented{std::sregex_token_iterator(text.begin(), text.end(), option), {}};
    documented.insert("--help");
    for (std::vector<std::string> command : kCommands) {
        EXPECT_THAT(text, testing::HasSubstr(fmt::format("{}", fmt::join(command, " "))));
        command.push_back("--help");
        const Outcome help = runLine(command);
        ASSERT_EQ(help.code, 0) << help.err;
        for (auto each = std::sregex_token_iterator(help.out.begin(), help.out.end(), option);
             each != std::sregex_token_iterator(); ++each)
            EXPECT_TRUE(documented.contains(*each)) << fmt::format("{} of {}", each->str(), command[0]);
    }
}

TEST(TheDocument, GivesTheNumbersOfEachEncoderAsTheyAre) {
    const std::string text = document();
    std::ptrdiff_t rows = 0;
    for (const EncoderSpec& encoder : builtinEncoders().all())
        for (const Hyperparameter& number : encoder.hyperparameters) {
            std::string flag = number.key;
            std::replace(flag.begin(), flag.end(), '_', '-');
            EXPECT_THAT(text, testing::HasSubstr(
                                  fmt::format("\n| `{}` | `--{}` | {:.0f} | {:.0f} … {:.0f} | ", encoder.id,
                                              flag, number.initial, number.lowest, number.highest)));
            ++rows;
        }
    const std::regex row("\n\\| `[a-z_]+` \\| `--");
    EXPECT_EQ(std::distance(std::sregex_iterator(text.begin(), text.end(), row), {}), rows)
        << "a number that no encoder has";
}

} // namespace
} // namespace lab::cli
