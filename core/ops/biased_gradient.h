#pragma once

#include "core/autograd/tape.h"

namespace lab::ops {

/// Where the gradients of x and of a bias that was added to each of its rows go. The kernels give the second
/// as the column sums of the first, which they have to overwrite for that; where the gradient of x is to be
/// added to, or is not wanted at all, they write to memory of this op.
class BiasedGradient {
public:
    BiasedGradient(Tape& tape, Var x, Var bias)
        : m_tape(tape), m_sink(tape.tallSink(x)), m_dx(m_sink), m_dBias(tape.sink(bias)) {
        if (m_dBias.mat && (!m_sink.mat || m_sink.mode == Accum::Add))
            m_dx = {tape.scratch(tape.tall(x).rows, tape.tall(x).cols, tape.tall(x).element),
                    Accum::Overwrite};
    }
    [[nodiscard]] const Tape::TallSink& dx() const { return m_dx; }
    [[nodiscard]] const Tape::Sink& dBias() const { return m_dBias; }
    /// After the kernel.
    void finish() {
        if (m_sink.mat && m_dx.mat.data != m_sink.mat.data)
            m_tape.backend().accumulate(m_dx.mat, m_sink.mat, Accum::Add);
    }

private:
    Tape& m_tape;
    Tape::TallSink m_sink, m_dx;
    Tape::Sink m_dBias;
};

} // namespace lab::ops
