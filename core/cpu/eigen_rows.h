#pragma once

#include "core/backend/views.h"

#include <Eigen/Core>

namespace lab {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
/// Whole rows of a view, one behind the other.
using Rows = Eigen::Map<const Matrix>;
using MutRows = Eigen::Map<Matrix>;

/// target = or += product, without a copy in between.
template <class Target, class Product> void assign(Target&& target, const Product& product, Accum mode) {
    if (mode == Accum::Add)
        target.noalias() += product;
    else
        target.noalias() = product;
}

} // namespace lab
