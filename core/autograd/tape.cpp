#include "core/autograd/tape.h"

#include "core/base/error.h"

#include <algorithm>

namespace lab {

Tape::Tape(Backend& backend, bool differentiate)
    : m_backend(&backend), m_differentiate(differentiate), m_arena(backend) {
    constexpr std::size_t kExpectedNodes = 256;
    m_nodes.reserve(kExpectedNodes);
    m_free.reserve(kExpectedNodes);
}

Var Tape::push(OpId op, MutMat value, bool needsGrad) {
    Node& n = m_nodes.emplace_back();
    n.op = op;
    n.part = partOf(op, m_part);
    n.value = value;
    n.needsGrad = needsGrad;
    return {static_cast<std::int32_t>(m_nodes.size()) - 1};
}

Var Tape::input(ConstMat value) {
    return push(OpId::Input, {const_cast<float*>(value.data), value.rows, value.cols}, false);
}

Var Tape::parameter(MutMat value, MutMat grad, const std::string* name) {
    const Var v = push(OpId::Parameter, value, m_differentiate && grad);
    Node& n = node(v);
    n.grad = grad;
    n.gradWrites = 1; // what is there stays: parameters accumulate
    n.name = name;
    return v;
}

/// The ops so far have ended (a download waits for the device) and one of \p part begins.
void Tape::enter(CostPart part) {
    if (m_backend->stopRequested())
        throw Cancelled();
    if (m_profile == nullptr)
        return;
    const auto made =
        std::find_if(m_nodes.rbegin(), m_nodes.rend(), [](const Node& n) { return n.value.size() > 0; });
    if (float first = 0; made != m_nodes.rend())
        m_backend->download(&first, made->value.data, sizeof first);
    m_profile->begin(part);
}

Var Tape::emplace(OpId op, std::int64_t rows, std::int64_t cols, std::initializer_list<Var> inputs) {
    enter(partOf(op, m_part));
    const bool needs = std::any_of(inputs.begin(), inputs.end(), [this](Var v) { return needsGrad(v); });
    return push(op, scratch(rows, cols), needs);
}

Var Tape::emplaceView(OpId op, Var source, std::int64_t rows, std::int64_t cols) {
    const MutMat memory = node(source).value;
    const Var v = push(op, {memory.data, rows, cols}, needsGrad(source));
    node(v).viewOf = source.index;
    return v;
}

Tape::Sink Tape::sink(Var v) {
    if (!needsGrad(v))
        return {};
    Node& n = node(v);
    if (n.viewOf >= 0) { // a view writes straight into the gradient of what it shows
        const Sink target = sink({n.viewOf});
        return {{target.mat.data, n.value.rows, n.value.cols}, target.mode};
    }
    if (!n.grad) {
        n.grad = gradientMemory(n.value.rows, n.value.cols);
        n.ownsGrad = true;
    }
    return {n.grad, n.gradWrites++ == 0 ? Accum::Overwrite : Accum::Add};
}

void Tape::handOn(Var from, Var to) {
    if (!needsGrad(to))
        return;
    while (node(to).viewOf >= 0)
        to = {node(to).viewOf};
    Node &source = node(from), &target = node(to);
    if (!target.grad && source.ownsGrad) {
        target.grad = {source.grad.data, target.value.rows, target.value.cols};
        target.ownsGrad = true;
        ++target.gradWrites;
        source.grad = {};
        source.ownsGrad = false;
        return;
    }
    const Sink sum = sink(to);
    m_backend->accumulate({source.grad.data, sum.mat.rows, sum.mat.cols}, sum.mat, sum.mode);
}

MutMat Tape::gradientMemory(std::int64_t rows, std::int64_t cols) {
    const std::int64_t floats = rows * cols;
    auto best = m_free.end();
    for (auto it = m_free.begin(); it != m_free.end(); ++it)
        if (it->floats >= floats && it->floats <= 2 * floats &&
            (best == m_free.end() || it->floats < best->floats))
            best = it;
    if (best == m_free.end())
        return scratch(rows, cols);
    float* memory = best->memory;
    m_free.erase(best);
    return {memory, rows, cols};
}

void Tape::recycle(Node& n) {
    if (n.ownsGrad)
        m_free.push_back({n.grad.data, n.grad.size()});
    n.grad = {};
    n.ownsGrad = false;
}

void Tape::backward(Var scalar, float factor) {
    check(m_differentiate, "[backward] this tape records no gradients");
    check(value(scalar).size() == 1, "[backward] the starting value must have one element, it has {}",
          value(scalar).size());
    check(needsGrad(scalar) && node(scalar).op != OpId::Parameter,
          "[backward] the starting value must be computed from parameters");
    m_backend->fill(sink(scalar).mat, factor);
    for (auto n = m_nodes.rbegin(); n != m_nodes.rend(); ++n) {
        if (n->op == OpId::Parameter)
            continue;
        if (n->rule.call != nullptr && n->gradWrites > 0) {
            enter(n->part);
            n->rule.call(n->rule.storage.data(), *this);
        }
        recycle(*n);
    }
}

void Tape::clear() {
    m_nodes.clear();
    m_free.clear();
    m_arena.reset();
}

std::optional<std::string> Tape::firstNonFinite() const {
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const Node& n = m_nodes[i];
        if (m_backend->firstNonFinite(n.value) < 0)
            continue;
        const std::string what =
            n.name ? fmt::format("{} {}", opName(n.op), *n.name) : std::string(opName(n.op));
        return fmt::format("{} (node {}, {} × {})", what, i, n.value.rows, n.value.cols);
    }
    return std::nullopt;
}

} // namespace lab
