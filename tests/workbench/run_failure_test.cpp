// Why a run failed, as its actions keep it, and what going on makes of it.
#include "workbench/run_failure.h"

#include "core/store/run_repository.h"
#include "tests/workbench/small_run.h"

#include <gtest/gtest.h>

namespace lab {
namespace {

using Cause = RunFailure::Cause;

TEST(RunFailureTest, ReadsBackWhatItStored) {
    for (const RunFailure& failure : {RunFailure{}, RunFailure{Cause::Diverged, 0},
                                      RunFailure{Cause::NoRoom, 0}, RunFailure{Cause::NoRoom, 64}})
        EXPECT_EQ(runFailureOf({3, "", kFailedAction, detailOf(failure)}), failure) << detailOf(failure);
    EXPECT_EQ(runFailureOf({3, "", "stop", "no room"}), std::nullopt);
}

TEST(RunFailureTest, IsOfTheLastAttempt) {
    const test::TempFolder folder;
    LabFile lab(folder.file("lab.db"));
    const std::int64_t run = RunRepository(lab).create({});
    EXPECT_EQ(lastFailure(lab, run), RunFailure{}) << "nothing is known";
    ActionRepository actions(lab);
    const auto fail = [&](const RunFailure& failure) {
        actions.append(run, {1, "", kFailedAction, detailOf(failure)});
    };
    fail({Cause::NoRoom, 64});
    EXPECT_EQ(lastFailure(lab, run), (RunFailure{Cause::NoRoom, 64}));
    actions.append(run, {1, "", "continue", ""});
    EXPECT_EQ(lastFailure(lab, run), RunFailure{}) << "of an earlier attempt";
    fail({Cause::NoRoom, 32});
    EXPECT_EQ(lastFailure(lab, run), (RunFailure{Cause::NoRoom, 32}));
}

} // namespace
} // namespace lab
