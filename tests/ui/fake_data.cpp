#include "tests/ui/fake_data.h"

#include "core/base/random.h"

#include <cmath>
#include <sstream>

namespace lab::test {
namespace {

/// Softmax of normal numbers down each of \p columns columns; row-major [rows, columns].
std::vector<float> weights(Random& random, std::size_t rows, std::size_t columns) {
    std::vector<float> values(rows * columns);
    for (std::size_t column = 0; column < columns; ++column) {
        double sum = 0;
        std::vector<double> raw(rows);
        for (auto& value : raw)
            sum += value = std::exp(1.2 * random.normal());
        for (std::size_t row = 0; row < rows; ++row)
            values[row * columns + column] = static_cast<float>(raw[row] / sum);
    }
    return values;
}

} // namespace

AttentionMap fakeMap(const std::vector<std::string>& tokens, int layers, int heads, int classes) {
    Random random(tokens.size() * 131 + static_cast<std::size_t>(layers));
    AttentionMap map;
    map.tokens = tokens;
    for (int layer = 0; layer < layers; ++layer)
        for (const char* kind : {"alpha", "beta"})
            map.layers.push_back(
                {layer, kind, heads, weights(random, tokens.size(), static_cast<std::size_t>(heads))});
    map.pool = weights(random, tokens.size(), 1);
    map.probabilities = weights(random, static_cast<std::size_t>(classes), 1);
    map.logits = map.probabilities;
    map.label = 0;
    return map;
}

std::vector<std::string> words(const std::string& sentence) {
    std::istringstream stream(sentence);
    std::vector<std::string> result;
    for (std::string word; stream >> word;)
        result.push_back(word);
    return result;
}

} // namespace lab::test
