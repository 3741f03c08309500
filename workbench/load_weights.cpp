#include "workbench/load_weights.h"

#include "core/base/error.h"

namespace lab {

void loadWeights(ParameterStore& parameters, const TensorFile& weights, const std::string& source,
                 const std::string& prefix) {
    try {
        parameters.importValues(weights, prefix);
    } catch (const DataError& error) {
        throw DataError(fmt::format("{}: {}", source, error.what()));
    }
}

} // namespace lab
