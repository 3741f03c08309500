#include "core/inspect/rival_attention.h"

#include "core/backend/download.h"
#include "core/base/scalar_math.h"

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace lab {
namespace {

using Kind = AttentionTrace::Operands::Kind;
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using View = Eigen::Map<const Matrix>;

constexpr std::int32_t kBlock = 64, kTile = 512; // queries and keys of one product

/// The operands of one attention over one text, on the host.
struct Host {
    Host(Backend& backend, const AttentionTrace::Operands& from, std::int32_t tokens)
        : operands(&from),
          heads(from.record.args.heads),
          queries(from.record.args.queries.count(tokens)),
          keys(from.record.args.keys.count(tokens)),
          width(from.record.args.q.cols),
          q(downloaded(backend, from.record.args.q)),
          k(downloaded(backend, from.record.args.k)),
          logSum(downloaded(backend, from.record.logSum)) {}

    [[nodiscard]] View rows(const std::vector<float>& m, std::int32_t head, std::int32_t first,
                            std::int32_t count) const {
        const std::int64_t perHead = static_cast<std::int64_t>(m.size()) / width / heads;
        return {m.data() + (head * perHead + first) * width, count, width};
    }
    [[nodiscard]] float normaliser(std::int32_t head, std::int32_t query) const {
        const auto perHead = logSum.size() / static_cast<std::size_t>(heads);
        return logSum[static_cast<std::size_t>(head) * perHead + static_cast<std::size_t>(query)];
    }

    const AttentionTrace::Operands* operands;
    std::int32_t heads, queries, keys;
    std::int64_t width;
    std::vector<float> q, k, logSum;
};

/// Calls take(query, first key, weights) for pieces of one head's rows; the pieces of a row come in ascending
/// order.
template <class Take> void forWeights(const Host& host, std::int32_t head, std::int32_t from, Take&& take) {
    const Attention& args = host.operands->record.args;
    const bool alike = args.pattern.kind == AttentionPattern::Kind::Full;
    const std::int32_t step = alike ? kBlock : 1;
    for (std::int32_t first = from; first < host.queries; first += step) {
        const std::int32_t count = std::min(step, host.queries - first);
        const View q = host.rows(host.q, head, first, count);
        const KeyRanges seen = keyRanges(args.pattern, first, host.keys, head);
        for (std::int32_t r = 0; r < seen.count; ++r)
            for (std::int32_t at = seen.begin[r]; at < seen.end[r]; at += kTile) {
                const std::int32_t n = std::min(kTile, seen.end[r] - at);
                Matrix weights(count, n);
                weights.noalias() = q * host.rows(host.k, head, at, n).transpose();
                for (std::int32_t i = 0; i < count; ++i) {
                    float* row = weights.data() + static_cast<std::int64_t>(i) * n;
                    const float log = host.normaliser(head, first + i);
#pragma omp simd
                    for (std::int32_t j = 0; j < n; ++j)
                        row[j] = scalar::exp(row[j] * args.scale - log);
                    take(first + i, at, std::span<const float>(row, static_cast<std::size_t>(n)));
                }
            }
    }
}

/// Linear attention: φ(q_i) / (φ(q_i)·z + eps) and φ(k_j) of one head, in double; their products are the
/// rows.
struct Derived {
    Derived(const Host& host, std::int32_t head)
        : query(features(host.rows(host.q, head, 0, host.queries))),
          key(features(host.rows(host.k, head, 0, host.keys))) {
        const double eps = static_cast<double>(LinearAttention{}.eps);
        const Eigen::VectorXd z = key.colwise().sum().transpose();
        for (Eigen::Index i = 0; i < query.rows(); ++i)
            query.row(i) /= query.row(i).dot(z) + eps;
    }
    static Eigen::MatrixXd features(const View& x) {
        return x.cast<double>().unaryExpr([](double v) { return v > 0 ? v + 1 : std::exp(v); });
    }
    Eigen::MatrixXd query, key;
};

/// One head's map, row by row.
class RowsBuilder {
public:
    RowsBuilder(const Host& host, std::int32_t head, const char* kind, std::int32_t rows) {
        m_map.layer = host.operands->layer;
        m_map.head = head;
        m_map.kind = kind;
        m_map.rows = rows;
        m_map.columns = host.keys;
        m_map.stride = host.operands->kind == Kind::Pooled ? host.operands->record.args.keys.size : 1;
        m_rows.resize(static_cast<std::size_t>(rows));
    }
    void add(std::int32_t row, std::int32_t first, std::span<const float> weights) {
        auto& entries = m_rows[static_cast<std::size_t>(row)];
        for (const float weight : weights)
            entries.emplace_back(first++, weight);
    }
    /// Dense when every row sees every column.
    AttentionMap::Rows finish() {
        const auto whole = [&](const auto& row) { return static_cast<int>(row.size()) == m_map.columns; };
        const bool dense = std::all_of(m_rows.begin(), m_rows.end(), whole);
        if (!dense)
            m_map.starts.push_back(0);
        for (const auto& row : m_rows) {
            for (const auto& [column, weight] : row) {
                m_map.values.push_back(weight);
                if (!dense)
                    m_map.seen.push_back(column);
            }
            if (!dense)
                m_map.starts.push_back(static_cast<int>(m_map.values.size()));
        }
        return std::move(m_map);
    }

private:
    AttentionMap::Rows m_map;
    std::vector<std::vector<std::pair<std::int32_t, float>>> m_rows;
};

/// What each token receives, per head, summed in double.
class Received {
public:
    Received(std::int32_t tokens, std::int32_t heads)
        : m_tokens(tokens),
          m_heads(heads),
          m_sums(static_cast<std::size_t>(tokens) * static_cast<std::size_t>(heads)) {}

    double& at(std::int32_t token, std::int32_t head) {
        return m_sums[static_cast<std::size_t>(token) * static_cast<std::size_t>(m_heads) +
                      static_cast<std::size_t>(head)];
    }
    /// Each head brought to the sum 1.
    [[nodiscard]] AttentionMap::Matrix finish(int layer) {
        AttentionMap::Matrix matrix{layer, "received", m_heads, std::vector<float>(m_sums.size())};
        for (std::int32_t head = 0; head < m_heads; ++head) {
            double sum = 0;
            for (std::int32_t token = 0; token < m_tokens; ++token)
                sum += at(token, head);
            for (std::int32_t token = 0; token < m_tokens; ++token)
                matrix.values[static_cast<std::size_t>(&at(token, head) - m_sums.data())] =
                    static_cast<float>(sum > 0 ? at(token, head) / sum : 1.0 / m_tokens);
        }
        return matrix;
    }

private:
    std::int32_t m_tokens, m_heads;
    std::vector<double> m_sums;
};

/// Column sums of one head, over the rows from \p from on.
std::vector<double> columnSums(const Host& host, std::int32_t head, std::int32_t from) {
    std::vector<double> sums(static_cast<std::size_t>(host.keys));
    forWeights(host, head, from, [&](std::int32_t, std::int32_t first, std::span<const float> weights) {
        for (const float weight : weights)
            sums[static_cast<std::size_t>(first++)] += static_cast<double>(weight);
    });
    return sums;
}

/// A pooled key's weight spread over the tokens that it averages (see ops::segmentMeanPool).
void spreadPooled(const Host& host, std::int32_t tokens, std::int32_t head, const std::vector<double>& sums,
                  Received& received) {
    const std::int32_t reach = host.operands->kernel / 2, stride = host.operands->record.args.keys.size;
    for (std::int32_t c = 0; c < host.keys; ++c) {
        const std::int32_t begin = std::max(0, c * stride - reach),
                           end = std::min(tokens, c * stride + reach + 1);
        for (std::int32_t token = begin; token < end; ++token)
            received.at(token, head) += sums[static_cast<std::size_t>(c)] / (end - begin);
    }
}

void shareLandmarks(const Host& host, const std::vector<float>& table, std::int32_t tokens, std::int32_t head,
                    const std::vector<double>& sums, Received& received) {
    const auto rank = static_cast<std::size_t>(host.keys);
    for (std::int32_t token = 0; token < tokens; ++token) {
        const float* row = table.data() + static_cast<std::size_t>(token) * rank;
        double sum = 0;
        for (std::size_t r = 0; r < rank; ++r)
            sum += sums[r] * static_cast<double>(row[r]);
        received.at(token, head) += std::abs(sum);
    }
}

/// All attentions of one layer.
class LayerReader {
public:
    LayerReader(Backend& backend, std::span<const AttentionTrace::Operands> operands, std::int32_t tokens)
        : m_backend(&backend), m_tokens(tokens) {
        for (const AttentionTrace::Operands& o : operands)
            m_hosts.emplace_back(backend, o, tokens);
    }

    AttentionMap::Matrix received() {
        Received received(m_tokens, m_hosts.front().heads);
        for (const Host& host : m_hosts)
            for (std::int32_t head = 0; head < host.heads; ++head)
                addReceived(host, head, received);
        return received.finish(m_hosts.front().operands->layer);
    }

    void addMaps(std::vector<AttentionMap::Rows>& maps) {
        for (const Host& host : m_hosts)
            for (std::int32_t head = 0; head < host.heads && host.operands->kind != Kind::Leading; ++head)
                maps.push_back(host.operands->kind == Kind::Derived ? derivedMap(host, head)
                                                                    : softmaxMap(host, head));
    }

private:
    /// Rows that another attention of the layer replaces (Longformer's global tokens).
    [[nodiscard]] const Host* leading() const {
        const auto found = std::find_if(m_hosts.begin(), m_hosts.end(), [](const Host& host) {
            return host.operands->kind == Kind::Leading;
        });
        return found == m_hosts.end() ? nullptr : &*found;
    }
    [[nodiscard]] std::int32_t replaced(const Host& host) const {
        const Host* first = leading();
        return first != nullptr && host.operands->kind == Kind::Tokens ? first->queries : 0;
    }

    void addReceived(const Host& host, std::int32_t head, Received& received) {
        if (host.operands->kind == Kind::Derived) {
            const Derived derived(host, head);
            const Eigen::VectorXd sums = derived.key * derived.query.colwise().sum().transpose();
            for (std::int32_t token = 0; token < m_tokens; ++token)
                received.at(token, head) += sums[token];
            return;
        }
        const std::vector<double> sums = columnSums(host, head, replaced(host));
        if (host.operands->kind == Kind::Pooled)
            return spreadPooled(host, m_tokens, head, sums, received);
        if (host.operands->kind == Kind::Landmarks)
            return shareLandmarks(host, downloaded(*m_backend, host.operands->table), m_tokens, head, sums,
                                  received);
        for (std::int32_t token = 0; token < m_tokens; ++token)
            received.at(token, head) += sums[static_cast<std::size_t>(token)];
    }

    AttentionMap::Rows softmaxMap(const Host& host, std::int32_t head) {
        const Kind kind = host.operands->kind;
        RowsBuilder rows(host, head,
                         kind == Kind::Pooled      ? "pooled"
                         : kind == Kind::Landmarks ? "landmarks"
                                                   : "attention",
                         m_tokens);
        const auto add = [&](std::int32_t row, std::int32_t first, std::span<const float> weights) {
            rows.add(row, first, weights);
        };
        if (const std::int32_t from = replaced(host); from > 0) {
            forWeights(*leading(), head, 0, add);
            forWeights(host, head, from, add);
        } else {
            forWeights(host, head, 0, add);
        }
        return rows.finish();
    }

    AttentionMap::Rows derivedMap(const Host& host, std::int32_t head) {
        RowsBuilder rows(host, head, "derived", m_tokens);
        const Derived derived(host, head);
        for (std::int32_t i = 0; i < m_tokens; ++i) {
            const Eigen::VectorXf row = (derived.key * derived.query.row(i).transpose()).cast<float>();
            rows.add(i, 0, {row.data(), static_cast<std::size_t>(row.size())});
        }
        return rows.finish();
    }

    Backend* m_backend;
    std::int32_t m_tokens;
    std::vector<Host> m_hosts;
};

} // namespace

void addRivalAttention(const AttentionTrace& trace, Backend& backend, std::int32_t tokens,
                       std::int32_t mapsUpTo, AttentionMap& map) {
    const std::span<const AttentionTrace::Operands> all(trace.operands);
    for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
        while (end < all.size() && all[end].layer == all[begin].layer)
            ++end;
        LayerReader layer(backend, all.subspan(begin, end - begin), tokens);
        map.layers.push_back(layer.received());
        if (tokens <= mapsUpTo)
            layer.addMaps(map.maps);
    }
}

} // namespace lab
