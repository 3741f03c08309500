#include "tests/reference/attention.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lab::reference {
namespace {

constexpr double kLinearEps = 1e-6;

double phi(double x) {
    return x > 0 ? x + 1 : std::exp(x);
}
double phiDerivative(double x) {
    return x > 0 ? 1 : std::exp(x);
}

Matrix features(Matrix x) {
    std::transform(x.values.begin(), x.values.end(), x.values.begin(), phi);
    return x;
}

Matrix columnsOf(const Matrix& x, std::int64_t first, std::int64_t count) {
    Matrix out(x.rows, count);
    for (std::int64_t r = 0; r < x.rows; ++r)
        for (std::int64_t c = 0; c < count; ++c)
            out.at(r, c) = x.at(r, first + c);
    return out;
}

double dotOfRows(const Matrix& a, std::int64_t i, const Matrix& b, std::int64_t j) {
    double sum = 0;
    for (std::int64_t c = 0; c < a.cols; ++c)
        sum += a.at(i, c) * b.at(j, c);
    return sum;
}

/// p of attention() with one head; 0 for a key that a query does not see.
Matrix weights(const Matrix& q, const Matrix& k, std::int64_t tokens, const Sees& sees) {
    Matrix p(q.rows, k.rows);
    for (std::int64_t i = 0; i < q.rows; ++i) {
        double top = -std::numeric_limits<double>::infinity(), sum = 0;
        for (std::int64_t j = 0; j < k.rows; ++j) {
            p.at(i, j) = sees(i, j, tokens) ? dotOfRows(q, i, k, j) / std::sqrt(static_cast<double>(q.cols))
                                            : -std::numeric_limits<double>::infinity();
            top = std::max(top, p.at(i, j));
        }
        for (std::int64_t j = 0; j < k.rows; ++j) {
            p.at(i, j) = std::isfinite(p.at(i, j)) ? std::exp(p.at(i, j) - top) : 0;
            sum += p.at(i, j);
        }
        for (std::int64_t j = 0; j < k.rows && sum > 0; ++j)
            p.at(i, j) /= sum;
    }
    return p;
}

} // namespace

Matrix attention(const Matrix& q, const Matrix& k, const Matrix& v, std::int64_t heads, std::int64_t tokens,
                 const Sees& sees) {
    const std::int64_t e = q.cols / heads;
    Matrix out(q.rows, q.cols);
    for (std::int64_t h = 0; h < heads; ++h) {
        const Matrix own = columnsOf(v, h * e, e),
                     p = weights(columnsOf(q, h * e, e), columnsOf(k, h * e, e), tokens, sees);
        for (std::int64_t i = 0; i < q.rows; ++i)
            for (std::int64_t j = 0; j < k.rows; ++j)
                for (std::int64_t c = 0; c < e && p.at(i, j) != 0; ++c)
                    out.at(i, h * e + c) += p.at(i, j) * own.at(j, c);
    }
    return out;
}

AttentionGradients attentionGrad(const AttentionOperands& in, std::int64_t tokens, const Sees& sees) {
    const Matrix p = weights(in.q, in.k, tokens, sees), out = attention(in.q, in.k, in.v, 1, tokens, sees);
    const double scale = 1 / std::sqrt(static_cast<double>(in.q.cols));
    AttentionGradients d{Matrix(in.q.rows, in.q.cols), Matrix(in.k.rows, in.k.cols),
                         Matrix(in.v.rows, in.v.cols)};
    for (std::int64_t i = 0; i < in.q.rows; ++i) {
        const double common = dotOfRows(in.dOut, i, out, i);
        for (std::int64_t j = 0; j < in.k.rows; ++j) {
            if (p.at(i, j) == 0)
                continue;
            const double score = p.at(i, j) * (dotOfRows(in.dOut, i, in.v, j) - common) * scale;
            for (std::int64_t c = 0; c < in.q.cols; ++c) {
                d.dv.at(j, c) += p.at(i, j) * in.dOut.at(i, c);
                d.dq.at(i, c) += score * in.k.at(j, c);
                d.dk.at(j, c) += score * in.q.at(i, c);
            }
        }
    }
    return d;
}

Matrix linearAttention(const Matrix& q, const Matrix& k, const Matrix& v, std::int64_t heads) {
    const std::int64_t e = q.cols / heads;
    Matrix out(q.rows, q.cols);
    for (std::int64_t h = 0; h < heads; ++h) {
        const Matrix queries = features(columnsOf(q, h * e, e)), keys = features(columnsOf(k, h * e, e));
        for (std::int64_t i = 0; i < q.rows; ++i) {
            double sum = kLinearEps;
            for (std::int64_t j = 0; j < k.rows; ++j) {
                const double similarity = dotOfRows(queries, i, keys, j);
                sum += similarity;
                for (std::int64_t c = 0; c < e; ++c)
                    out.at(i, h * e + c) += similarity * v.at(j, h * e + c);
            }
            for (std::int64_t c = 0; c < e; ++c)
                out.at(i, h * e + c) /= sum;
        }
    }
    return out;
}

AttentionGradients linearAttentionGrad(const AttentionOperands& in) {
    const Matrix queries = features(in.q), keys = features(in.k), out = linearAttention(in.q, in.k, in.v, 1);
    AttentionGradients d{Matrix(in.q.rows, in.q.cols), Matrix(in.k.rows, in.k.cols),
                         Matrix(in.v.rows, in.v.cols)};
    for (std::int64_t i = 0; i < in.q.rows; ++i) {
        double sum = kLinearEps;
        for (std::int64_t j = 0; j < in.k.rows; ++j)
            sum += dotOfRows(queries, i, keys, j);
        const double common = dotOfRows(in.dOut, i, out, i);
        for (std::int64_t j = 0; j < in.k.rows; ++j) {
            const double weight = dotOfRows(queries, i, keys, j) / sum,
                         similarity = (dotOfRows(in.dOut, i, in.v, j) - common) / sum;
            for (std::int64_t c = 0; c < in.q.cols; ++c) {
                d.dv.at(j, c) += weight * in.dOut.at(i, c);
                d.dq.at(i, c) += similarity * keys.at(j, c);
                d.dk.at(j, c) += similarity * queries.at(i, c);
            }
        }
    }
    const auto through = [](const Matrix& dPhi, const Matrix& x) {
        Matrix dx = dPhi;
        for (std::size_t e = 0; e < dx.values.size(); ++e)
            dx.values[e] *= phiDerivative(x.values[e]);
        return dx;
    };
    d.dq = through(d.dq, in.q), d.dk = through(d.dk, in.k);
    return d;
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
