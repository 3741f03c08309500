#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

/// The oracle of the kernel tests: plain loops in double, written from the formulas, with no thought for
/// speed.
namespace lab::reference {

/// A row-major matrix of doubles.
struct Matrix {
    std::int64_t rows = 0, cols = 0;
    std::vector<double> values;

    Matrix() = default;
    Matrix(std::int64_t r, std::int64_t c, double fill = 0)
        : rows(r), cols(c), values(static_cast<std::size_t>(r * c), fill) {}

    [[nodiscard]] std::int64_t size() const { return rows * cols; }
    [[nodiscard]] bool empty() const { return values.empty(); }
    double& at(std::int64_t r, std::int64_t c) { return values[static_cast<std::size_t>(r * cols + c)]; }
    [[nodiscard]] double at(std::int64_t r, std::int64_t c) const {
        return values[static_cast<std::size_t>(r * cols + c)];
    }
};

/// A list of row numbers, and the offsets of a packed batch: sequence b owns the rows [offsets[b],
/// offsets[b+1]).
using Ids = std::vector<std::int32_t>;
using Offsets = std::vector<std::int32_t>;

inline std::int64_t sequencesOf(const Offsets& offsets) {
    return static_cast<std::int64_t>(offsets.size()) - 1;
}

/// a + b, element by element; same shape.
Matrix sum(const Matrix& a, const Matrix& b);
/// x[r,c] + row[0,c].
Matrix addedToRows(const Matrix& x, const Matrix& row);
/// a ⊙ b, element by element; same shape.
Matrix product(const Matrix& a, const Matrix& b);

} // namespace lab::reference
