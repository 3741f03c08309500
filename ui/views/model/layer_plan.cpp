#include "ui/views/model/layer_plan.h"

#include "ui/words/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace lab {
namespace {

struct Plan {
    Q_DECLARE_TR_FUNCTIONS(LayerPlan)
};

QString shape(std::int64_t rows, std::int64_t columns) {
    return formatCount(rows) + QStringLiteral(" × ") + formatCount(columns);
}

int valueOf(const ModelConfig& config, const char* key) {
    const auto found = config.hyperparameters.find(key);
    return found == config.hyperparameters.end() ? 0 : static_cast<int>(found->second);
}

/// Tensors of Fastformer: see core/encoders/fastformer.cpp.
std::vector<AttentionTensor> fastformerTensors(const ModelConfig& c) {
    const bool headwise = c.sharing == Sharing::QueryValueHead, concat = c.interaction == Interaction::Concat;
    const std::int64_t slice = c.dim / std::max(c.heads, 1), width = headwise ? slice : c.dim;
    const std::int64_t map = width * width + width;
    const std::int64_t score = headwise                     ? slice + 1
                               : c.scores == Scores::Across ? width * c.heads + c.heads
                                                            : slice * c.heads;
    const TensorUse own = headwise ? TensorUse::Slice : TensorUse::Stored;
    const TensorUse later = c.sharing == Sharing::QueryValueLayer ? TensorUse::Borrowed : own;
    std::vector<AttentionTensor> tensors{
        {QStringLiteral("Q"), Plan::tr("query map"), own, later, -1, map},
        {QStringLiteral("K"), Plan::tr("key map"), own, later, -1, map},
        c.sharing == Sharing::None
            ? AttentionTensor{QStringLiteral("V"), Plan::tr("value map"), own, later, -1, map}
            : AttentionTensor{QStringLiteral("V"), Plan::tr("value map"), TensorUse::Borrowed,
                              TensorUse::Borrowed, 0, 0},
        {QStringLiteral("α"), Plan::tr("scores of the queries"), own, later, -1, score},
        {QStringLiteral("β"), Plan::tr("scores of the keys"), own, later, -1, score}};
    if (concat) {
        tensors.push_back({QStringLiteral("C₁"), Plan::tr("joins global query and key"), own, later, -1,
                           2 * width * width});
        tensors.push_back({QStringLiteral("C₂"), Plan::tr("joins global key and value"), own, later, -1,
                           2 * width * width});
    }
    tensors.push_back({QStringLiteral("T"), Plan::tr("transform"), own, later, -1, map});
    return tensors;
}

/// Places boxes and lines; boxes are named by their number.
class Builder {
public:
    explicit Builder(LayerPlan& plan) : m_plan(plan) {}

