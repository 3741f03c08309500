#pragma once

#include "core/autograd/arena.h"
#include "core/autograd/op_list.h"
#include "core/autograd/pass_profile.h"
#include "core/backend/backend.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <new>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace lab {

class Tape;

/// Handle to a value recorded on a Tape; valid until Tape::clear(). The default one means "none".
struct Var {
    std::int32_t index = -1;
    explicit operator bool() const noexcept { return index >= 0; }
};

/// Records one forward pass and differentiates it.
///
/// Nodes are appended in execution order, which is already a topological order, so backward() walks the
/// vector from the end and searches no graph. Values live in an arena until clear(); gradients of inner nodes
/// are taken from it too and handed on as soon as they are used up. A step whose shapes have been seen before
/// allocates nothing. Not thread-safe; one tape belongs to one thread.
class Tape {
public:
    /// \p differentiate false: inference, no gradient rules are kept.
    explicit Tape(Backend& backend, bool differentiate = true);
    Tape(const Tape&) = delete;
    Tape& operator=(const Tape&) = delete;

    [[nodiscard]] Backend& backend() const noexcept { return *m_backend; }

    /// A value that needs no gradient; the memory stays the caller's.
    Var input(ConstMat value);
    /// A parameter; \p grad is added to, never overwritten, so several uses of one parameter add up.
    /// An empty \p grad makes it a constant. \p copy: the same values in another element, or empty.
    Var parameter(MutMat value, MutMat grad, const std::string* name = nullptr, ConstTall copy = {});

    /// A new node of uninitialised value whose gradient is needed when one of \p inputs needs one.
    /// \throws Cancelled when the backend was told to stop (Backend::stopOn).
    Var emplace(OpId op, std::int64_t rows, std::int64_t cols, std::initializer_list<Var> inputs,
                Element element = Element::F32);
    /// A node that shows the memory of \p source in another shape.
    Var emplaceView(OpId op, Var source, std::int64_t rows, std::int64_t cols);
    /// Installs the gradient rule of \p v: a small trivially copyable callable `void(Tape&)`.
    template <class Rule> void onBackward(Var v, const Rule& rule) {
        static_assert(std::is_trivially_copyable_v<Rule> && sizeof(Rule) <= kRuleBytes);
        Node& n = node(v);
        if (!n.needsGrad)
            return;
        new (n.rule.storage.data()) Rule(rule);
        n.rule.call = [](const std::byte* storage, Tape& tape) {
            (*std::launder(reinterpret_cast<const Rule*>(storage)))(tape);
        };
    }
    /// Memory that an op saves for its gradient rule; valid until clear().
    MutMat scratch(std::int64_t rows, std::int64_t cols) {
        return {m_arena.allocate(rows * cols), rows, cols};
    }
    MutTall scratch(std::int64_t rows, std::int64_t cols, Element element);

    // Values and gradients. A gradient is kept in the element of its value. Those who ask for float32 get it
    // or std::logic_error; the others look at the element.
    [[nodiscard]] ConstMat value(Var v) const { return node(v).value.f32(); }
    [[nodiscard]] MutMat mutableValue(Var v) { return node(v).value.f32(); }
    [[nodiscard]] bool needsGrad(Var v) const { return v && node(v).needsGrad; }
    [[nodiscard]] ConstMat grad(Var v) const { return node(v).grad.f32(); }
    [[nodiscard]] ConstTall tall(Var v) const { return node(v).value; }
    [[nodiscard]] MutTall mutableTall(Var v) { return node(v).value; }
    [[nodiscard]] ConstTall tallGrad(Var v) const { return node(v).grad; }
    /// The values of a parameter as the other operand of a product wants them: itself, or a copy in \p
    /// element, made the first time where the parameter came without one.
    ConstTall operand(Var parameter, Element element);

    /// Where the gradient of \p v goes and how: Overwrite for the first writer, Add afterwards.
    /// The matrix is empty when \p v needs no gradient.
    template <class Mat> struct SinkOf {
        Mat mat;
        Accum mode = Accum::Overwrite;
    };
    using Sink = SinkOf<MutMat>;
    using TallSink = SinkOf<MutTall>;
    Sink sink(Var v) {
        const TallSink s = tallSink(v);
        return {s.mat.f32(), s.mode};
    }
    TallSink tallSink(Var v);
    /// Adds the gradient of \p from to that of \p to, which has as many values. Called last by the rule of \p
    /// from: when nothing was written to the other gradient yet, it gets the memory and nothing is copied.
    void handOn(Var from, Var to);

    /// Says what the ops recorded while it lives are for (see partOf).
    class Scope {
    public:
        Scope(Tape& tape, CostPart part) : m_tape(&tape), m_before(tape.m_part) { tape.m_part = part; }
        ~Scope() { m_tape->m_part = m_before; }
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

    private:
        Tape* m_tape;
        CostPart m_before;
    };
    /// From now on \p profile is told what takes time; null ends it. It must outlive the passes.
    void watch(PassProfile* profile) noexcept { m_profile = profile; }

    /// Gradients of \p scalar ([1,1]) times \p factor with respect to every parameter that it depends on.
    void backward(Var scalar, float factor = 1);

    /// Forgets all nodes; keeps the memory for the next step.
    void clear();

    /// The first node whose value is NaN or infinite, as a sentence part: "SegmentSoftmax (node 12, 40 × 4)".
    [[nodiscard]] std::optional<std::string> firstNonFinite() const;
    [[nodiscard]] std::size_t memory() const { return m_arena.capacity(); }

private:
    static constexpr std::size_t kRuleBytes = 384;
    struct Rule {
        void (*call)(const std::byte*, Tape&) = nullptr;
        alignas(8) std::array<std::byte, kRuleBytes> storage;
    };
    struct Node {
        OpId op;
        MutTall value, grad;
        ConstTall copy; ///< of a parameter, in another element
        bool needsGrad = false;
        CostPart part = CostPart::Rest;
        bool ownsGrad = false; ///< the gradient is arena memory that can be handed on
        int gradWrites = 0;
        std::int32_t viewOf = -1;
        const std::string* name = nullptr;
        Rule rule;
    };
    struct FreeBlock {
        void* memory;
        std::int64_t floats;
    };

    Node& node(Var v) { return m_nodes.at(static_cast<std::size_t>(v.index)); }
    [[nodiscard]] const Node& node(Var v) const { return m_nodes.at(static_cast<std::size_t>(v.index)); }
    Var push(OpId op, MutTall value, bool needsGrad);
    MutTall gradientMemory(const MutTall& value);
    void recycle(Node& n);
    void enter(CostPart part);

    Backend* m_backend;
    bool m_differentiate;
    Arena m_arena;
    std::vector<Node> m_nodes;
    std::vector<FreeBlock> m_free;    ///< gradient blocks that are used up
    CostPart m_part = CostPart::Rest; ///< of the ops being recorded
    PassProfile* m_profile = nullptr;
};

} // namespace lab
