#include "tests/reference/attention.h"

#include <algorithm>
#include <cmath>

namespace lab::reference {
namespace {

double phi(double x) { return x > 0 ? x + 1 : std::exp(x); }

} // namespace

Matrix attention(const Matrix& q, const Matrix& k, const Matrix& v, std::int64_t heads, std::int64_t tokens,
                 const Sees& sees) {
    const std::int64_t e = q.cols / heads;
    Matrix out(q.rows, q.cols);
    for (std::int64_t h = 0; h < heads; ++h)
        for (std::int64_t i = 0; i < q.rows; ++i) {
            std::vector<double> p(static_cast<std::size_t>(k.rows), 0);
            double sum = 0;
            for (std::int64_t j = 0; j < k.rows; ++j) {
                if (!sees(i, j, tokens))
                    continue;
                double score = 0;
                for (std::int64_t c = 0; c < e; ++c)
                    score += q.at(i, h * e + c) * k.at(j, h * e + c);
                p[static_cast<std::size_t>(j)] = std::exp(score / std::sqrt(static_cast<double>(e)));
                sum += p[static_cast<std::size_t>(j)];
            }
            for (std::int64_t j = 0; j < k.rows; ++j)
                for (std::int64_t c = 0; c < e; ++c)
                    out.at(i, h * e + c) += p[static_cast<std::size_t>(j)] / sum * v.at(j, h * e + c);
        }
    return out;
}

Matrix linearAttention(const Matrix& q, const Matrix& k, const Matrix& v, std::int64_t heads) {
    const std::int64_t e = q.cols / heads;
    Matrix out(q.rows, q.cols);
    for (std::int64_t h = 0; h < heads; ++h)
        for (std::int64_t i = 0; i < q.rows; ++i) {
            double sum = 1e-6;
            for (std::int64_t j = 0; j < k.rows; ++j) {
                double similarity = 0;
                for (std::int64_t c = 0; c < e; ++c)
                    similarity += phi(q.at(i, h * e + c)) * phi(k.at(j, h * e + c));
                sum += similarity;
                for (std::int64_t c = 0; c < e; ++c)
                    out.at(i, h * e + c) += similarity * v.at(j, h * e + c);
            }
            for (std::int64_t c = 0; c < e; ++c)
                out.at(i, h * e + c) /= sum;
        }
    return out;
}

Matrix meanPool(const Matrix& x, std::int64_t kernel, std::int64_t stride) {
    Matrix out((x.rows + stride - 1) / stride, x.cols);
    for (std::int64_t r = 0; r < out.rows; ++r) {
        std::int64_t count = 0;
        for (std::int64_t i = 0; i < x.rows; ++i)
            count += std::abs(i - r * stride) <= kernel / 2;
        for (std::int64_t i = 0; i < x.rows; ++i)
            for (std::int64_t c = 0; c < x.cols; ++c)
                if (std::abs(i - r * stride) <= kernel / 2)
                    out.at(r, c) += x.at(i, c) / static_cast<double>(count);
    }
    return out;
}

Matrix project(const Matrix& x, const Matrix& table) {
    Matrix out(table.cols, x.cols);
    for (std::int64_t r = 0; r < table.cols; ++r)
        for (std::int64_t i = 0; i < x.rows; ++i)
            for (std::int64_t c = 0; c < x.cols; ++c)
                out.at(r, c) += table.at(i, r) * x.at(i, c);
    return out;
}

Matrix rows(const Matrix& x, std::int64_t first, std::int64_t count) {
    Matrix out(count, x.cols);
    std::copy_n(x.values.begin() + first * x.cols, count * x.cols, out.values.begin());
    return out;
}

Matrix stack(const std::vector<Matrix>& parts) {
    Matrix out(0, parts.front().cols);
    for (const Matrix& part : parts) {
        out.rows += part.rows;
        out.values.insert(out.values.end(), part.values.begin(), part.values.end());
    }
    return out;
}

} // namespace lab::reference