    int add(PlanBox box) {
        m_plan.boxes.push_back(std::move(box));
        return static_cast<int>(m_plan.boxes.size()) - 1;
    }
    int rows(int row, double column, double columns, const QString& text, const QString& note = {}) {
        return add({PlanBox::Kind::Rows, text, note, row, column, columns, -1});
    }
    int step(int row, double column, double columns, const QString& text, const QString& note = {}) {
        return add({PlanBox::Kind::Step, text, note, row, column, columns, -1});
    }
    int frame(int row, const QString& text, const QString& note = {}) {
        return add({PlanBox::Kind::Frame, text, note, row, 0, m_plan.columns, -1});
    }
    int tensor(int row, double column, const char* name, const QString& note) {
        const auto& all = m_plan.tensors;
        const auto found = std::find_if(all.begin(), all.end(), [name](const AttentionTensor& tensor) {
            return tensor.name == QString::fromUtf8(name);
        });
        const int number = static_cast<int>(found - all.begin());
        return add({PlanBox::Kind::Tensor, found->name, note, row, column, 1, number});
    }
    void line(std::initializer_list<int> from, int to, PlanLine::Way way = PlanLine::Way::Flow) {
        for (const int each : from)
            m_plan.lines.push_back({each, to, way});
    }

private:
    LayerPlan& m_plan;
};

/// Three maps side by side, fed by \p input.
struct Maps {
    int query, key, value;
};
Maps maps(Builder& build, int row, double column, int input, std::array<const char*, 3> names,
          const QString& note) {
    const Maps made{build.tensor(row, column, names[0], note), build.tensor(row, column + 1, names[1], note),
                    build.tensor(row, column + 2, names[2], note)};
    for (const int each : {made.query, made.key, made.value})
        build.line({input}, each);
    return made;
}

/// Softmax over \p seen, then the weighted sum of the values; the number of the last box.
int softmax(Builder& build, int row, double column, const Maps& from, const QString& seen) {
    const int weights = build.step(row, column, 2, Plan::tr("softmax(q·k / √e)"));
    build.line({from.query, from.key}, weights);
    const int sum = build.step(row + 1, column, 3, QStringLiteral("Σ w v"), seen);
    build.line({weights, from.value}, sum);
    return sum;
}

constexpr std::array<const char*, 3> kNear{"Q", "K", "V"};

int fastformer(const ModelConfig& c, Builder& b, int x) {
    const bool headwise = c.sharing == Sharing::QueryValueHead;
    const std::int64_t slice = c.dim / std::max(c.heads, 1), width = headwise ? slice : c.dim;
    const Maps q = maps(b, 1, 0, x, kNear, shape(width, width));
    if (c.sharing != Sharing::None)
        b.line({q.query}, q.value, PlanLine::Way::Tie);
    const QString score =
        shape(headwise ? 1 : c.heads, headwise || c.scores == Scores::PerHead ? slice : width);
    const int alpha = b.tensor(2, 0, "α", score);
    const int query = b.step(3, 0, 1, Plan::tr("global query g"), Plan::tr("Σ α q"));
    b.line({q.query}, alpha);
    b.line({alpha}, query);
    const bool concat = c.interaction == Interaction::Concat;
    const QString sign =
        c.interaction == Interaction::Product ? QStringLiteral("g ∗ k") : QStringLiteral("g + k");
    const QString later =
        c.interaction == Interaction::Product ? QStringLiteral("g′ ∗ v") : QStringLiteral("g′ + v");
    const int mixed =
        concat ? b.tensor(4, 1, "C₁", Plan::tr("[g ; k]")) : b.step(4, 1, 1, QStringLiteral("p"), sign);
    b.line({query, q.key}, mixed);
    const int beta = b.tensor(5, 1, "β", score);
    b.line({mixed}, beta);
    const int key = b.step(6, 1, 1, Plan::tr("global key g′"), Plan::tr("Σ β p"));
    b.line({beta}, key);
    const int value =
        concat ? b.tensor(7, 2, "C₂", Plan::tr("[g′ ; v]")) : b.step(7, 2, 1, QStringLiteral("u"), later);
    b.line({key, q.value}, value);
    const int transform = b.tensor(8, 2, "T", shape(width, width));
    b.line({value}, transform);
    const int out = b.step(9, 0, 3, Plan::tr("+ q"));
    b.line({transform}, out);
    b.line({q.query}, out, PlanLine::Way::LeftLane);
    return out;
}

int longformer(const ModelConfig& c, Builder& b, int x) {
    const int globals = valueOf(c, "global_tokens"), side = valueOf(c, "window") / 2;
    const Maps near = maps(b, 1, 0, x, kNear, {});
    const int local = softmax(b, 2, 0, near,
                              globals > 0 ? Plan::tr("%1 a side, first %2").arg(side).arg(globals)
                                          : Plan::tr("%1 tokens a side").arg(side));
    if (globals == 0)
        return local;
    const Maps far = maps(b, 1, 3, x, {"Q′", "K′", "V′"}, {});
    const int global = softmax(b, 2, 3, far, Plan::tr("the whole text"));
    const int joined =
        b.step(4, 0, 6, Plan::tr("the first %1 rows from the right, the others from the left").arg(globals));
    b.line({local, global}, joined);
    return joined;
}

int linformer(const ModelConfig& c, Builder& b, int x) {
    const int rank = valueOf(c, "rank");
    const Maps q = maps(b, 1, 0, x, kNear, shape(c.dim, c.dim));
    const int keys = b.tensor(2, 1, "E", shape(c.maxLength, rank));
    const int values = b.tensor(2, 2, "F", shape(c.maxLength, rank));
    b.line({q.key}, keys);
    b.line({q.value}, values);
    return softmax(b, 3, 0, {q.query, keys, values}, Plan::tr("%1 landmarks").arg(rank));
}

int linearTransformer(const ModelConfig& c, Builder& b, int x) {
    const Maps q = maps(b, 1, 0, x, kNear, shape(c.dim, c.dim));
    const QString phi = Plan::tr("elu + 1");
    const int query = b.step(2, 0, 1, QStringLiteral("φ(q)"), phi),
              key = b.step(2, 1, 1, QStringLiteral("φ(k)"), phi);
    b.line({q.query}, query);
    b.line({q.key}, key);
    const int slice = c.dim / std::max(c.heads, 1);
    const int state = b.step(3, 1, 2, Plan::tr("S = Σ φ(k) vᵀ, z = Σ φ(k)"), shape(slice, slice + 1));
    b.line({key, q.value}, state);
    const int out = b.step(4, 0, 3, QStringLiteral("φ(q)ᵀS / φ(q)·z"));
    b.line({query, state}, out);
    return out;
}

int poolingformer(const ModelConfig& c, Builder& b, int x) {
    const Maps near = maps(b, 1, 0, x, kNear, shape(c.dim, c.dim));
    const int y = softmax(b, 2, 0, near, Plan::tr("%1 a side").arg(valueOf(c, "window")));
    const Maps far = maps(b, 4, 0, y, {"Q₂", "K₂", "V₂"}, shape(c.dim, c.dim));
    const QString mean = Plan::tr("%1 every %2").arg(valueOf(c, "kernel")).arg(valueOf(c, "stride"));
    const int keys = b.step(5, 1, 1, Plan::tr("mean"), mean),
              values = b.step(5, 2, 1, Plan::tr("mean"), mean);
    b.line({far.key}, keys);
    b.line({far.value}, values);
    const int z =
        softmax(b, 6, 0, {far.query, keys, values}, Plan::tr("%1 a side").arg(valueOf(c, "window_pooled")));
    const int out = b.step(8, 0, 3, Plan::tr("sum of both levels"));
    b.line({z}, out);
    b.line({y}, out, PlanLine::Way::LeftLane);
    return out;
}

/// Transformer and BigBird differ in what a token sees.
int plain(const ModelConfig& c, Builder& b, int x) {
    const Maps q = maps(b, 1, 0, x, kNear, shape(c.dim, c.dim));
    if (c.encoder != "bigbird")
        return softmax(b, 2, 0, q, Plan::tr("every token"));
    return softmax(b, 2, 0, q, Plan::tr("near, ends, %1 random").arg(valueOf(c, "random_blocks")));
}

int attention(const ModelConfig& c, Builder& b, int x) {
    if (c.encoder == "fastformer")
        return fastformer(c, b, x);
    if (c.encoder == "longformer")
        return longformer(c, b, x);
    if (c.encoder == "linformer")
        return linformer(c, b, x);
    if (c.encoder == "linear_transformer")
        return linearTransformer(c, b, x);
    if (c.encoder == "poolingformer")
        return poolingformer(c, b, x);
    return plain(c, b, x);
}

/// The authors' frame below the attention.
void frame(const ModelConfig& c, Builder& b, int input, int out, int row) {
    const auto join = [&](int from, int over) {
        const QString text = c.layerNorm && c.residual ? Plan::tr("add, normalise")
                             : c.layerNorm             ? Plan::tr("normalise")
                                                       : Plan::tr("add");
        if (!c.layerNorm && !c.residual)
            return from;
        const int joined = b.frame(row++, text);
        b.line({from}, joined);
        if (c.residual)
            b.line({over}, joined, PlanLine::Way::RightLane);
        return joined;
    };
    const int map = b.frame(row++, Plan::tr("output map"), shape(c.dim, c.dim));
    b.line({out}, map);
    const int middle = join(map, input);
    if (!c.feedForward)
        return;
    const int wide = b.frame(row++, Plan::tr("feed-forward, GELU"),
                             formatCount(c.dim) + QStringLiteral(" → ") + formatCount(c.ffn) +
                                 QStringLiteral(" → ") + formatCount(c.dim));
    b.line({middle}, wide);
    join(wide, middle);
}

QString sentenceOf(const LayerPlan& plan) {
    QStringList parts;
    for (const PlanBox& box : plan.boxes) {
        QString part = box.note.isEmpty() ? box.text : box.text + QStringLiteral(" (") + box.note + u')';
        if (box.tensor >= 0) {
            const AttentionTensor& tensor = plan.tensors[static_cast<std::size_t>(box.tensor)];
            part = tensor.meaning + u' ' + part;
            if (tensor.first == TensorUse::Borrowed)
                part += Plan::tr(", borrowed from the %1")
                            .arg(plan.tensors[static_cast<std::size_t>(tensor.owner)].meaning);
        }
        parts << part;
    }
    return parts.join(QStringLiteral("; "));
}

} // namespace

