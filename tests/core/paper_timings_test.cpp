#include "core/timing/paper_timings.h"

#include <gtest/gtest.h>

namespace lab {
namespace {

TEST(PaperSeconds, HoldsTheFiguresRatios) {
    EXPECT_NEAR(*paperSeconds("transformer", 512, false) / *paperSeconds("fastformer", 512, false), 45.8,
                0.1);
    EXPECT_NEAR(*paperSeconds("linformer", 65536, true) / *paperSeconds("fastformer", 65536, true), 4.63,
                0.01);
    EXPECT_FALSE(paperSeconds("transformer", 1024, false));
    EXPECT_FALSE(paperSeconds("fastformer", 1000, false));
    EXPECT_FALSE(paperSeconds("somebody", 1024, false));
}

} // namespace
} // namespace lab
