#include "ui/pages/cost_figures.h"

#include "ui/words/encoder_names.h"
#include "ui/words/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

struct Figures {
    Q_DECLARE_TR_FUNCTIONS(CostFigures)
};

using Fact = FactList::Fact;
using Kind = FactList::Fact::Kind;

QString ratioText(const std::optional<double>& ratio) {
    return ratio ? formatFixed(*ratio, *ratio < 10 ? 2 : 1) : QStringLiteral("–");
}

Fact row(const CostLine& line, QStringList numbers) {
    return {Kind::Row,
            encoderTitle(line.series.encoder),
            std::move(numbers),
            encoderMark(line.series.encoder),
            line.series.encoder == "fastformer",
            false};
}

void addRatios(std::vector<Fact>& facts, const std::vector<CostLine>& lines, std::int64_t length) {
    std::vector<TimingPoint> points;
    for (const CostLine& line : lines)
        if (const TimingPoint* point = pointAt(line, length))
            points.push_back(*point);
    std::vector<Fact> rows;
    for (const CostLine& line : lines) {
        const TimingPoint* point = pointAt(line, length);
        if (point == nullptr || line.series.encoder == "fastformer")
            continue;
        const CostRatio inference = ratioToFastformer(points, *point, CostPass::Inference),
                        training = ratioToFastformer(points, *point, CostPass::Training);
        if (!inference.here)
            continue;
        Fact fact = row(line, {ratioText(inference.here), ratioText(inference.paper),
                               ratioText(training.here), ratioText(training.paper)});
        fact.foreignEverySecond = true;
        rows.push_back(std::move(fact));
    }
    if (rows.empty())
        return;
    facts.push_back({Kind::Heading,
                     Figures::tr("Ratio to Fastformer"),
                     {Figures::tr("%1 tokens").arg(formatCount(length))}});
    facts.push_back(
        {Kind::Columns,
         {},
         {Figures::tr("inf."), Figures::tr("paper"), Figures::tr("train"), Figures::tr("paper")}});
    facts.insert(facts.end(), rows.begin(), rows.end());
    facts.push_back(
        {Kind::Note,
         Figures::tr(
             "Paper: an old GPU (V100), TensorFlow 1.12, attention not fused. Only ratios carry over."),
         {}});
}

void addSlopes(std::vector<Fact>& facts, const std::vector<CostLine>& lines, CostPass pass) {
    std::vector<Fact> rows;
    for (const CostLine& line : lines)
        if (const auto& slope = line.slope[static_cast<std::size_t>(pass)])
            rows.push_back(
                row(line, {formatFixed(slope->value, 2), formatFixed(slope->low, 2) + QStringLiteral(" … ") +
                                                             formatFixed(slope->high, 2)}));
    if (rows.empty())
        return;
    facts.push_back({Kind::Heading,
                     Figures::tr("Slope"),
                     {Figures::tr("from %1 tokens, 95 %").arg(formatCount(kSlopeFrom))}});
    facts.insert(facts.end(), rows.begin(), rows.end());
}

QString crossingText(const Crossover& crossing) {
    switch (crossing.kind) {
    case Crossover::Kind::Always:
        return Figures::tr("every length");
    case Crossover::Kind::Never:
        return Figures::tr("no length");
    case Crossover::Kind::At:
        break;
    }
    return formatCount(std::llround(crossing.length.value));
}

void addCrossings(std::vector<Fact>& facts, const std::vector<CostLine>& lines, CostPass pass) {
    const auto transformer = std::find_if(lines.begin(), lines.end(), [](const CostLine& line) {
        return line.series.encoder == "transformer";
    });
    if (transformer == lines.end())
        return;
    std::vector<Fact> rows;
    for (const CostLine& line : lines)
        if (&line != &*transformer)
            if (const auto crossing = cheaperFrom(line.series, transformer->series, pass))
                rows.push_back(row(line, {crossingText(*crossing)}));
    if (rows.empty())
        return;
    facts.push_back({Kind::Heading, Figures::tr("Transformer slower from"), {Figures::tr("tokens")}});
    facts.insert(facts.end(), rows.begin(), rows.end());
}

void addMemory(std::vector<Fact>& facts, const std::vector<CostLine>& lines) {
    std::int64_t longest = 0;
    for (const CostLine& line : lines)
        for (const TimingPoint& point : line.series.points)
            longest = std::max(longest, point.length);
    facts.push_back({Kind::Heading,
                     Figures::tr("Peak memory"),
                     {Figures::tr("training, %1 tokens").arg(formatCount(longest))}});
    for (const CostLine& line : lines)
        if (const TimingPoint* point = pointAt(line, longest))
            facts.push_back(row(line, {formatBytes(point->peakBytes)}));
}

} // namespace

const TimingPoint* pointAt(const CostLine& line, std::int64_t length) {
    const auto found = std::find_if(line.series.points.begin(), line.series.points.end(),
                                    [length](const TimingPoint& point) { return point.length == length; });
    return found == line.series.points.end() ? nullptr : &*found;
}

std::vector<FactList::Fact> costFigures(const std::vector<CostLine>& lines, CostPass pass,
                                        std::int64_t length) {
    std::vector<Fact> facts;
    if (lines.empty())
        return facts;
    addRatios(facts, lines, length);
    addSlopes(facts, lines, pass);
    addCrossings(facts, lines, pass);
    addMemory(facts, lines);
    return facts;
}

std::vector<PartBars::Bar> costParts(const std::vector<CostLine>& lines, CostPass pass, std::int64_t length) {
    std::vector<PartBars::Bar> bars;
    for (const CostLine& line : lines) {
        const TimingPoint* point = pointAt(line, length);
        if (point == nullptr || !point->breakdown)
            continue;
        bars.push_back(
            {encoderMark(line.series.encoder), encoderTitle(line.series.encoder),
             secondsOf(*point, pass).value,
             pass == CostPass::Inference ? point->breakdown->inference : point->breakdown->training});
    }
    return bars;
}

} // namespace lab
