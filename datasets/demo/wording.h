#pragma once

#include "core/base/error.h"
#include "core/base/random.h"

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lab {

/// One of \p choices, each as likely as the other.
template <std::size_t Count> std::string_view pick(Random& random, const std::string_view (&choices)[Count]) {
    return choices[random.below(static_cast<std::uint32_t>(Count))];
}

/// Fisher-Yates.
template <class T> void shuffle(std::vector<T>& items, Random& random) {
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[random.below(static_cast<std::uint32_t>(i))]);
}

/// Looks at \p stop every 64 examples. \throws Cancelled.
inline void throwIfStopped(const std::stop_token& stop, std::int64_t example) {
    if (example % 64 == 0 && stop.stop_requested())
        throw Cancelled();
}

/// Upper-cases an ASCII first letter.
inline void capitalise(std::string& text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 32);
}

} // namespace lab
