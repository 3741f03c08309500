#pragma once

#include "core/backend/views.h"
#include "core/base/random.h" // LAB_HD

namespace lab {

/// Where the rows that belong to one sequence stand in a matrix derived from the batch.
///
/// Tokens: the batch itself. Leading: the first min(n, size) tokens of each sequence, size rows apart. Fixed:
/// size rows for each sequence. Strided: one row for every size-th token, ⌈n / size⌉ rows from ⌊offset /
/// size⌋ + b on, so that no second list of offsets is needed. Rows that belong to no sequence hold zeros and
/// are never read.
struct RowMap {
    enum class Kind : std::uint8_t { Tokens, Leading, Fixed, Strided } kind = Kind::Tokens;
    std::int32_t size = 1;

    /// First row of sequence \p b, whose first token is row \p offset of the batch.
    [[nodiscard]] LAB_HD std::int64_t start(std::int32_t b, std::int32_t offset) const {
        if (kind == Kind::Tokens)
            return offset;
        if (kind == Kind::Strided)
            return offset / size + b;
        return static_cast<std::int64_t>(b) * size;
    }
    /// Rows of a sequence of \p length tokens.
    [[nodiscard]] LAB_HD std::int32_t count(std::int32_t length) const {
        if (kind == Kind::Tokens)
            return length;
        if (kind == Kind::Strided)
            return (length + size - 1) / size;
        return kind == Kind::Leading && length < size ? length : size;
    }
    /// Rows of the whole matrix.
    [[nodiscard]] LAB_HD std::int64_t rows(std::int64_t tokens, std::int32_t sequences) const {
        if (kind == Kind::Tokens)
            return tokens;
        if (kind == Kind::Strided)
            return tokens / size + sequences;
        return static_cast<std::int64_t>(sequences) * size;
    }
};

} // namespace lab
