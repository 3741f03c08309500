// Uploads run on a stream of their own: whatever the GPU does first, the kernels see what the calls say.
#include "core/train/trainer.h"
#include "gpu/cuda_backend.h"
#include "tests/gpu/host_cuda/emulation.h"
#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lab::testing {
namespace {

using emulation::Streams;

class Uploads : public ::testing::TestWithParam<Streams> {
protected:
    void SetUp() override { emulation::setStreams(GetParam()); }
    void TearDown() override { emulation::setStreams(Streams::AtOnce); }
};
INSTANTIATE_TEST_SUITE_P(Orders, Uploads,
                         ::testing::Values(Streams::AtOnce, Streams::WhenWaitedFor, Streams::YoungestAhead,
                                           Streams::OthersAhead));

/// Device memory for a test.
class Cells {
public:
    Cells(Backend& backend, std::int64_t count)
        : m_backend(backend),
          m_bytes(static_cast<std::size_t>(count) * sizeof(float)),
          m_view{static_cast<float*>(backend.allocate(m_bytes)), 1, count} {}
    ~Cells() { m_backend.release(m_view.data); }
    Cells(const Cells&) = delete;
    Cells& operator=(const Cells&) = delete;
    [[nodiscard]] MutMat view() const { return m_view; }
    void fill(float value) {
        std::vector<float> host(static_cast<std::size_t>(m_view.cols), value);
        m_backend.upload(m_view.data, host.data(), m_bytes);
        std::fill(host.begin(), host.end(), -1.0F); // the source may change at once
    }
    [[nodiscard]] std::vector<float> values() const {
        std::vector<float> host(static_cast<std::size_t>(m_view.cols));
        m_backend.download(host.data(), m_view.data, m_bytes);
        return host;
    }

private:
    Backend& m_backend;
    std::size_t m_bytes;
    MutMat m_view;
};

/// One target is filled again and again while kernels that read it are still queued: Σ i, in each cell.
void expectSums(std::int64_t cells, int rounds) {
    gpu::CudaBackend backend(Precision::Fp32);
    Cells target(backend, cells), sums(backend, cells);
    backend.fillZero(sums.view());
    float expected = 0;
    for (int i = 1; i <= rounds; ++i) {
        target.fill(static_cast<float>(i));
        backend.accumulate(target.view(), sums.view(), Accum::Add);
        expected += static_cast<float>(i);
    }
    const std::vector<float> values = sums.values();
    EXPECT_EQ(std::count(values.begin(), values.end(), expected), cells);
}

TEST_P(Uploads, OfSmallPiecesKeepTheOrderOfTheCalls) {
    expectSums(7, 40);
}

TEST_P(Uploads, ThatFillTheRingSeveralTimesKeepTheOrderOfTheCalls) {
    expectSums(100'000, 12); // 4.8 MB through halves of 1 MB
}

TEST_P(Uploads, LargerThanTheRingArriveWhole) {
    expectSums(700'000, 2);
}

TEST_P(Uploads, ChangeNoBitOfATraining) {
    const auto losses = [] {
        gpu::CudaBackend backend(Precision::Fp32);
        const auto model = makeModel(backend, smallConfig());
        const EncodedSplit split = randomSplit({40, 3, 20, 1, 60, 25});
        TrainOptions options;
        options.steps = 5;
        options.batch = 2;
        Trainer trainer(*model, split, options);
        std::vector<double> all;
        while (!trainer.finished())
            all.push_back(trainer.step().loss);
        return all;
    };
    const std::vector<double> here = losses();
    emulation::setStreams(Streams::AtOnce);
    EXPECT_EQ(here, losses());
}

} // namespace
} // namespace lab::testing
