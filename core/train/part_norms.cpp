#include "core/train/part_norms.h"

#include "core/backend/device_array.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace lab {
namespace {

constexpr int kEmbedding = 0, kHead = 1 << 20;

/// 0 = embedding, then the layers from 1, kHead = pooling and classes. By the authors' names.
int placeOf(const std::string& name) {
    constexpr std::string_view kLayers = ".encoders.";
    if (const auto at = name.find(kLayers); at != std::string::npos) {
        int layer = 0;
        std::from_chars(name.data() + at + kLayers.size(), name.data() + name.size(), layer);
        return layer + 1;
    }
    const bool embedding =
        name.find("embedding") != std::string::npos || name.starts_with("fastformer_model.LayerNorm");
    return embedding ? kEmbedding : kHead;
}

std::string nameOf(int place) {
    return place == kEmbedding ? "embedding" : place == kHead ? "head" : fmt::format("layer{}", place);
}

} // namespace

std::vector<PartNorm> partNorms(const ParameterStore& parameters) {
    Backend& backend = parameters.backend();
    const auto count = static_cast<std::int64_t>(parameters.infos().size());
    const DeviceArray<double> room(backend, 2 * count); // of each gradient and of each value
    for (std::int64_t i = 0; i < count; ++i) {
        const ParamId id{static_cast<std::int32_t>(i)};
        backend.squaredNorm(parameters.gradient(id), room.data() + 2 * i); // frozen: of no values, 0
        backend.squaredNorm(parameters.value(id), room.data() + 2 * i + 1);
    }
    std::vector<double> squares(static_cast<std::size_t>(2 * count));
    backend.download(squares.data(), room.data(), squares.size() * sizeof(double));
    struct Sum {
        int place = 0;
        double gradient = 0, weight = 0;
    };
    std::vector<Sum> sums;
    for (std::size_t i = 0; i < parameters.infos().size(); ++i) {
        const int place = placeOf(parameters.infos()[i].name);
        auto sum = std::find_if(sums.begin(), sums.end(), [&](const Sum& s) { return s.place == place; });
        if (sum == sums.end())
            sum = sums.insert(sums.end(), Sum{place});
        sum->gradient += squares[2 * i];
        sum->weight += squares[2 * i + 1];
    }
    std::sort(sums.begin(), sums.end(), [](const Sum& a, const Sum& b) { return a.place < b.place; });
    std::vector<PartNorm> norms;
    for (const Sum& sum : sums)
        norms.push_back({nameOf(sum.place), std::sqrt(sum.gradient), std::sqrt(sum.weight)});
    return norms;
}

} // namespace lab
