#pragma once

#include "core/backend/backend.h"
#include "tests/reference/matrix.h"

namespace lab::reference {

/// Softmax of each row of logits.
Matrix rowSoftmax(const Matrix& logits);
/// Mean over the rows of −log softmax(logits)[label].
double crossEntropy(const Matrix& logits, const Ids& labels);
/// (softmax − onehot) / rows.
Matrix crossEntropyGrad(const Matrix& logits, const Ids& labels);

/// torch.optim.Adam without weight decay on one flat tensor, in double.
class Adam {
public:
    explicit Adam(std::int64_t size) : m_moment1(1, size), m_moment2(1, size) {}
    /// One update of \p weights; options.step is the caller's count, 1 for the first.
    void step(const AdamStep& options, Matrix& weights, const Matrix& gradient);
    [[nodiscard]] const Matrix& moment1() const { return m_moment1; }
    [[nodiscard]] const Matrix& moment2() const { return m_moment2; }

private:
    Matrix m_moment1, m_moment2;
};

} // namespace lab::reference
