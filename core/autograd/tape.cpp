#include "core/autograd/tape.h"

#include "core/base/error.h"

#include <algorithm>

namespace lab {
namespace {

/// Of the arena, which counts in floats.
std::int64_t floatsOf(std::int64_t values, Element element) {
    constexpr std::int64_t kFloat = sizeof(float);
    return (values * static_cast<std::int64_t>(bytesOf(element)) + kFloat - 1) / kFloat;
}

} // namespace

Tape::Tape(Backend& backend, bool differentiate)
    : m_backend(&backend), m_differentiate(differentiate), m_arena(backend) {
    constexpr std::size_t kExpectedNodes = 256;
    m_nodes.reserve(kExpectedNodes);
    m_free.reserve(kExpectedNodes);
}

Var Tape::push(OpId op, MutTall value, bool needsGrad) {
    Node& n = m_nodes.emplace_back();
    n.op = op;
    n.part = partOf(op, m_part);
    n.value = value;
    n.needsGrad = needsGrad;
    return {static_cast<std::int32_t>(m_nodes.size()) - 1};
}

Var Tape::input(ConstMat value) {
    return push(OpId::Input, MutMat{const_cast<float*>(value.data), value.rows, value.cols}, false);
}

Var Tape::parameter(MutMat value, MutMat grad, const std::string* name, ConstTall copy) {
    const Var v = push(OpId::Parameter, value, m_differentiate && grad);
    Node& n = node(v);
    n.grad = grad;
    n.copy = copy;
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
        m_backend->download(&first, made->value.data, std::min(sizeof first, made->value.bytes()));
    m_profile->begin(part);
}

MutTall Tape::scratch(std::int64_t rows, std::int64_t cols, Element element) {
    return {m_arena.allocate(floatsOf(rows * cols, element)), rows, cols, element};
}

ConstTall Tape::operand(Var parameter, Element element) {
    Node& n = node(parameter);
    if (n.value.element == element)
        return n.value;
    if (!n.copy || n.copy.element != element) {
        const MutTall copy = scratch(n.value.rows, n.value.cols, element);
        m_backend->accumulate(n.value, copy, Accum::Overwrite);
        n.copy = copy;
    }
    return n.copy;
}

Var Tape::emplace(OpId op, std::int64_t rows, std::int64_t cols, std::initializer_list<Var> inputs,
                  Element element) {
    enter(partOf(op, m_part));
    const bool needs = std::any_of(inputs.begin(), inputs.end(), [this](Var v) { return needsGrad(v); });
    return push(op, scratch(rows, cols, element), needs);
}

Var Tape::emplaceView(OpId op, Var source, std::int64_t rows, std::int64_t cols) {
    const MutTall memory = node(source).value;
    const Var v = push(op, {memory.data, rows, cols, memory.element}, needsGrad(source));
    node(v).viewOf = source.index;
    return v;
}

Tape::TallSink Tape::tallSink(Var v) {
    if (!needsGrad(v))
        return {};
    Node& n = node(v);
    if (n.viewOf >= 0) { // a view writes straight into the gradient of what it shows
        const TallSink target = tallSink({n.viewOf});
        return {{target.mat.data, n.value.rows, n.value.cols, n.value.element}, target.mode};
    }
    if (!n.grad) {
        n.grad = gradientMemory(n.value);
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
    if (!target.grad && source.ownsGrad && source.grad.element == target.value.element) {
        target.grad = {source.grad.data, target.value.rows, target.value.cols, target.value.element};
        target.ownsGrad = true;
        ++target.gradWrites;
        source.grad = {};
        source.ownsGrad = false;
        return;
    }
    const TallSink sum = tallSink(to);
    m_backend->accumulate({source.grad.data, sum.mat.rows, sum.mat.cols, source.grad.element}, sum.mat,
                          sum.mode);
}

MutTall Tape::gradientMemory(const MutTall& value) {
    const std::int64_t floats = floatsOf(value.size(), value.element);
    auto best = m_free.end();
    for (auto it = m_free.begin(); it != m_free.end(); ++it)
        if (it->floats >= floats && it->floats <= 2 * floats &&
            (best == m_free.end() || it->floats < best->floats))
            best = it;
    if (best == m_free.end())
        return scratch(value.rows, value.cols, value.element);
    void* memory = best->memory;
    m_free.erase(best);
    return {memory, value.rows, value.cols, value.element};
}

void Tape::recycle(Node& n) {
    if (n.ownsGrad)
        m_free.push_back({n.grad.data, floatsOf(n.grad.size(), n.grad.element)});
    n.grad = {};
    n.ownsGrad = false;
}

void Tape::backward(Var scalar, float factor) {
    check(m_differentiate, "[backward] this tape records no gradients");
    check(tall(scalar).size() == 1, "[backward] the starting value must have one element, it has {}",
          tall(scalar).size());
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
