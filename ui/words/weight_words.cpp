#include "ui/words/weight_words.h"

#include "ui/words/format.h"

#include <QCoreApplication>

namespace lab {
namespace {

struct WeightWords {
    Q_DECLARE_TR_FUNCTIONS(WeightWords)
};

QString kindWord(CheckpointKind kind) {
    switch (kind) {
    case CheckpointKind::Best:
        return WeightWords::tr("best");
    case CheckpointKind::Kept:
        return WeightWords::tr("kept");
    case CheckpointKind::Last:
        break;
    }
    return WeightWords::tr("last");
}

} // namespace

QString weightWords(const StoredWeights& weights) {
    const QString step = formatCount(weights.step), kind = kindWord(weights.kind);
    if (weights.exact())
        return WeightWords::tr("weights of step %1 (%2)").arg(step, kind);
    switch (weights.asked.kind) {
    case WeightChoice::Kind::Best:
        return WeightWords::tr("no best weights are stored, these are of step %1 (%2)").arg(step, kind);
    case WeightChoice::Kind::Last:
        return WeightWords::tr("no last weights are stored, these are of step %1 (%2)").arg(step, kind);
    case WeightChoice::Kind::Step:
        break;
    }
    return WeightWords::tr("no weights of step %1 are stored, the nearest are of step %2 (%3)")
        .arg(formatCount(weights.asked.step), step, kind);
}

} // namespace lab
