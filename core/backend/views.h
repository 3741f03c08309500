#pragma once

#include "core/base/bfloat16.h"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
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
        requires(!std::is_const_v<T>) {
        return {data, rows, cols};
    }
};
using ConstMat = MatView<const float>;
using MutMat = MatView<float>;

/// How a tall matrix (a row for each token) keeps its values: float32, or the upper half of it. Every value
/// is computed in float32; the second rounds to the nearest where it is stored.
enum class Element : std::uint8_t { F32, BF16 };

constexpr std::size_t bytesOf(Element element) {
    return element == Element::F32 ? sizeof(float) : sizeof(BFloat16);
}

/// View of a matrix whose values are kept in the way that its element says. A view of floats is one as well.
template <class Void> struct TallView {
    template <class T> using As = std::conditional_t<std::is_const_v<Void>, const T, T>;

    Void* data = nullptr;
    std::int64_t rows = 0;
    std::int64_t cols = 0;
    Element element = Element::F32;

    TallView() = default;
    TallView(Void* memory, std::int64_t rowCount, std::int64_t colCount, Element kept)
        : data(memory), rows(rowCount), cols(colCount), element(kept) {}
    TallView(As<float>* memory, std::int64_t rowCount, std::int64_t colCount)
        : data(memory), rows(rowCount), cols(colCount) {}
    // NOLINTNEXTLINE: implicit on purpose
    TallView(MatView<As<float>> mat) : data(mat.data), rows(mat.rows), cols(mat.cols) {}
    TallView(MutMat mat) // NOLINT: implicit on purpose
        requires(std::is_const_v<Void>)
        : data(mat.data), rows(mat.rows), cols(mat.cols) {}

    /// A mutable view is a constant view as well.
    operator TallView<const void>() const noexcept // NOLINT: implicit on purpose
        requires(!std::is_const_v<Void>) {
        return {data, rows, cols, element};
    }
    [[nodiscard]] std::int64_t size() const noexcept { return rows * cols; }
    [[nodiscard]] std::size_t bytes() const noexcept {
        return static_cast<std::size_t>(size()) * bytesOf(element);
    }
    explicit operator bool() const noexcept { return data != nullptr; }
    /// The values, for those who have looked at the element.
    template <class E> [[nodiscard]] LAB_HD As<E>* as() const noexcept { return static_cast<As<E>*>(data); }
    /// As float32. \throws std::logic_error when they are kept otherwise.
    [[nodiscard]] MatView<As<float>> f32() const {
        if (element != Element::F32)
            throw std::logic_error("a matrix of 16 bits a value stands where one of float32 is needed");
        return {as<float>(), rows, cols};
    }
};
using ConstTall = TallView<const void>;
using MutTall = TallView<void>;

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
