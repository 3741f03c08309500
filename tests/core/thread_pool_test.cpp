#include "core/base/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace lab::testing {
namespace {

TEST(ThreadPool, CallsEachChunkOnce) {
    for (const int threads : {1, 2, 5}) {
        ThreadPool pool(threads);
        EXPECT_EQ(pool.threads(), threads);
        for (const std::int64_t chunks : {0, 1, 2, 7, 1000}) {
            std::vector<std::atomic<int>> calls(static_cast<std::size_t>(chunks));
            pool.run(chunks, [&](std::int64_t chunk) { ++calls[static_cast<std::size_t>(chunk)]; });
            for (const auto& count : calls)
                EXPECT_EQ(count.load(), 1);
        }
    }
}

TEST(ThreadPool, ManyShortLoopsFollowOneAnother) {
    ThreadPool pool(3);
    std::atomic<std::int64_t> total = 0;
    for (int loop = 0; loop < 2000; ++loop) {
        pool.run(3, [&](std::int64_t chunk) { total += chunk; });
        ASSERT_EQ(total.load(), 3 * (loop + 1)) << "run() came back before its chunks were done";
    }
}

TEST(ThreadPool, RethrowsTheErrorOfAChunkAndGoesOnWorking) {
    for (const int threads : {1, 4}) {
        ThreadPool pool(threads);
        for (int time = 0; time < 20; ++time)
            EXPECT_THROW(pool.run(50,
                                  [](std::int64_t chunk) {
                                      if (chunk % 10 == 3)
                                          throw std::runtime_error("bad chunk");
                                  }),
                         std::runtime_error);
        std::atomic<int> done = 0;
        pool.run(50, [&](std::int64_t) { ++done; });
        EXPECT_EQ(done.load(), 50);
    }
}

TEST(ThreadPool, ZeroThreadsMeansAllProcessors) {
    EXPECT_GE(ThreadPool(0).threads(), 1);
}

} // namespace
} // namespace lab::testing
