#pragma once

#include <array>
#include <cstddef>
#include <string_view>

// The one place that lists the differentiable ops. The tape, its error messages and the completeness test all
// iterate over it, so an op cannot be added without a name and a test.
#define LAB_OPS(X)                                                                                           \
    X(Input)                                                                                                 \
    X(Parameter)                                                                                             \
    X(Reshape)                                                                                               \
    X(Cast)                                                                                                  \
    X(Linear)                                                                                                \
    X(Gather)                                                                                                \
    X(PositionRows)                                                                                          \
    X(Add)                                                                                                   \
    X(Multiply)                                                                                              \
    X(Gelu)                                                                                                  \
    X(Tanh)                                                                                                  \
    X(Dropout)                                                                                               \
    X(AddNorm)                                                                                               \
    X(SegmentSoftmax)                                                                                        \
    X(SegmentWeightedSum)                                                                                    \
    X(SegmentMul)                                                                                            \
    X(SegmentAdd)                                                                                            \
    X(SegmentConcat)                                                                                         \
    X(AdditiveAttention)                                                                                     \
    X(Attention)                                                                                             \
    X(LinearAttention)                                                                                       \
    X(MeanPool)                                                                                              \
    X(Project)                                                                                               \
    X(Leading)                                                                                               \
    X(ReplaceLeading)                                                                                        \
    X(CrossEntropy)                                                                                          \
    X(WeightedSumAll)

namespace lab {

enum class OpId : unsigned char {
#define LAB_ENUM(name) name,
    LAB_OPS(LAB_ENUM)
#undef LAB_ENUM
};

inline constexpr std::array opNames{
#define LAB_NAME(name) std::string_view{#name},
    LAB_OPS(LAB_NAME)
#undef LAB_NAME
};

constexpr std::string_view opName(OpId op) {
    return opNames[static_cast<std::size_t>(op)];
}

} // namespace lab
