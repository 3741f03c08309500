#include "ui/words/format.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lab {
namespace {

TEST(Format, ThousandsStandApartByANarrowSpace) {
    EXPECT_EQ(formatCount(0), QStringLiteral("0"));
    EXPECT_EQ(formatCount(999), QStringLiteral("999"));
    EXPECT_EQ(formatCount(12416), QStringLiteral("12\u202F416"));
    EXPECT_EQ(formatCount(-1234567), QStringLiteral("\u22121\u202F234\u202F567"));
}

TEST(Format, NumbersAreFixedAndUseATrueMinus) {
    EXPECT_EQ(formatFixed(0.8714, 3), QStringLiteral("0.871"));
    EXPECT_EQ(formatFixed(-1.5, 2), QStringLiteral("\u22121.50"));
    EXPECT_EQ(formatFixed(-0.004, 2), QStringLiteral("0.00"));
    EXPECT_EQ(formatFixed(std::nan(""), 2), QStringLiteral("–"));
}

TEST(Format, CellsDropTheLeadingZeroAndPrintTinyValuesAsZero) {
    EXPECT_EQ(formatCell(0.031), QStringLiteral(".03"));
    EXPECT_EQ(formatCell(-0.2), QStringLiteral("\u2212.20"));
    EXPECT_EQ(formatCell(0.0049), QStringLiteral("0"));
    EXPECT_EQ(formatCell(1.25), QStringLiteral("1.25"));
}

TEST(Format, RatesBytesFlopsAndTimes) {
    EXPECT_EQ(formatRate(1e-3), QStringLiteral("1e-3"));
    EXPECT_EQ(formatRate(5e-4), QStringLiteral("5e-4"));
    EXPECT_EQ(formatRate(0.25), QStringLiteral("0.25"));
    EXPECT_EQ(formatRate(12), QStringLiteral("12"));
    EXPECT_EQ(formatRate(1e6), QStringLiteral("1e6")) << "short, and a number when it is read back";
    EXPECT_EQ(formatBytes(214'000'000), QStringLiteral("214\u202FMB"));
    EXPECT_EQ(formatBytes(2'500'000'000), QStringLiteral("2.5\u202FGB"));
    EXPECT_EQ(formatFlops(481e6), QStringLiteral("481\u202FMFLOP"));
    EXPECT_EQ(formatDuration(6), QStringLiteral("0:06"));
    EXPECT_EQ(formatDuration(3725), QStringLiteral("1:02:05"));
}

} // namespace
} // namespace lab
