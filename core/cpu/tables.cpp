#include "core/cpu/column_sums.h"
#include "core/cpu/cpu_backend.h"

#include <cstring>

namespace lab {

void CpuBackend::gatherRows(ConstTall table, Ids ids, MutTall out) {
    const auto bytes = static_cast<std::size_t>(table.cols) * sizeof(float);
    forRange(ids.count, table.cols, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t r = begin; r < end; ++r)
            std::memcpy(out.f32().row(r), table.f32().row(ids.data[r]), bytes);
    });
}

// Chunks are column blocks: each adds all rows in order, so two threads never meet in one cell and the order
// of the additions to a table row is the order of the tokens.
void CpuBackend::scatterAddRows(ConstTall dOut, Ids ids, MutMat dTable) {
    const std::int64_t blocks = (dOut.cols + kColumnBlock - 1) / kColumnBlock;
    forChunks(blocks, dOut.size(), [&](std::int64_t block) {
        const std::int64_t col = block * kColumnBlock, cols = std::min(kColumnBlock, dOut.cols - col);
        for (std::int64_t r = 0; r < ids.count; ++r) {
            const float* source = dOut.f32().row(r) + col;
            float* target = dTable.row(ids.data[r]) + col;
#pragma omp simd
            for (std::int64_t c = 0; c < cols; ++c)
                target[c] += source[c];
        }
    });
}

void CpuBackend::positionRows(ConstTall table, Segments segments, MutTall out) {
    forTokens(segments, table.cols, [&](std::int32_t b, std::int64_t from, std::int64_t to) {
        const float* first = table.f32().row(from - segments.offsets[b]);
        std::copy_n(first, (to - from) * table.cols,
                    out.f32().row(from)); // neighbouring tokens, neighbouring rows
    });
}

void CpuBackend::positionRowsGrad(ConstTall dOut, Segments segments, MutMat dTable) {
    const std::int64_t blocks = (dOut.cols + kColumnBlock - 1) / kColumnBlock;
    forChunks(blocks, dOut.size(), [&](std::int64_t block) {
        const std::int64_t col = block * kColumnBlock, cols = std::min(kColumnBlock, dOut.cols - col);
        for (std::int32_t b = 0; b < segments.count; ++b)
            for (std::int64_t r = segments.offsets[b]; r < segments.offsets[b + 1]; ++r) {
                const float* source = dOut.f32().row(r) + col;
                float* target = dTable.row(r - segments.offsets[b]) + col;
#pragma omp simd
                for (std::int64_t c = 0; c < cols; ++c)
                    target[c] += source[c];
            }
    });
}

} // namespace lab
