#include "tests/bench/benchmarks.h"

#include "core/backend/backend.h"
#include "core/base/random.h"
#include "core/ops/ops.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lab::bench {
namespace {

constexpr std::int64_t kTokens = 16'384, kWidth = 256, kHeads = 16, kSequences = 128, kWords = 20'000;
constexpr double kTall = static_cast<double>(kTokens) * kWidth * sizeof(float); ///< bytes of one tall matrix
constexpr double kThin = static_cast<double>(kTokens) * kHeads * sizeof(float);
constexpr double kFlat = static_cast<double>(kTokens) * kWidth; ///< element visits

/// The operands that the kernels share; the memory stands first, because the matrices are made of it.
class Operands {
    std::unique_ptr<Backend> m_backend = makeCpuBackend();
    std::vector<float*> m_memory;
    std::vector<std::int32_t> m_ids, m_offsets, m_labels;

public:
    Operands() {
        m_ids.resize(kTokens);
        Random random(2);
        for (auto& id : m_ids)
            id = static_cast<std::int32_t>(random.below(kWords));
        for (std::int32_t b = 0; b <= kSequences; ++b)
            m_offsets.push_back(b * static_cast<std::int32_t>(kTokens / kSequences));
        m_labels.assign(kSequences, 1);
    }
    ~Operands() {
        for (float* memory : m_memory)
            m_backend->release(memory);
    }
    Operands(const Operands&) = delete;
    Operands& operator=(const Operands&) = delete;

    MutMat matrix(std::int64_t rows, std::int64_t cols) {
        const std::int64_t size = rows * cols;
        auto* memory =
            static_cast<float*>(m_backend->allocate(static_cast<std::size_t>(size) * sizeof(float)));
        Random random(m_memory.size() + 1);
        for (std::int64_t i = 0; i < size; ++i)
            memory[i] = static_cast<float>(random.uniform() - 0.5);
        m_memory.push_back(memory);
        return {memory, rows, cols};
    }
    [[nodiscard]] Backend& backend() const { return *m_backend; }
    [[nodiscard]] Ids ids() const { return {m_ids.data(), kTokens}; }
    [[nodiscard]] Ids labels() const { return {m_labels.data(), kSequences}; }
    [[nodiscard]] Segments segments() const {
        return {m_offsets.data(), kSequences, kTokens, static_cast<std::int32_t>(kTokens / kSequences)};
    }

