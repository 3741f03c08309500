#include "datasets/split.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "datasets/clean_text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <utility>

namespace lab {

void checkShares(const SplitShares& shares) {
    for (const double share : {shares.train, shares.validation, shares.test})
        if (!std::isfinite(share) || share < 0)
            throw ConfigError(
                fmt::format("--split has the share {}; every share must be a number from 0 to 1", share));
    const double sum = shares.train + shares.validation + shares.test;
    if (std::abs(sum - 1) > 1e-6)
        throw ConfigError(fmt::format("the shares of --split {}/{}/{} sum to {}, not to 1", shares.train,
                                      shares.validation, shares.test, sum));
}

std::array<std::int64_t, 3> apportion(std::int64_t count, const SplitShares& shares) {
    const std::array<double, 3> wanted = {shares.train, shares.validation, shares.test};
    std::array<std::int64_t, 3> parts{};
    std::array<double, 3> remainders{};
    for (std::size_t i = 0; i < 3; ++i) {
        // A hair is added so that 10 × 0.1 is 1 and not 0.999….
        const double exact = wanted[i] * static_cast<double>(count) + 1e-9;
        parts[i] = static_cast<std::int64_t>(std::floor(exact));
        remainders[i] = wanted[i] > 0 ? exact - std::floor(exact) : -1;
    }
    while (std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) < count) {
        const auto most = std::max_element(remainders.begin(), remainders.end()) - remainders.begin();
        ++parts[static_cast<std::size_t>(most)];
        remainders[static_cast<std::size_t>(most)] -= 1;
    }
    return parts;
}

std::optional<Split> splitNamed(std::string_view name) {
    constexpr std::pair<std::string_view, Split> kNames[] = {
        {"train", Split::Train},      {"training", Split::Train}, {"validation", Split::Validation},
        {"valid", Split::Validation}, {"val", Split::Validation}, {"dev", Split::Validation},
        {"test", Split::Test}};
    const std::string key = lowered(name);
    for (const auto& [known, split] : kNames)
        if (key == known)
            return split;
    return std::nullopt;
}

void stratify(std::vector<Example>& examples, const std::vector<std::size_t>& which,
              const SplitShares& shares, std::uint64_t seed) {
    std::map<int, std::vector<std::size_t>> byClass;
    for (const std::size_t index : which)
        byClass[examples[index].label].push_back(index);
    for (auto& [label, members] : byClass) {
        Random random(seed, 0x73706C6974 + static_cast<std::uint64_t>(label)); // "split"
        for (std::size_t i = members.size(); i > 1; --i)
            std::swap(members[i - 1], members[random.below(static_cast<std::uint32_t>(i))]);
        const auto parts = apportion(static_cast<std::int64_t>(members.size()), shares);
        for (std::size_t i = 0; i < members.size(); ++i) {
            const auto place = static_cast<std::int64_t>(i);
            examples[members[i]].split = place < parts[0]              ? Split::Train
                                         : place < parts[0] + parts[1] ? Split::Validation
                                                                       : Split::Test;
        }
    }
}

} // namespace lab
