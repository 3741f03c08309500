#pragma once

#include <cstdint>
#include <type_traits>

namespace lab {

/// What a kernel does with its result: replace the target or add to it.
enum class Accum : std::uint8_t { Overwrite, Add };

/// Non-owning row-major matrix view; rows are contiguous and tightly packed.
template <class T> struct MatView {
    T* data = nullptr;
    std::int64_t rows = 0;
    std::int64_t cols = 0;

    [[nodiscard]] std::int64_t size() const noexcept { return rows * cols; }
    [[nodiscard]] T* row(std::int64_t r) const noexcept { return data + r * cols; }
    explicit operator bool() const noexcept { return data != nullptr; }
    /// A mutable view is a constant view as well.
    operator MatView<const T>() const noexcept // NOLINT: implicit on purpose
        requires(!std::is_const_v<T>)
    {
        return {data, rows, cols};
    }
};
using ConstMat = MatView<const float>;
using MutMat = MatView<float>;

/// A list of int32 ids (tokens, positions, classes) on the backend's device.
struct Ids {
    const std::int32_t* data = nullptr;
    std::int64_t count = 0;
};

/// Layout of a packed batch: sequence b owns the rows [offsets[b], offsets[b+1]).
/// offsets[0] == 0, offsets[count] == rows; empty sequences are allowed. Lives on the backend's device.
struct Segments {
    const std::int32_t* offsets = nullptr;
    std::int32_t count = 0;
    std::int32_t rows = 0;
    std::int32_t maxLength = 0;
    bool allHaveRows = false; ///< known that no sequence is empty: sums over each write all of their result
};

} // namespace lab