    const Dropout dropout = ops::makeDropout(0.2F, 1, 2);
    const MutMat x = matrix(kTokens, kWidth), y = matrix(kTokens, kWidth), z = matrix(kTokens, kWidth),
                 out = matrix(kTokens, kWidth), wide = matrix(kTokens, 2 * kWidth),
                 scores = matrix(kTokens, kHeads), weights = matrix(kTokens, kHeads),
                 dScores = matrix(kTokens, kHeads), inverseStd = matrix(kTokens, 1),
                 square = matrix(kWidth, kWidth), column = matrix(1, kWidth), row = matrix(1, kWidth),
                 global = matrix(kSequences, kWidth), global2 = matrix(kSequences, kWidth),
                 global3 = matrix(kSequences, kWidth), global4 = matrix(kSequences, kWidth),
                 scoreWeights = matrix(kHeads, kWidth), dScoreWeights = matrix(kHeads, kWidth),
                 matrices = matrix(kSequences * kHeads, kWidth), table = matrix(kWords, kWidth),
                 logits = matrix(kSequences, 4), probabilities = matrix(kSequences, 4), scalar = matrix(1, 1),
                 norm = matrix(1, 2), positions = matrix(kTokens, kWidth), flat = matrix(1, kWords*kWidth),
                 flat2 = matrix(1, kWords*kWidth), flat3 = matrix(1, kWords*kWidth);
};

using Call = std::function<void(Operands&, Backend&)>;

void add(const Bounds& bounds, const std::shared_ptr<Operands>& operands, const std::string& name,
         const Work& work, const Call& call) {
    benchmark::RegisterBenchmark(name.c_str(),
                                 [=](benchmark::State& state) {
                                     const double seconds =
                                         measure(state, [&] { call(*operands, operands->backend()); });
                                     report(state, work, bounds, seconds);
                                 })
        ->UseRealTime()
        ->Unit(benchmark::kMicrosecond);
}

using Add = std::function<void(const std::string&, const Work&, const Call&)>;
constexpr Accum kOver = Accum::Overwrite;

void addDense(const Add& kernel) {
    constexpr double kProduct = 2 * kFlat * kWidth;
    kernel("linear", {kProduct, 2 * kTall},
           [](auto& o, auto& b) { b.linear(o.x, o.square, o.row, {}, o.out); });
    kernel("gemm/inputGradient", {kProduct, 2 * kTall},
           [](auto& o, auto& b) { b.gemm(Transpose::No, Transpose::No, o.x, o.square, o.out, kOver); });
    kernel("gemm/weightGradient", {kProduct, 2 * kTall},
           [](auto& o, auto& b) { b.gemm(Transpose::Yes, Transpose::No, o.x, o.y, o.square, kOver); });
    kernel("columnSums", {0, kTall}, [](auto& o, auto& b) { b.columnSums(o.x, {}, o.row, kOver); });
    kernel("columnSums/products", {0, 2 * kTall},
           [](auto& o, auto& b) { b.columnSums(o.x, o.y, o.row, kOver); });
    kernel("gatherRows", {0, 2 * kTall}, [](auto& o, auto& b) { b.gatherRows(o.table, o.ids(), o.out); });
    kernel("scatterAddRows", {0, 3 * kTall},
           [](auto& o, auto& b) { b.scatterAddRows(o.x, o.ids(), o.table); });
}

void addElementwise(const Add& kernel) {
    for (const Unary f : {Unary::Gelu, Unary::Tanh}) {
        const std::string name = f == Unary::Gelu ? "gelu" : "tanh";
        kernel(name, {0, 2 * kTall}, [f](auto& o, auto& b) { b.unary(f, o.x, {}, o.out); });
        kernel(name + "Grad", {0, 4 * kTall}, [f](auto& o, auto& b) {
            b.unaryGrad({f, o.x, {}, o.y, o.z, o.out, kOver});
        });
    }
    kernel("add", {0, 3 * kTall}, [](auto& o, auto& b) { b.add(o.x, o.y, o.out); });
    kernel("multiply", {0, 3 * kTall}, [](auto& o, auto& b) { b.multiply(o.x, o.y, o.out); });
    kernel("accumulate", {0, 3 * kTall}, [](auto& o, auto& b) { b.accumulate(o.x, o.out, Accum::Add); });
    kernel("positionRows", {0, 2 * kTall},
           [](auto& o, auto& b) { b.positionRows(o.positions, o.segments(), o.out); });
    kernel("positionRowsGrad", {0, kTall},
           [](auto& o, auto& b) { b.positionRowsGrad(o.x, o.segments(), o.positions); });
    kernel("fillZero", {0, kTall}, [](auto& o, auto& b) { b.fillZero(o.out); });
    kernel("dropout", {0, 2 * kTall}, [](auto& o, auto& b) { b.dropout(o.x, o.dropout, o.out, kOver); });
}

void addRows(const Add& kernel) {
    for (const bool drops : {false, true}) {
        const std::string name = drops ? "/dropout" : "";
        kernel("addNorm" + name, {0, 4 * kTall}, [drops](auto& o, auto& b) {
            b.addNorm({o.x, o.y, drops ? o.dropout : Dropout{}, o.row, o.column, 1e-12F}, o.out, o.z,
                      o.inverseStd);
        });
        kernel("addNormGrad" + name, {0, 4 * kTall}, [drops](auto& o, auto& b) {
            b.addNormGrad(
                {o.x, o.y, o.inverseStd, o.row, drops ? o.dropout : Dropout{}, o.out, kOver, o.z, kOver});
        });
    }
}

void addSegments(const Add& kernel) {
    kernel("segmentSoftmax", {0, 2 * kThin},
           [](auto& o, auto& b) { b.segmentSoftmax(o.scores, o.segments(), 0.25F, o.weights); });
    kernel("segmentSoftmaxGrad", {0, 3 * kThin}, [](auto& o, auto& b) {
        b.segmentSoftmaxGrad(o.weights, o.scores, o.segments(), 0.25F, o.dScores, kOver);
    });
    kernel("segmentWeightedSum", {0, kTall + kThin},
           [](auto& o, auto& b) { b.segmentWeightedSum(o.weights, o.x, o.segments(), o.global, kOver); });
    kernel("segmentWeightedSumGradW", {0, kTall + kThin}, [](auto& o, auto& b) {
        b.segmentWeightedSumGradW(o.global, o.x, o.segments(), o.dScores, kOver);
    });
    kernel("segmentWeightedSumGradX", {0, kTall + kThin}, [](auto& o, auto& b) {
        b.segmentWeightedSumGradX(o.global, o.weights, o.segments(), o.out, kOver);
    });
    constexpr double kScores = 2 * kFlat * kHeads;
    for (const bool gated : {false, true}) {
        const auto args = [gated](auto& o) {
            return AdditiveAttention{o.x,  gated ? o.global : MutMat{}, o.scoreWeights, o.segments(), kHeads,
                                     0.25F};
        };
        const std::string name = gated ? "/gated" : "";
        kernel("additiveAttention" + name, {kScores, kTall + 2 * kThin},
               [args](auto& o, auto& b) { b.additiveAttention(args(o), o.weights, o.global2); });
        kernel("additiveAttentionGrad" + name, {2 * kScores, 2 * kTall + 2 * kThin},
               [args, gated](auto& o, auto& b) {
                   b.additiveAttentionGrad({args(o), o.weights, o.global2, o.global3, o.dScores, o.matrices,
                                            o.out, kOver, gated ? o.global4 : MutMat{}, kOver,
                                            o.dScoreWeights, kOver});
               });
    }
    kernel("segmentMul", {0, 2 * kTall},
           [](auto& o, auto& b) { b.segmentMul(o.x, o.global, o.segments(), o.out); });
    kernel("segmentAdd", {0, 2 * kTall},
           [](auto& o, auto& b) { b.segmentAdd(o.x, o.global, o.segments(), o.out); });
    kernel("segmentSums", {0, kTall},
           [](auto& o, auto& b) { b.segmentSums(o.x, o.segments(), o.global, kOver); });
    kernel("segmentMulGrad", {0, 3 * kTall}, [](auto& o, auto& b) {
        b.segmentMulGrad({o.x, o.global, o.y, o.segments(), o.out, kOver, o.global2, kOver});
    });
    kernel("segmentConcat", {0, 3 * kTall},
           [](auto& o, auto& b) { b.segmentConcat(o.x, o.global, o.segments(), o.wide); });
    kernel("segmentConcatGrad", {0, 3 * kTall}, [](auto& o, auto& b) {
        b.segmentConcatGrad(o.wide, o.segments(), o.out, kOver, o.global, kOver);
    });
}

void addTraining(const Add& kernel) {
    constexpr double kParameters = static_cast<double>(kWords) * kWidth * sizeof(float);
    kernel("crossEntropy", {},
           [](auto& o, auto& b) { b.crossEntropy(o.logits, o.labels(), o.probabilities, o.scalar); });
    kernel("crossEntropyGrad", {}, [](auto& o, auto& b) {
        b.crossEntropyGrad(o.probabilities, o.labels(), o.scalar, o.logits, kOver);
    });
    kernel("adam", {0, 8 * kParameters},
           [](auto& o, auto& b) { // weights, gradient, both moments: read and written
               b.adam({}, {o.table.data, 1, kWords * kWidth}, o.flat, o.flat2, o.flat3, {});
           });
    kernel("squaredNorm", {0, kParameters},
           [](auto& o, auto& b) { b.squaredNorm(o.flat, reinterpret_cast<double*>(o.norm.data)); });
    kernel("firstNonFinite", {0, kTall},
           [](auto& o, auto& b) { benchmark::DoNotOptimize(b.firstNonFinite(o.x)); });
}

} // namespace

void registerKernels(const Bounds& bounds) {
    const auto operands = std::make_shared<Operands>();
    const Add kernel = [=](const std::string& name, const Work& work, const Call& call) {
        add(bounds, operands, "kernel/" + name, work, call);
    };
    addDense(kernel);
    addElementwise(kernel);
    addRows(kernel);
    addSegments(kernel);
    addTraining(kernel);
}

} // namespace lab::bench
