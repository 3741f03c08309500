// Several writers at once and writers that die: the promises of the lab file that only other processes can
// test.
#include "core/base/error.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/lab_wait.h"
#include "core/store/metric_repository.h"
#include "tests/store/lab_fixture.h"
#include "tests/store/temp_folder.h"
#include "tests/support/lab_holder.h"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <random>
#include <thread>

namespace lab {
namespace {

/// Runs \p body in a process of its own; exit code 0 when it returns, 1 when it throws.
pid_t spawn(const std::function<void()>& body) {
    const pid_t child = ::fork();
    if (child != 0)
        return child;
    try {
        body();
    } catch (...) {
        ::_exit(1);
    }
    ::_exit(0);
}

int exitCode(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::vector<MetricRow> tenRows(std::int64_t from) {
    std::vector<MetricRow> rows;
    for (std::int64_t step = from; step < from + 10; ++step)
        rows.push_back({"train", "loss", step, 0.5});
    return rows;
}

TEST(SeveralWriters, InProcessesOfTheirOwnLoseNothing) {
    const TempFolder folder;
    const std::string path = folder.file("lab.db");
    std::vector<pid_t> children; // they even race for creating the file
    for (int writer = 0; writer < 3; ++writer)
        children.push_back(spawn([&] {
            LabFile lab(path);
            const std::int64_t run = RunRepository(lab).create(smallRun());
            for (int i = 0; i < 30; ++i)
                MetricRepository(lab).append(run, tenRows(10 * i));
        }));
    for (const pid_t child : children)
        EXPECT_EQ(exitCode(child), 0);
    LabFile lab(path);
    const auto runs = RunRepository(lab).list();
    ASSERT_EQ(runs.size(), 3U);
    for (const RunRow& run : runs)
        EXPECT_EQ(MetricRepository(lab).all(run.id).size(), 300U);
    EXPECT_TRUE(lab.integrityCheck().empty());
}

TEST(SeveralWriters, TellOnceThatTheyWait) {
    const TempFolder folder;
    const std::string path = folder.file("lab.db");
    LabFile lab(path);
    std::vector<std::string> told;
    {
        const auto hearing =
            LabWaits::ofThisProcess().hear([&](const std::string& of, std::chrono::milliseconds limit) {
                told.push_back(of);
                EXPECT_EQ(limit, std::chrono::seconds(30));
            });
        std::atomic<bool> held = false;
        const std::jthread other([&] {
            LabFile same(path);
            same.transaction([&] {
                held = true;
                std::this_thread::sleep_for(std::chrono::milliseconds(2600));
            });
        });
        while (!held)
            std::this_thread::yield();
        RunRepository(lab).create(smallRun());
        RunRepository(lab).create(smallRun()); // nothing to wait for any more
    }
    ASSERT_EQ(told.size(), 1U);
    EXPECT_TRUE(std::filesystem::equivalent(told[0], path)) << told[0];
    LabWaits::ofThisProcess().tell(path, std::chrono::seconds(30));
    EXPECT_EQ(told.size(), 1U) << "nobody hears any more";
}

TEST(SeveralWriters, KeepNobodyFromOpeningAndReading) {
    const TempFolder folder;
    const std::string path = folder.file("lab.db");
    {
        LabFile lab(path);
        RunRepository(lab).create(smallRun());
    }
    const test::LabHolder holder(path);
    const auto start = std::chrono::steady_clock::now();
    for (const LabMode mode : {LabMode::ReadWrite, LabMode::ReadOnly}) {
        LabFile lab(path, mode);
        EXPECT_EQ(RunRepository(lab).list().size(), 1U);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(SeveralWriters, WaitAsLongAsTheyWereToldAndSayThatTheFileIsBusy) {
    using namespace std::chrono_literals;
    const TempFolder folder;
    LabFile lab(folder.file("lab.db"));
    const std::int64_t run = RunRepository(lab).create(smallRun());
    const test::LabHolder holder(lab.path());
    const test::UsualWait wait(120ms); // a little is 2 ms, much is 1200 ms
    const auto waited = [&] {
        const auto start = std::chrono::steady_clock::now();
        EXPECT_THROW(RunRepository(lab).setSteps(run, 7), LabBusy);
        return std::chrono::steady_clock::now() - start;
    };
    EXPECT_GE(waited(), 100ms);
    {
        const WithPatience great(Patience::Great);
        {
            const WithPatience little(Patience::Little);
            EXPECT_LT(waited(), 100ms);
        }
        EXPECT_GE(waited(), 1000ms);
        std::stop_source stop;
        const WithPatience until(Patience::Great, stop.get_token());
        stop.request_stop();
        EXPECT_LT(waited(), 500ms);
    }
    EXPECT_LT(waited(), 1000ms) << "as usual again";
}

TEST(SeveralWriters, OnThreadsOfTheirOwnLoseNothingWhileAReaderWatches) {
    const TempFolder folder;
    const std::string path = folder.file("lab.db");
    LabFile watcher(path);
    {
        std::vector<std::jthread> writers;
        for (int writer = 0; writer < 2; ++writer)
            writers.emplace_back([&] {
                LabFile lab(path);
                const std::int64_t run = RunRepository(lab).create(smallRun());
                for (int i = 0; i < 20; ++i)
                    MetricRepository(lab).append(run, tenRows(10 * i));
            });
        for (int look = 0; look < 20; ++look)
            for (const RunRow& run : RunRepository(watcher).list())
                EXPECT_EQ(MetricRepository(watcher).all(run.id).size() % 10, 0U)
                    << "half a transaction was seen";
    }
    for (const RunRow& run : RunRepository(watcher).list())
        EXPECT_EQ(MetricRepository(watcher).all(run.id).size(), 200U);
}

/// Writes rows and checkpoints as fast as it can and reports each stored step through the pipe.
void writeForever(const std::string& path, std::int64_t run, int pipe) {
    LabFile lab(path);
    MetricRepository metrics(lab);
    CheckpointRepository checkpoints(lab);
    const auto loss = metrics.series(run, "train", "loss");
    for (std::int64_t step = loss.empty() ? 0 : loss.back().step + 1;; step += 10) {
        lab.transaction([&] {
            metrics.append(run, tenRows(step));
            RunRepository(lab).setSteps(run, step + 9);
        });
        const std::int64_t stored = step + 9;
        if (::write(pipe, &stored, sizeof stored) != sizeof stored)
            return;
        if (step % 50 == 0)
            checkpoints.save(run, step, CheckpointKind::Last, std::string(300000, static_cast<char>(step)));
    }
}

TEST(AKilledWriter, LosesNothingThatWasStoredAndLeavesASoundFile) {
    const TempFolder folder;
    const std::string path = folder.file("lab.db");
    std::int64_t run = 0;
    {
        LabFile lab(path);
        run = RunRepository(lab).create(smallRun());
    }
    std::mt19937 random(7);
    std::int64_t stored = -1;
    for (int kill = 0; kill < 10; ++kill) {
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        const pid_t child = spawn([&] { writeForever(path, run, ends[1]); });
        ::close(ends[1]);
        std::int64_t first = 0; // the child is at work
        ASSERT_EQ(::read(ends[0], &first, sizeof first), static_cast<ssize_t>(sizeof first));
        stored = std::max(stored, first);
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 40000));
        ::kill(child, SIGKILL);
        exitCode(child);
        for (std::int64_t step = 0; ::read(ends[0], &step, sizeof step) == sizeof step;)
            stored = step;
        ::close(ends[0]);

        LabFile lab(path);
        ASSERT_TRUE(lab.integrityCheck().empty());
        const auto loss = MetricRepository(lab).series(run, "train", "loss");
        ASSERT_GE(loss.back().step, stored) << "a stored step is missing";
        EXPECT_EQ(static_cast<std::int64_t>(loss.size()), loss.back().step + 1)
            << "a gap or half a transaction";
        EXPECT_EQ(RunRepository(lab).load(run).row.steps, loss.back().step);
        if (const auto info = CheckpointRepository(lab).find(run, CheckpointKind::Last)) {
            EXPECT_EQ(CheckpointRepository(lab).load(run, CheckpointKind::Last),
                      std::string(300000, static_cast<char>(info->step)));
        }
    }
    EXPECT_GT(stored, 100);
}

TEST(AKilledWriter, LeavesNoneOfAnUnfinishedImport) {
    const TempFolder folder;
    const std::string path = folder.file("lab.db");
    { const LabFile lab(path); }
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = spawn([&] {
        LabFile lab(path);
        lab.transaction([&] {
            DatasetRepository(lab).save(smallDataset());
            const char ready = 1;
            if (::write(ends[1], &ready, 1) == 1)
                ::pause();
        });
    });
    char ready = 0;
    ASSERT_EQ(::read(ends[0], &ready, 1), 1);
    ::kill(child, SIGKILL);
    exitCode(child);
    ::close(ends[0]);
    ::close(ends[1]);
    LabFile lab(path);
    EXPECT_TRUE(DatasetRepository(lab).list().empty());
    EXPECT_TRUE(lab.integrityCheck().empty());
}

} // namespace
} // namespace lab
