#include "core/base/error.h"
#include "core/ops/attention.h"
#include "core/ops/ops.h"

namespace lab::ops {
namespace {

void checkTokens(const char* op, ConstMat x, Segments segments) {
    check(x.rows == segments.rows, "[{}] the input has {} rows, the layout covers {}", op, x.rows,
          segments.rows);
}

} // namespace

Var segmentMeanPool(Tape& tape, Var x, Segments segments, std::int32_t kernel, std::int32_t stride) {
    x = cast(tape, x, Element::F32);
    const ConstMat in = tape.value(x);
    checkTokens("segmentMeanPool", in, segments);
    check(kernel > 0 && stride > 0, "[segmentMeanPool] kernel {} and stride {} must be positive", kernel,
          stride);
    const RowMap map{RowMap::Kind::Strided, stride};
    const Var out = tape.emplace(OpId::MeanPool, map.rows(in.rows, segments.count), in.cols, {x});
    tape.backend().fillZero(tape.mutableValue(out));
    tape.backend().segmentMeanPool(in, segments, kernel, stride, tape.mutableValue(out));
    tape.onBackward(out, [=](Tape& t) {
        const auto d = t.sink(x);
        t.backend().segmentMeanPoolGrad(t.grad(out), segments, kernel, stride, d.mat, d.mode);
    });
    return out;
}

Var segmentProject(Tape& tape, Var x, Var table, Segments segments) {
    x = cast(tape, x, Element::F32);
    const ConstMat in = tape.value(x), rows = tape.value(table);
    checkTokens("segmentProject", in, segments);
    if (segments.maxLength > rows.rows)
        throw ConfigError(fmt::format(
            "Linformer reads at most {} tokens (its projections have that many rows), a text has {}; "
            "raise --max-length before training or cut the text",
            rows.rows, segments.maxLength));
    const Var out = tape.emplace(OpId::Project, segments.count * rows.cols, in.cols, {x, table});
    tape.backend().segmentProject(in, rows, segments, tape.mutableValue(out));
    tape.onBackward(out, [=](Tape& t) {
        const ConstMat dy = t.grad(out);
        if (const auto d = t.sink(table); d.mat) {
            if (d.mode == Accum::Overwrite)
                t.backend().fillZero(d.mat);
            t.backend().segmentProjectGradTable(dy, t.value(x), segments, d.mat);
        }
        if (const auto d = t.sink(x); d.mat)
            t.backend().segmentProjectGradX(dy, t.value(table), segments, d.mat, d.mode);
    });
    return out;
}

Var segmentLeading(Tape& tape, Var x, Segments segments, std::int32_t size) {
    x = cast(tape, x, Element::F32);
    const ConstMat in = tape.value(x);
    checkTokens("segmentLeading", in, segments);
    check(size > 0, "[segmentLeading] {} leading tokens; at least one is needed", size);
    const Var out =
        tape.emplace(OpId::Leading, static_cast<std::int64_t>(segments.count) * size, in.cols, {x});
    tape.backend().segmentLeading(in, segments, size, tape.mutableValue(out));
    tape.onBackward(out, [=](Tape& t) {
        const auto d = t.sink(x);
        if (d.mode == Accum::Overwrite)
            t.backend().fillZero(d.mat);
        t.backend().segmentLeadingScatter(t.grad(out), segments, size, d.mat, Accum::Add);
    });
    return out;
}

Var segmentReplaceLeading(Tape& tape, Var x, Var lead, Segments segments, std::int32_t size) {
    x = cast(tape, x, Element::F32), lead = cast(tape, lead, Element::F32);
    const ConstMat in = tape.value(x), first = tape.value(lead);
    checkTokens("segmentReplaceLeading", in, segments);
    check(first.rows == static_cast<std::int64_t>(segments.count) * size && first.cols == in.cols,
          "[segmentReplaceLeading] the leading rows are {} × {}, expected {} × {}", first.rows, first.cols,
          static_cast<std::int64_t>(segments.count) * size, in.cols);
    const Var out = tape.emplace(OpId::ReplaceLeading, in.rows, in.cols, {x, lead});
    const MutMat value = tape.mutableValue(out);
    tape.backend().accumulate(in, value, Accum::Overwrite);
    tape.backend().segmentLeadingScatter(first, segments, size, value, Accum::Overwrite);
    tape.onBackward(out, [=](Tape& t) {
        const ConstMat dy = t.grad(out);
        if (const auto d = t.sink(lead); d.mat) {
            const MutMat rows = t.scratch(d.mat.rows, d.mat.cols);
            t.backend().segmentLeading(dy, segments, size, rows);
            t.backend().accumulate(rows, d.mat, d.mode);
        }
        if (const auto d = t.sink(x); d.mat) {
            const MutMat rest = t.scratch(dy.rows, dy.cols);
            t.backend().accumulate(dy, rest, Accum::Overwrite);
            t.backend().segmentLeadingClear(segments, size, rest);
            t.backend().accumulate(rest, d.mat, d.mode);
        }
    });
    return out;
}

} // namespace lab::ops
