// A run while another connection holds its lab file for longer than anybody waits for it, as a large import
// does.
#include "core/base/error.h"
#include "core/store/action_repository.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/metric_repository.h"
#include "core/store/run_repository.h"
#include "core/store/snapshot_repository.h"
#include "core/store/unstored_failures.h"
#include "tests/support/lab_holder.h"
#include "tests/workbench/small_run.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <tuple>

namespace lab {
namespace {

using namespace std::chrono_literals;
using test::LabHolder;
using test::UsualWait;
using Clock = std::chrono::steady_clock;

class BusyLab : public testing::Test {
protected:
    [[nodiscard]] std::string lab(const std::string& name = "lab.db") const { return m_folder.file(name); }

    [[nodiscard]] RunJob job(const std::string& path) const {
        RunJob made = test::smallJob(path); // 20 steps, 10 an epoch
        made.config.train.evaluateEvery = 4;
        made.config.train.keepEvery = 1;
        made.probes = {"a good book"};
        made.snapshotEvery = 5;
        return made;
    }

    /// \p onStep hears each step after it was recorded, on the training thread.
    static RunResult run(const RunJob& job, RunControl& control,
                         const std::function<void(std::int64_t)>& onStep) {
        return runTraining(job, control, [&](const RunEvent& event) {
            if (const auto* step = std::get_if<StepEvent>(&event))
                onStep(step->step);
        });
    }

    /// What a person does meanwhile.
    static void meddle(RunControl& control, std::int64_t step) {
        if (step == 6)
            control.change({5e-4, {}});
        if (step == 8)
            control.keepCheckpoint();
        if (step == 12)
            control.setProbes({"a bad book", "a book"});
    }

    /// Everything of run 1 but what a clock says.
    struct Stored {
        std::map<std::tuple<std::string, std::string, std::int64_t>, double> metrics;
        std::vector<std::tuple<std::string, std::int64_t, int, double, double>> evaluations;
        std::vector<std::tuple<std::string, std::int64_t, std::string>> checkpoints;
        std::vector<std::tuple<std::int64_t, std::string, std::string>> actions;
        std::vector<std::int64_t> snapshots;
        std::vector<std::string> probes;
        std::int64_t steps = 0;
        double best = 0;
        RunStatus status = RunStatus::Running;

        bool operator==(const Stored&) const = default;
    };
    static Stored storedIn(const std::string& path) {
        LabFile lab(path);
        Stored stored;
        for (const MetricRow& row : MetricRepository(lab).all(1))
            if (row.name != "seconds")
                stored.metrics[{row.split, row.name, row.step}] = row.value;
        for (const EvaluationRow& row : MetricRepository(lab).evaluations(1))
            stored.evaluations.emplace_back(row.split, row.step, row.epoch, row.evaluation.loss,
                                            row.evaluation.macroF1);
        for (const CheckpointInfo& info : CheckpointRepository(lab).list(1))
            stored.checkpoints.emplace_back(toString(info.kind), info.step, info.sha256);
        for (const ActionRow& action : ActionRepository(lab).list(1))
            stored.actions.emplace_back(action.step, action.kind, action.detail);
        stored.snapshots = SnapshotRepository(lab).steps(1);
        stored.probes = SnapshotRepository(lab).probes(1);
        const RunRow row = RunRepository(lab).load(1).row;
        stored.steps = row.steps;
        stored.best = row.summary.best.validation.accuracy;
        stored.status = row.status;
        return stored;
    }

    /// As it is stored when nobody holds the file.
    Stored undisturbed() {
        RunControl control;
        run(job(lab("quiet.db")), control, [&](std::int64_t step) { meddle(control, step); });
        return storedIn(lab("quiet.db"));
    }