std::vector<AttentionTensor> attentionTensors(const ModelConfig& c) {
    if (c.encoder == "fastformer")
        return fastformerTensors(c);
    const std::int64_t map = static_cast<std::int64_t>(c.dim) * c.dim + c.dim;
    const TensorUse later = c.sharing == Sharing::QueryValueLayer ? TensorUse::Borrowed : TensorUse::Stored;
    std::vector<AttentionTensor> tensors;
    const auto add = [&](const char* name, const QString& meaning, std::int64_t parameters) {
        tensors.push_back({QString::fromUtf8(name), meaning, TensorUse::Stored, later, -1, parameters});
    };
    add("Q", Plan::tr("query map"), map);
    add("K", Plan::tr("key map"), map);
    add("V", Plan::tr("value map"), map);
    if (c.encoder == "longformer" && valueOf(c, "global_tokens") > 0) {
        add("Q′", Plan::tr("query map of global tokens"), map);
        add("K′", Plan::tr("key map for global tokens"), map);
        add("V′", Plan::tr("value map for global tokens"), map);
    } else if (c.encoder == "linformer") {
        add("E", Plan::tr("projection of the keys"),
            static_cast<std::int64_t>(c.maxLength) * valueOf(c, "rank"));
        add("F", Plan::tr("projection of the values"),
            static_cast<std::int64_t>(c.maxLength) * valueOf(c, "rank"));
    } else if (c.encoder == "poolingformer") {
        add("Q₂", Plan::tr("query map of the second level"), map);
        add("K₂", Plan::tr("key map of the second level"), map);
        add("V₂", Plan::tr("value map of the second level"), map);
    }
    return tensors;
}

LayerPlan layerPlanOf(const ModelConfig& config) {
    LayerPlan plan;
    plan.tensors = attentionTensors(config);
    if (config.encoder == "longformer" && valueOf(config, "global_tokens") > 0)
        plan.columns = 6;
    Builder build(plan);
    const int input =
        build.rows(0, 0, plan.columns, Plan::tr("tokens x"), Plan::tr("n × %1").arg(config.dim));
    const int out = attention(config, build, input);
    frame(config, build, input, out, plan.boxes.back().row + 1);
    plan.rows = plan.boxes.back().row + 1;
    plan.sentence = sentenceOf(plan);
    return plan;
}

} // namespace lab
