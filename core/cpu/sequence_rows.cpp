// Rows derived from the tokens of each sequence, and the head-by-head layout.
#include "core/backend/row_map.h"
#include "core/cpu/cpu_backend.h"
#include "core/cpu/eigen_rows.h"

namespace lab {
namespace {

void addRow(const float* source, float factor, std::int64_t cols, float* target) {
#pragma omp simd
    for (std::int64_t c = 0; c < cols; ++c)
        target[c] += factor * source[c];
}

} // namespace

void CpuBackend::packHeads(ConstTall x, std::int32_t heads, MutMat out) {
    const std::int64_t width = x.cols / heads;
    forRange(x.rows, x.cols, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t h = 0; h < heads; ++h)
            for (std::int64_t r = begin; r < end; ++r)
                std::copy_n(x.f32().row(r) + h * width, width, out.row(h * x.rows + r));
    });
}

void CpuBackend::unpackHeads(ConstMat x, std::int32_t heads, MutTall out, Accum mode) {
    const std::int64_t width = out.cols / heads;
    forRange(out.rows, out.cols, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t h = 0; h < heads; ++h)
            for (std::int64_t r = begin; r < end; ++r) {
                const float* source = x.row(h * out.rows + r);
                float* target = out.f32().row(r) + h * width;
                for (std::int64_t c = 0; c < width; ++c)
                    target[c] = mode == Accum::Add ? target[c] + source[c] : source[c];
            }
    });
}

void CpuBackend::segmentMeanPool(ConstMat x, Segments segments, std::int32_t kernel, std::int32_t stride,
                                 MutMat out) {
    const RowMap map{RowMap::Kind::Strided, stride};
    forChunks(segments.count, x.size(), [&](std::int64_t b) {
        const std::int32_t offset = segments.offsets[b], length = segments.offsets[b + 1] - offset;
        const std::int64_t start = map.start(static_cast<std::int32_t>(b), offset);
        const std::int64_t next = map.start(static_cast<std::int32_t>(b) + 1, offset + length);
        std::fill(out.row(start), out.row(std::min(next, out.rows)), 0.0F);
        for (std::int32_t c = 0; c < map.count(length); ++c) {
            const std::int32_t from = std::max(0, c * stride - kernel / 2);
            const std::int32_t to = std::min(length, c * stride + kernel / 2 + 1);
            for (std::int32_t i = from; i < to; ++i)
                addRow(x.row(offset + i), 1.0F / static_cast<float>(to - from), x.cols, out.row(start + c));
        }
    });
}

void CpuBackend::segmentMeanPoolGrad(ConstMat dOut, Segments segments, std::int32_t kernel,
                                     std::int32_t stride, MutMat dx, Accum mode) {
    const RowMap map{RowMap::Kind::Strided, stride};
    forChunks(segments.count, dx.size(), [&](std::int64_t b) {
        const std::int32_t offset = segments.offsets[b], length = segments.offsets[b + 1] - offset;
        const std::int64_t start = map.start(static_cast<std::int32_t>(b), offset);
        if (mode == Accum::Overwrite)
            std::fill(dx.row(offset), dx.row(offset + length), 0.0F);
        for (std::int32_t c = 0; c < map.count(length); ++c) {
            const std::int32_t from = std::max(0, c * stride - kernel / 2);
            const std::int32_t to = std::min(length, c * stride + kernel / 2 + 1);
            for (std::int32_t i = from; i < to; ++i)
                addRow(dOut.row(start + c), 1.0F / static_cast<float>(to - from), dx.cols,
                       dx.row(offset + i));
        }
    });
}

void CpuBackend::segmentProject(ConstMat x, ConstMat table, Segments segments, MutMat out) {
    const std::int64_t rank = table.cols;
    forChunks(segments.count, x.size() * rank / 8, [&](std::int64_t b) {
        const std::int64_t offset = segments.offsets[b], length = segments.offsets[b + 1] - offset;
        MutRows target(out.row(b * rank), rank, x.cols);
        target.setZero();
        if (length > 0)
            target.noalias() +=
                Rows(table.data, length, rank).transpose() * Rows(x.row(offset), length, x.cols);
    });
}

void CpuBackend::segmentProjectGradX(ConstMat dOut, ConstMat table, Segments segments, MutMat dx,
                                     Accum mode) {
    const std::int64_t rank = table.cols;
    forChunks(segments.count, dx.size() * rank / 8, [&](std::int64_t b) {
        const std::int64_t offset = segments.offsets[b], length = segments.offsets[b + 1] - offset;
        if (length == 0)
            return;
        assign(MutRows(dx.row(offset), length, dx.cols),
               Rows(table.data, length, rank) * Rows(dOut.row(b * rank), rank, dx.cols), mode);
    });
}

// One position of the table gathers from every sequence that is long enough: cut by positions, sequences in
// order.
void CpuBackend::segmentProjectGradTable(ConstMat dOut, ConstMat x, Segments segments, MutMat dTable) {
    constexpr std::int64_t kPositions = 64;
    const std::int64_t rank = dTable.cols, chunks = (segments.maxLength + kPositions - 1) / kPositions;
    forChunks(chunks, x.size() * rank / 8, [&](std::int64_t chunk) {
        const std::int64_t from = chunk * kPositions;
        for (std::int64_t b = 0; b < segments.count; ++b) {
            const std::int64_t offset = segments.offsets[b], length = segments.offsets[b + 1] - offset;
            const std::int64_t rows = std::min(kPositions, length - from);
            if (rows <= 0)
                continue;
            MutRows(dTable.row(from), rows, rank).noalias() +=
                Rows(x.row(offset + from), rows, x.cols) * Rows(dOut.row(b * rank), rank, x.cols).transpose();
        }
    });
}

void CpuBackend::segmentLeading(ConstMat x, Segments segments, std::int32_t size, MutMat out) {
    forChunks(segments.count, out.size(), [&](std::int64_t b) {
        const std::int64_t offset = segments.offsets[b];
        const std::int64_t rows = std::min<std::int64_t>(segments.offsets[b + 1] - offset, size);
        float* target = out.row(b * size);
        std::copy_n(x.row(offset), rows * x.cols, target);
        std::fill(target + rows * x.cols, target + static_cast<std::int64_t>(size) * x.cols, 0.0F);
    });
}

void CpuBackend::segmentLeadingScatter(ConstMat lead, Segments segments, std::int32_t size, MutMat x,
                                       Accum mode) {
    forChunks(segments.count, lead.size(), [&](std::int64_t b) {
        const std::int64_t offset = segments.offsets[b];
        const std::int64_t rows = std::min<std::int64_t>(segments.offsets[b + 1] - offset, size);
        const float* source = lead.row(b * size);
        float* target = x.row(offset);
        for (std::int64_t i = 0; i < rows * x.cols; ++i)
            target[i] = mode == Accum::Add ? target[i] + source[i] : source[i];
    });
}

void CpuBackend::segmentLeadingClear(Segments segments, std::int32_t size, MutMat x) {
    forChunks(segments.count, x.cols * size, [&](std::int64_t b) {
        const std::int64_t offset = segments.offsets[b];
        const std::int64_t rows = std::min<std::int64_t>(segments.offsets[b + 1] - offset, size);
        std::fill_n(x.row(offset), rows * x.cols, 0.0F);
    });
}

} // namespace lab
