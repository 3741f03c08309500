#include "tests/reference/dense.h"

namespace lab::reference {

Matrix sum(const Matrix& a, const Matrix& b) {
    Matrix out(a.rows, a.cols);
    for (std::size_t i = 0; i < out.values.size(); ++i)
        out.values[i] = a.values[i] + b.values[i];
    return out;
}

Matrix addedToRows(const Matrix& x, const Matrix& row) {
    Matrix out = x;
    for (std::int64_t r = 0; r < x.rows; ++r)
        for (std::int64_t c = 0; c < x.cols; ++c)
            out.at(r, c) += row.at(0, c);
    return out;
}

Matrix product(const Matrix& a, const Matrix& b) {
    Matrix out(a.rows, a.cols);
    for (std::size_t i = 0; i < out.values.size(); ++i)
        out.values[i] = a.values[i] * b.values[i];
    return out;
}

Matrix transpose(const Matrix& a) {
    Matrix out(a.cols, a.rows);
    for (std::int64_t r = 0; r < a.rows; ++r)
        for (std::int64_t c = 0; c < a.cols; ++c)
            out.at(c, r) = a.at(r, c);
    return out;
}

Matrix multiply(const Matrix& a, const Matrix& b) {
    Matrix out(a.rows, b.cols);
    for (std::int64_t r = 0; r < a.rows; ++r)
        for (std::int64_t i = 0; i < a.cols; ++i)
            for (std::int64_t c = 0; c < b.cols; ++c)
                out.at(r, c) += a.at(r, i) * b.at(i, c);
    return out;
}

Matrix linear(const Matrix& x, const Matrix& weight, const Matrix& bias) {
    Matrix out(x.rows, weight.rows);
    for (std::int64_t r = 0; r < x.rows; ++r)
        for (std::int64_t o = 0; o < weight.rows; ++o) {
            double total = bias.empty() ? 0 : bias.at(0, o);
            for (std::int64_t i = 0; i < x.cols; ++i)
                total += x.at(r, i) * weight.at(o, i);
            out.at(r, o) = total;
        }
    return out;
}

Matrix columnSums(const Matrix& a, const Matrix& b) {
    Matrix out(1, a.cols);
    for (std::int64_t r = 0; r < a.rows; ++r)
        for (std::int64_t c = 0; c < a.cols; ++c)
            out.at(0, c) += a.at(r, c) * (b.empty() ? 1.0 : b.at(r, c));
    return out;
}

Matrix gatherRows(const Matrix& table, const Ids& ids) {
    Matrix out(static_cast<std::int64_t>(ids.size()), table.cols);
    for (std::int64_t r = 0; r < out.rows; ++r)
        for (std::int64_t c = 0; c < out.cols; ++c)
            out.at(r, c) = table.at(ids[static_cast<std::size_t>(r)], c);
    return out;
}

Matrix scatterRows(const Matrix& d, const Ids& ids, std::int64_t rows) {
    Matrix out(rows, d.cols);
    for (std::int64_t r = 0; r < d.rows; ++r)
        for (std::int64_t c = 0; c < d.cols; ++c)
            out.at(ids[static_cast<std::size_t>(r)], c) += d.at(r, c);
    return out;
}

} // namespace lab::reference
