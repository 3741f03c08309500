#include "ui/bridge/worker.h"

#include "core/base/error.h"

#include <gtest/gtest.h>

#include <QTest>

#include <atomic>
#include <thread>

namespace lab {
namespace {

constexpr int kPatience = 20000;

TEST(Workers, BringResultsBackToTheCallingThreadInOrder) {
    Worker worker;
    std::vector<int> results;
    const auto here = std::this_thread::get_id();
    for (int i = 0; i < 20; ++i)
        worker.run(
            [&, i](const std::stop_token&) -> Worker::Continuation {
                EXPECT_NE(std::this_thread::get_id(), here);
                return [&, i] {
                    EXPECT_EQ(std::this_thread::get_id(), here);
                    results.push_back(i);
                };
            },
            {});
    ASSERT_TRUE(QTest::qWaitFor([&] { return !worker.busy(); }, kPatience));
    ASSERT_EQ(results.size(), 20U);
    EXPECT_TRUE(std::is_sorted(results.begin(), results.end()));
}

TEST(Workers, InALaneOnlyTheNewestCounts) {
    Worker worker;
    std::atomic<bool> open = false;
    std::atomic<int> performed = 0;
    std::vector<int> results;
    for (int i = 0; i < 10; ++i)
        worker.run(
            [&, i](const std::stop_token&) -> Worker::Continuation {
                while (!open)
                    std::this_thread::yield();
                ++performed;
                return [&, i] { results.push_back(i); };
            },
            {}, 1);
    open = true;
    ASSERT_TRUE(QTest::qWaitFor([&] { return !worker.busy(); }, kPatience));
    EXPECT_EQ(results, std::vector<int>{9});
    EXPECT_LE(performed, 2) << "those that waited were never begun";
}

TEST(Workers, ReportsArriveBeforeTheResultAndKeepTheWorkerBusy) {
    Worker worker;
    std::vector<int> told;
    const auto here = std::this_thread::get_id();
    worker.run(
        [&](const std::stop_token&) -> Worker::Continuation {
            for (int i = 0; i < 3; ++i)
                worker.report([&, i] {
                    EXPECT_EQ(std::this_thread::get_id(), here);
                    EXPECT_TRUE(worker.busy());
                    told.push_back(i);
                });
            return [&] { told.push_back(3); };
        },
        {});
    ASSERT_TRUE(QTest::qWaitFor([&] { return !worker.busy(); }, kPatience));
    EXPECT_EQ(told, (std::vector<int>{0, 1, 2, 3}));
}

TEST(Workers, NothingIsToldOfAForgottenLane) {
    constexpr int kLane = 1;
    Worker worker;
    std::atomic<bool> open = false, begun = false;
    std::vector<int> told;
    const auto job = [&](int number) {
        return [&, number](const std::stop_token&) -> Worker::Continuation {
            begun = true;
            while (!open)
                std::this_thread::yield();
            worker.report([&, number] { told.push_back(number); });
            if (number == 1)
                throw DataError("row 3 has no text");
            return [&, number] { told.push_back(number); };
        };
    };
    const auto failure = [&](const QString&) { told.push_back(-1); };
    worker.run(job(1), failure, kLane);
    while (!begun)
        std::this_thread::yield();
    worker.run(job(2), failure, kLane);
    worker.forget(kLane);
    worker.run(job(3), failure);
    open = true;
    ASSERT_TRUE(QTest::qWaitFor([&] { return !worker.busy(); }, kPatience));
    EXPECT_EQ(told, (std::vector<int>{3, 3}));
}

TEST(Workers, AnErrorBecomesAMessageAndACancellationNothing) {
    Worker worker;
    QString message;
    const auto keep = [&](const QString& text) { message += text; };
    worker.run([](const std::stop_token&) -> Worker::Continuation { throw DataError("row 3 has no text"); },
               keep);
    worker.run([](const std::stop_token&) -> Worker::Continuation { throw Cancelled(); }, keep);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !worker.busy(); }, kPatience));
    EXPECT_EQ(message, QStringLiteral("row 3 has no text"));
}

TEST(Workers, GoingAwayStopsTheRunningJobAndForgetsTheRest) {
    std::atomic<int> begun = 0;
    {
        Worker worker;
        for (int i = 0; i < 5; ++i)
            worker.run(
                [&](const std::stop_token& stop) -> Worker::Continuation {
                    ++begun;
                    while (!stop.stop_requested())
                        std::this_thread::yield();
                    return [] { ADD_FAILURE() << "no result after the end"; };
                },
                {});
        while (begun == 0)
            std::this_thread::yield();
    }
    EXPECT_EQ(begun, 1);
}

} // namespace
} // namespace lab
