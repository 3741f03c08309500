#pragma once

#include "core/autograd/op_list.h"
#include "core/ops/ops.h"
#include "tests/reference/matrix.h"
#include "tests/support/device_data.h"

#include <functional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace lab::testing {

using Matrices = std::vector<reference::Matrix>;

/// One op on small inputs: how to record it and what it should give. The value test, the gradient test and
/// the adjoint test all run over the list of these, so an op in the list is an op that is tested.
struct OpCase {
    OpId op;
    std::string name;
    Matrices inputs;
    std::function<Var(Tape&, DeviceData&, const std::vector<Var>&)> record;
    std::function<reference::Matrix(const Matrices&)> evaluate;
    /// Inputs in which the op is linear while the others stay: ⟨f(x), w⟩ = ⟨x, fᵀ(w)⟩.
    std::vector<std::size_t> linearIn;
    /// Inputs that get no gradient: constants of the model.
    std::set<std::size_t> constants;
};

inline void PrintTo(const OpCase& c, std::ostream* out) {
    *out << c.name;
}

/// At least one case for each op of LAB_OPS.
std::vector<OpCase> opCases();

} // namespace lab::testing