    test::TempFolder m_folder;
};

TEST_F(BusyLab, TheRunGoesOnAndLosesNothing) {
    const Stored expected = undisturbed();
    ASSERT_EQ(expected.status, RunStatus::Finished);
    ASSERT_EQ(expected.snapshots, (std::vector<std::int64_t>{0, 5, 8, 10, 12, 15, 20}));
    const UsualWait wait(600ms);
    RunControl control;
    std::optional<LabHolder> holder;
    Clock::time_point begin;
    run(job(lab()), control, [&](std::int64_t step) {
        meddle(control, step);
        if (step == 3) {
            holder.emplace(lab());
            begin = Clock::now();
        }
        if (step == 17) {
            std::this_thread::sleep_until(begin + 800ms);
            LabFile reader(lab(), LabMode::ReadOnly);
            EXPECT_LE(RunRepository(reader).load(1).row.steps, 3) << "the file was not held";
            holder.reset();
        }
    });
    const Stored stored = storedIn(lab());
    EXPECT_EQ(stored.metrics, expected.metrics);
    EXPECT_EQ(stored.evaluations, expected.evaluations);
    EXPECT_EQ(stored.checkpoints, expected.checkpoints);
    EXPECT_EQ(stored.actions, expected.actions);
    EXPECT_EQ(stored.snapshots, expected.snapshots);
    EXPECT_TRUE(stored == expected);
    LabFile reader(lab(), LabMode::ReadOnly);
    const std::string changed = ActionRepository(reader).list(1).at(0).time,
                      kept = CheckpointRepository(reader).list(1).at(0).created;
    EXPECT_EQ(changed.size(), kept.size()) << changed;
    EXPECT_LT(changed, kept) << "when the person did it, not when it was stored";
}

TEST_F(BusyLab, WhatItGatheredIsStoredAsSoonAsTheFileIsFree) {
    const UsualWait wait(600ms);
    RunControl control;
    std::optional<LabHolder> holder;
    run(job(lab()), control, [&](std::int64_t step) {
        if (step == 3)
            holder.emplace(lab());
        if (step == 12) {
            std::this_thread::sleep_for(500ms); // it tries meanwhile, and at the next step again
            holder.reset();
        }
        if (step == 13)
            std::this_thread::sleep_for(500ms);
        if (step == 15) {
            LabFile reader(lab(), LabMode::ReadOnly);
            EXPECT_GE(RunRepository(reader).load(1).row.steps, 13);
            EXPECT_EQ(MetricRepository(reader).series(1, "train", "loss").size(),
                      static_cast<std::size_t>(RunRepository(reader).load(1).row.steps));
        }
    });
}

TEST_F(BusyLab, TheEndOfARunWaitsLonger) {
    const Stored expected = undisturbed();
    const UsualWait wait(300ms);
    RunControl control;
    std::optional<LabHolder> holder;
    std::jthread other;
    run(job(lab()), control, [&](std::int64_t step) {
        meddle(control, step);
        if (step != 18)
            return;
        holder.emplace(lab());
        other = std::jthread([&] {
            std::this_thread::sleep_for(1200ms);
            holder.reset();
        });
    });
    EXPECT_TRUE(storedIn(lab()) == expected);
}

TEST_F(BusyLab, TheEndOfARunSaysWhatItWaitedForInVain) {
    std::string message;
    {
        const UsualWait wait(40ms);
        RunControl control;
        std::optional<LabHolder> holder;
        try {
            run(job(lab()), control, [&](std::int64_t step) {
                if (step == 18)
                    holder.emplace(lab());
            });
        } catch (const LabBusy& error) {
            message = error.what();
        }
    }
    EXPECT_NE(message.find("has been writing to the lab file for too long"), std::string::npos) << message;
    {
        LabFile file(lab());
        EXPECT_EQ(RunRepository(file).load(1).row.status, RunStatus::Failed);
        EXPECT_EQ(RunRepository(file).load(1).row.error, message);
        EXPECT_TRUE(storeFailures(file));
    }
    RunJob rest = job(lab());
    rest.continueRun = 1;
    rest.config.train.epochs = 0;
    RunControl control;
    run(rest, control, [](std::int64_t) {});
    EXPECT_EQ(storedIn(lab()).status, RunStatus::Finished);
}

TEST_F(BusyLab, APauseWaitsLonger) {
    const UsualWait wait(300ms);
    RunControl control;
    std::optional<LabHolder> holder;
    std::jthread other;
    run(job(lab()), control, [&](std::int64_t step) {
        if (step != 5)
            return;
        holder.emplace(lab());
        control.pause();
        other = std::jthread([&] {
            std::this_thread::sleep_for(1200ms);
            holder.reset();
            LabFile reader(lab(), LabMode::ReadOnly);
            for (int look = 0; look < 500 && RunRepository(reader).load(1).row.status != RunStatus::Paused;
                 ++look)
                std::this_thread::sleep_for(10ms);
            EXPECT_EQ(RunRepository(reader).load(1).row.status, RunStatus::Paused);
            EXPECT_EQ(CheckpointRepository(reader).find(1, CheckpointKind::Last)->step, 5);
            control.resume();
        });
    });
    EXPECT_EQ(storedIn(lab()).steps, 20);
}

TEST_F(BusyLab, TheStartOfARunWaitsLonger) {
    { const LabFile file(lab()); }
    const UsualWait wait(300ms);
    std::optional<LabHolder> holder(lab());
    const std::jthread other([&] {
        std::this_thread::sleep_for(1200ms);
        holder.reset();
    });
    RunControl control;
    run(job(lab()), control, [](std::int64_t) {});
    EXPECT_EQ(storedIn(lab()).status, RunStatus::Finished);
}

TEST_F(BusyLab, AStopEndsTheWaitAtTheStart) {
    { const LabFile file(lab()); }
    const LabHolder holder(lab());
    RunControl control;
    const std::jthread other([&] {
        std::this_thread::sleep_for(700ms);
        control.requestStop();
    });
    const auto begin = Clock::now();
    EXPECT_THROW(run(job(lab()), control, [](std::int64_t) {}), Cancelled);
    EXPECT_LT(Clock::now() - begin, 10s);
}

} // namespace
} // namespace lab
