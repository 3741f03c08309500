// What the backend of the GPU promises about memory, launches and products, on the stand-in for CUDA.
#include "core/base/error.h"
#include "core/encoders/model_check.h"
#include "core/train/evaluator.h"
#include "core/train/precision_error.h"
#include "core/train/trainer.h"
#include "gpu/cuda_backend.h"
#include "gpu/require_cublas.h"
#include "tests/gpu/host_cuda/emulation.h"
#include "tests/support/device_data.h"
#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace lab::testing {
namespace {

/// A GPU of \p bytes for the length of a test.
class SmallGpu {
public:
    explicit SmallGpu(std::size_t bytes) { emulation::machine().memory = bytes; }
    ~SmallGpu() { emulation::machine() = {}; }
};

TEST(GpuMemory, WithoutRoomTheErrorNamesTheSizes) {
    const SmallGpu small(std::size_t{40} << 20);
    gpu::CudaBackend backend(Precision::Fp32);
    try {
        backend.allocate(std::size_t{50} << 20);
        FAIL();
    } catch (const OutOfDeviceMemory& error) {
        const std::string text = error.what();
        EXPECT_NE(text.find("no room for 52 MB"), std::string::npos) << text;
        EXPECT_NE(text.find("of its 42 MB"), std::string::npos) << text;
    }
}

TEST(GpuMemory, IsAllGivenBack) {
    const std::size_t before = emulation::memoryInUse();
    {
        gpu::CudaBackend backend(Precision::Fp32);
        const auto model = makeModel(backend, smallConfig());
        const EncodedSplit split = randomSplit({5, 9, 20});
        TrainOptions options;
        options.steps = 2;
        Trainer trainer(*model, split, options);
        trainer.step();
        EXPECT_GT(emulation::memoryInUse(), before);
    }
    EXPECT_EQ(emulation::memoryInUse(), before);
}

/// What an evaluation gives with room for \p room bytes beside the model.
Evaluation evaluatedIn(std::size_t room, const EncodedSplit& split) {
    const std::size_t before = emulation::memoryInUse();
    Evaluation result;
    {
        gpu::CudaBackend backend(Precision::Fp32);
        const auto model = makeModel(backend, smallConfig());
        const SmallGpu small(emulation::memoryInUse() + room);
        result = Evaluator(*model).evaluate(split);
    }
    EXPECT_EQ(emulation::memoryInUse(), before);
    return result;
}

TEST(GpuMemory, AnEvaluationWithoutRoomForManyTextsReadsFewerAtOnce) {
    const EncodedSplit split = randomSplit(std::vector<int>(60, 60));
    constexpr std::size_t kMany = std::size_t{1} << 30, kFew = std::size_t{3} << 19;
    const Evaluation all = evaluatedIn(kMany, split), few = evaluatedIn(kFew, split);
    EXPECT_EQ(few.confusion, all.confusion);
    EXPECT_EQ(few.accuracy, all.accuracy);
    EXPECT_NEAR(few.loss, all.loss, 1e-6 * all.loss);
}

TEST(GpuMemory, AnEvaluationWithoutRoomForOneTextFailsAndLeavesNothing) {
    EXPECT_THROW(evaluatedIn(1000, randomSplit({60, 60})), OutOfDeviceMemory);
}

TEST(GpuMemory, APrecisionThatHasNoRoomToBeMeasuredLeavesNoGradient) {
    const std::size_t before = emulation::memoryInUse();
    {
        gpu::CudaBackend narrow(Precision::Bf16), wide(Precision::Fp32);
        const auto model = makeModel(narrow, smallConfig()), exact = makeModel(wide, smallConfig());
        const EncodedSplit split = randomSplit(std::vector<int>(32, 60));
        {
            const SmallGpu small(emulation::memoryInUse() + (std::size_t{1} << 20));
            EXPECT_THROW(precisionError(*model, *exact, split), OutOfDeviceMemory);
        }
        for (const TextClassifier* each : {model.get(), exact.get()})
            for (const float value : downloaded(each->backend(), each->parameters().gradients()))
                ASSERT_EQ(value, 0);
        EXPECT_EQ(precisionError(*model, *exact, split).texts, 32) << "with room it is measured";
    }
    EXPECT_EQ(emulation::memoryInUse(), before);
}

TEST(GpuMemory, ABatchThatDoesNotFitLeavesTheBuilderWhole) {
    gpu::CudaBackend backend(Precision::Fp32);
    const std::size_t before = emulation::memoryInUse();
    {
        BatchBuilder builder(backend);
        const auto pack = [&](std::size_t tokens) {
            builder.begin();
            builder.add(std::vector<std::int32_t>(tokens, 1), 0);
            return builder.finish();
        };
        pack(10);
        const SmallGpu small(emulation::memoryInUse() + 10'000);
        EXPECT_THROW(pack(100'000), OutOfDeviceMemory);
        const std::size_t afterwards = emulation::memoryInUse();
        EXPECT_EQ(pack(10).tokens.count, 10);
        EXPECT_GT(emulation::memoryInUse(), afterwards) << "it packs into memory that it gave back";
    }
    EXPECT_EQ(emulation::memoryInUse(), before);
}

/// A kernel that is loaded at its first launch takes memory as well, and so does cuBLAS.
TEST(GpuMemory, WhatRunsOutElsewhereIsToldAsMemory) {
    EXPECT_THROW(gpu::require(cudaErrorMemoryAllocation, "launching a kernel"), OutOfDeviceMemory);
    EXPECT_THROW(gpu::requireCublas(CUBLAS_STATUS_ALLOC_FAILED, "a product"), OutOfDeviceMemory);
    try {
        gpu::requireCublas(CUBLAS_STATUS_NOT_SUPPORTED, "a product");
        FAIL() << "it was accepted";
    } catch (const OutOfDeviceMemory&) {
        FAIL() << "there is memory";
    } catch (const DeviceError&) {
    }
}

TEST(GpuMemory, ABackendWithoutRoomLeavesNothing) {
    const std::size_t before = emulation::memoryInUse();
    const SmallGpu small(before + 1000);
    EXPECT_THROW(gpu::CudaBackend(Precision::Fp32), OutOfDeviceMemory);
    EXPECT_EQ(emulation::memoryInUse(), before);
}

TEST(GpuMemory, ASteadyStepAllocatesNothing) {
    gpu::CudaBackend backend(Precision::Fp32);
    for (const char* encoder : {"fastformer", "transformer", "linear_transformer", "linformer"}) {
        ModelConfig config = smallConfig();
        config.encoder = encoder;
        const auto model = makeModel(backend, normalized(config));
        const EncodedSplit split = randomSplit({40, 3, 20, 1, 60, 25});
        TrainOptions options;
        options.epochs = 6;
        options.batch = 3;
        options.shuffle = false;
        Trainer trainer(*model, split, options);
        while (trainer.stepsDone() < 6)
            trainer.step();
        const std::int64_t before = emulation::allocations();
        while (!trainer.finished())
            trainer.step();
        EXPECT_EQ(emulation::allocations(), before) << encoder;
    }
}

TEST(GpuMemory, SeveralDownloadsAtOnceGiveEachItsValues) {
    gpu::CudaBackend backend(Precision::Fp32);
    constexpr std::size_t kMegabyte = (std::size_t{1} << 20) / sizeof(float);
    struct Piece {
        std::vector<float> sent, got;
        float* memory;
    };
    std::vector<Piece> pieces;
    std::vector<Download> parts;
    // Small ones, none, one that the pinned memory cannot hold, and one for which there is no room any more.
    for (const std::size_t size :
         {std::size_t{1}, std::size_t{0}, std::size_t{300}, 3 * kMegabyte, kMegabyte - 100})
        pieces.push_back({std::vector<float>(size, static_cast<float>(pieces.size() + 1)),
                          std::vector<float>(size), nullptr});
    for (Piece& piece : pieces) {
        const std::size_t bytes = piece.sent.size() * sizeof(float);
        piece.memory = static_cast<float*>(backend.allocate(bytes));
        backend.upload(piece.memory, piece.sent.data(), bytes);
        parts.push_back({piece.got.data(), piece.memory, bytes});
    }
    backend.download(parts);
    for (const Piece& piece : pieces) {
        EXPECT_EQ(piece.got, piece.sent) << piece.sent.size();
        backend.release(piece.memory);
    }
}

TEST(GpuAttention, AScoreThatIsNoNumberSpoilsItsRowsAndKeepsTheWarpTogether) {
    gpu::CudaBackend backend(Precision::Fp32);
    DeviceData data(backend);
    constexpr std::int32_t kTokens = 40;
    reference::Matrix keys(kTokens, 4);
    keys.at(3, 1) = std::numeric_limits<double>::quiet_NaN();
    const reference::Matrix ones(kTokens, 4, 1);
    DeviceMatrix out(backend, kTokens, 4), logSum(backend, kTokens, 1);
    const MutMat q = data.put(ones).view();
    Attention attention;
    attention.q = attention.v = q;
    attention.k = data.put(keys).view();
    attention.segments = data.segments({0, kTokens});
    backend.attention(attention, out.view(), logSum.view());
    backend.finish();
    const reference::Matrix result = out.download();
    for (std::int32_t r = 0; r < kTokens; ++r)
        EXPECT_TRUE(std::isnan(result.at(r, 0))) << "row " << r;
}

TEST(GpuAdditiveAttention, ATokenThatIsNoNumberSpoilsItsSequenceAlone) {
    gpu::CudaBackend backend(Precision::Fp32);
    DeviceData data(backend);
    for (const std::int32_t headWidth : {4, 16}) { // four columns a thread and eight
        constexpr std::int32_t kHeads = 16, kSpoilt = 70;
        const reference::Offsets offsets{0, 50, 300, 307}; // the second crosses chunks
        const std::int64_t width = kHeads * headWidth;
        reference::Matrix x = reference::Matrix(offsets.back(), width, 0.5);
        x.at(kSpoilt, 1) = std::numeric_limits<double>::quiet_NaN();
        DeviceMatrix weights(backend, offsets.back(), kHeads), out(backend, 3, width);
        backend.additiveAttention({data.put(x).view(),
                                   {},
                                   data.put(reference::Matrix(kHeads, width, 0.1)).view(),
                                   data.segments(offsets),
                                   kHeads,
                                   1},
                                  weights.view(), out.view());
        backend.finish();
        const reference::Matrix sums = out.download(), shares = weights.download();
        for (std::int64_t c = 0; c < width; ++c)
            for (const std::int64_t b : {0, 1, 2})
                EXPECT_EQ(std::isnan(sums.at(b, c)), b == 1) << "sequence " << b << ", column " << c;
        for (std::int64_t r = 0; r < offsets.back(); ++r)
            EXPECT_EQ(std::isnan(shares.at(r, 0)), r >= 50 && r < 300) << "row " << r;
    }
}

TEST(GpuLaunches, AStepOfTheAuthorsModelTakesFew) {
    gpu::CudaBackend backend(Precision::Fp32);
    ModelConfig config; // the authors' two layers, narrower: the number of launches is the same
    config.dim = 64;
    config.heads = 4;
    config.ffn = 64;
    config.dropout = 0.2F;
    const auto model = makeModel(backend, normalized(config));
    const EncodedSplit split = randomSplit({40, 3, 20, 1, 60, 25});
    TrainOptions options;
    options.epochs = 3;
    options.batch = 6;
    Trainer trainer(*model, split, options);
    trainer.step();
    const std::int64_t before = emulation::launches();
    trainer.step();
    const std::int64_t kernels = emulation::launches() - before;
    RecordProperty("kernels", static_cast<int>(kernels));
    EXPECT_LE(kernels, 95);
}

/// Largest difference of a product to that in fp32, relative to its largest value.
double productError(Precision precision) {
    constexpr std::int64_t kSide = 40;
    std::vector<float> values(kSide * kSide), exact(values.size()), out(values.size());
    Random random(1);
    for (float& value : values)
        value = static_cast<float>(random.uniform() - 0.5);
    const auto multiply = [&](Precision p, std::vector<float>& result) {
        gpu::CudaBackend backend(p);
        const std::size_t bytes = values.size() * sizeof(float);
        MutMat a{static_cast<float*>(backend.allocate(bytes)), kSide, kSide};
        MutMat c{static_cast<float*>(backend.allocate(bytes)), kSide, kSide};
        backend.upload(a.data, values.data(), bytes);
        backend.gemm(Transpose::No, Transpose::Yes, a, a, c, Accum::Overwrite);
        backend.download(result.data(), c.data, bytes);
        backend.release(a.data);
        backend.release(c.data);
    };
    multiply(Precision::Fp32, exact);
    multiply(precision, out);
    double largest = 0, worst = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        largest = std::max(largest, std::abs(static_cast<double>(exact[i])));
        worst = std::max(worst, std::abs(static_cast<double>(out[i]) - static_cast<double>(exact[i])));
    }
    return worst / largest;
}

/// y of a linear map with a bias, a residual or both, x [rows, 9] at \p shift floats past an aligned address.
struct Summands {
    bool bias, residual;
};
std::vector<float> mapped(std::int64_t rows, std::size_t shift, Summands summands, std::int64_t& launches) {
    constexpr std::int64_t kIn = 9, kOut = 7;
    gpu::CudaBackend backend(Precision::Fp32);
    Random random(3);
    const auto put = [&](std::int64_t count) {
        std::vector<float> values(static_cast<std::size_t>(count));
        for (float& value : values)
            value = static_cast<float>(random.uniform() - 0.5);
        auto* memory = static_cast<float*>(backend.allocate((values.size() + shift) * sizeof(float))) + shift;
        backend.upload(memory, values.data(), values.size() * sizeof(float));
        return memory;
    };
    const ConstMat x{put(rows * kIn), rows, kIn}, weight{put(kOut * kIn), kOut, kIn},
        bias{put(kOut), 1, kOut}, residual{put(rows * kOut), rows, kOut};
    const MutMat y{put(rows * kOut), rows, kOut};
    const std::int64_t before = emulation::launches();
    backend.linear(x, weight, summands.bias ? bias : ConstMat{}, summands.residual ? residual : ConstMat{},
                   y);
    launches = emulation::launches() - before;
    std::vector<float> result(static_cast<std::size_t>(y.size()));
    backend.download(result.data(), y.data, result.size() * sizeof(float));
    for (const float* memory :
         {x.data, weight.data, bias.data, residual.data, static_cast<const float*>(y.data)})
        backend.release(const_cast<float*>(memory - shift));
    return result;
}

TEST(GpuLinear, AddsTheSummandsWithTheProductOrWhereThatCannotBeBeforeIt) {
    for (const Summands summands : {Summands{true, false}, Summands{false, true}, Summands{true, true}})
        for (const std::size_t shift : {0U, 1U, 4U})
            for (const std::int64_t rows : {1, 5, 33}) {
                std::int64_t fused = 0, apart = 0;
                const std::vector<float> one = mapped(rows, shift, summands, fused);
                emulation::machine().fusesSummands = false;
                const std::vector<float> two = mapped(rows, shift, summands, apart);
                emulation::machine() = {};
                EXPECT_EQ(fused, summands.bias && shift % 4 != 0 ? 1 : 0) << "only an aligned bias is fused";
                EXPECT_EQ(apart, 1);
                ASSERT_EQ(one.size(), two.size());
                for (std::size_t i = 0; i < one.size(); ++i)
                    EXPECT_NEAR(one[i], two[i], 1e-6F);
            }
}

TEST(GpuLinear, AsksOnceHowToComputeNearlyTheSameNumberOfRows) {
    constexpr std::int64_t kWidth = 8, kRows = 40;
    gpu::CudaBackend backend(Precision::Fp32);
    auto* memory = static_cast<float*>(backend.allocate((2 * kRows + kWidth + 1) * kWidth * sizeof(float)));
    const MutMat weight{memory, kWidth, kWidth}, bias{memory + kWidth * kWidth, 1, kWidth};
    backend.fill({memory, 2 * kRows + kWidth + 1, kWidth}, 0.5F);
    const auto asked = [&](std::int64_t rows) {
        const MutMat x{bias.data + kWidth, rows, kWidth}, y{x.data + kRows * kWidth, rows, kWidth};
        const std::int64_t before = emulation::waysAsked();
        backend.linear(x, weight, bias, {}, y);
        std::vector<float> result(static_cast<std::size_t>(y.size()));
        backend.download(result.data(), y.data, result.size() * sizeof(float));
        for (const float value : result)
            EXPECT_EQ(value, 2.5F);
        return emulation::waysAsked() - before;
    };
    EXPECT_EQ(asked(33), 1);
    EXPECT_EQ(asked(34), 0);
    EXPECT_EQ(asked(36), 0);
    EXPECT_EQ(asked(37), 1) << "36 rounds up to itself";
    std::int64_t rows = 33;
    for (const int none :
         {CUBLAS_STATUS_NOT_SUPPORTED, CUBLAS_STATUS_INVALID_VALUE, CUBLAS_STATUS_ARCH_MISMATCH}) {
        emulation::machine().waysForOtherRows = none;
        EXPECT_EQ(asked(rows++), 1) << "it asks again where the way for more rows is none";
        EXPECT_EQ(asked(36), 0) << "that is the number it asked for";
    }
    emulation::machine() = {};
    emulation::machine().waysForTheirRows = CUBLAS_STATUS_ARCH_MISMATCH;
    EXPECT_THROW(asked(36), DeviceError) << "a way for these rows that fails is no matter of the shape";
    emulation::machine() = {};
    backend.release(memory);
}

TEST(GpuPrecision, ReachesTheProducts) {
    EXPECT_EQ(productError(Precision::Fp32), 0);
    const double tf32 = productError(Precision::Tf32), bf16 = productError(Precision::Bf16);
    EXPECT_GT(tf32, 1e-6);
    EXPECT_LT(tf32, 1e-3);
    EXPECT_GT(bf16, tf32);
    EXPECT_LT(bf16, 1e-2);
}

} // namespace
} // namespace lab::testing
