#include "app/cli/command_line.h"
#include "app/cli/flags.h"
#include "app/cli/json_output.h"
#include "app/cli/long_study.h"
#include "app/cli/output_file.h"
#include "app/cli/progress.h"
#include "app/cli/signal_watch.h"
#include "workbench/cost_series.h"
#include "workbench/cost_study.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <ostream>
#include <stop_token>

namespace lab::cli {
namespace {

struct TimingOrder {
    CostRequest request;
    std::vector<std::string> lengths;
    std::string csv;
};

Json intervalOf(const Estimate& estimate) {
    return Json::array({estimate.low, estimate.high});
}

Json toJson(const PartSeconds& parts) {
    Json document = Json::object();
    for (std::size_t part = 0; part < kCostParts; ++part)
        document[std::string(kCostPartNames[part])] = parts[part];
    return document;
}

Json toJson(const std::optional<CostBreakdown>& breakdown) {
    if (!breakdown)
        return nullptr;
    return {{"inference", toJson(breakdown->inference)}, {"training", toJson(breakdown->training)}};
}

Json toJson(const TimingPoint& point) {
    return {{"encoder", point.encoder},
            {"sharing", point.sharing},
            {"length", point.length},
            {"sequences", point.sequences},
            {"inference_seconds", point.inference.value},
            {"training_seconds", point.training.value},
            {"peak_bytes", point.peakBytes},
            {"flops_inference", point.flopsInference},
            {"flops_training", point.flopsTraining},
            {"held_bytes", heldBytesOf(point)},
            {"repeats", point.repeats},
            {"interval", intervalOf(point.training)},
            {"inference_interval", intervalOf(point.inference)},
            {"breakdown", toJson(point.breakdown)}};
}

Json toJson(const std::optional<Estimate>& estimate) {
    if (!estimate)
        return nullptr;
    return {{"value", estimate->value}, {"interval", intervalOf(*estimate)}};
}

Json toJson(const std::optional<Crossover>& crossover) {
    if (!crossover)
        return nullptr;
    switch (crossover->kind) {
    case Crossover::Kind::Always:
        return {{"kind", "always"}};
    case Crossover::Kind::Never:
        return {{"kind", "never"}};
    case Crossover::Kind::At:
        break;
    }
    return {{"kind", "at"}, {"length", crossover->length.value}, {"interval", intervalOf(crossover->length)}};
}

Json slopesOf(const CostSeries& series) {
    const TheoryCurve inference = theoryOf(series, CostPass::Inference),
                      training = theoryOf(series, CostPass::Training);
    return {{"encoder", series.encoder},
            {"sharing", series.sharing},
            {"inference", toJson(slopeOf(series, CostPass::Inference))},
            {"training", toJson(slopeOf(series, CostPass::Training))},
            {"inference_seconds_per_flop", inference.secondsPerFlop},
            {"training_seconds_per_flop", training.secondsPerFlop},
            {"peak_bytes_per_held_byte", training.bytesPerByte}};
}

Json crossoverOf(const CostSeries& first, const CostSeries& second) {
    return {{"encoder", first.encoder},
            {"sharing", first.sharing},
            {"than", second.encoder},
            {"than_sharing", second.sharing},
            {"inference", toJson(cheaperFrom(first, second, CostPass::Inference))},
            {"training", toJson(cheaperFrom(first, second, CostPass::Training))}};
}

Json documentOf(const CostResult& result) {
    Json points = Json::array(), slopes = Json::array(), crossovers = Json::array();
    for (const TimingPoint& point : result.points)
        points.push_back(toJson(point));
    const auto all = seriesOf(result.points);
    for (const CostSeries& series : all)
        slopes.push_back(slopesOf(series));
    for (const CostSeries& first : all)
        for (const CostSeries& second : all)
            if (&first != &second)
                crossovers.push_back(crossoverOf(first, second));
    return {{"device", result.place.device},
            {"processor", result.processor},
            {"threads", result.place.threads},
            {"build", result.place.build},
            {"stopped", result.stopped},
            {"results", points},
            {"slopes", slopes},
            {"cheaper_from", crossovers}};
}

std::string ratioText(const std::optional<double>& ratio) {
    return ratio ? fmt::format("{:.2f}", *ratio) : "-";
}

/// Measured ratio to Fastformer and, behind it, the paper's.
std::string ratiosOf(const CostResult& result, const TimingPoint& point, CostPass pass) {
    const CostRatio ratio = ratioToFastformer(result.points, point, pass);
    return fmt::format("{:>7} {:>9}", ratioText(ratio.here), ratioText(ratio.paper));
}

std::string slopeText(const std::optional<Estimate>& slope) {
    return slope ? fmt::format("{:+.3f} ({:+.3f} to {:+.3f})", slope->value, slope->low, slope->high)
                 : std::string("needs three lengths from 1024 up");
}

/// Pairs whose order changes with the length.
void printCrossovers(std::ostream& out, const std::vector<CostSeries>& all) {
    for (const CostSeries& first : all)
        for (const CostSeries& second : all)
            for (const auto& [pass, name] :
                 {std::pair{CostPass::Inference, "forward"}, std::pair{CostPass::Training, "training"}}) {
                const auto crossover = cheaperFrom(first, second, pass);
                if (&first != &second && crossover && crossover->kind == Crossover::Kind::At)
                    out << fmt::format(
                        "{} {} is cheaper than {} {} from {:.0f} tokens on ({:.0f} to {:.0f}), {}\n",
                        first.encoder, first.sharing, second.encoder, second.sharing, crossover->length.value,
                        crossover->length.low, crossover->length.high, name);
            }
}

std::string sharesOf(const PartSeconds& parts) {
    const double sum = std::accumulate(parts.begin(), parts.end(), 0.0);
    std::string text;
    for (const double seconds : parts)
        text += fmt::format("{:>13.1f}", sum > 0 ? 100 * seconds / sum : 0);
    return text + fmt::format("{:>12.1f}", 1e3 * sum);
}

/// Where the time goes, in percent, of the points that were asked.
void printBreakdowns(std::ostream& out, const CostResult& result) {
    const auto measured = [](const TimingPoint& point) { return point.breakdown.has_value(); };
    if (std::none_of(result.points.begin(), result.points.end(), measured))
        return;
    std::string header;
    for (const std::string_view part : kCostPartNames)
        header += fmt::format("{:>13}", part);
    out << fmt::format("where the time of one pass goes, percent\n{:<20}{:<20}{:>7} {:<9}{}{:>12}\n",
                       "encoder", "sharing", "length", "pass", header, "pass ms");
    for (const TimingPoint& point : result.points)
        if (measured(point))
            for (const auto& [name, parts] : {std::pair{"forward", &point.breakdown->inference},
                                              std::pair{"training", &point.breakdown->training}})
                out << fmt::format("{:<20}{:<20}{:>7} {:<9}{}\n", point.encoder, point.sharing, point.length,
                                   name, sharesOf(*parts));
}

void printText(std::ostream& out, const CostResult& result) {
    out << fmt::format("{}, {} threads, {}\n", result.processor, result.place.threads, result.place.build);
    out << fmt::format("{:<20}{:<20}{:>7}{:>6}{:>12}{:>12}{:>18}{:>18}{:>10}{:>6}\n", "encoder", "sharing",
                       "length", "seqs", "forward ms", "train ms", "forward x (paper)", "train x (paper)",
                       "peak MB", "n");
    for (const TimingPoint& point : result.points)
        out << fmt::format("{:<20}{:<20}{:>7}{:>6}{:>12.1f}{:>12.1f} {} {}{:>10.0f}{:>6}\n", point.encoder,
                           point.sharing, point.length, point.sequences, 1e3 * point.inference.value,
                           1e3 * point.training.value, ratiosOf(result, point, CostPass::Inference),
                           ratiosOf(result, point, CostPass::Training),
                           static_cast<double>(point.peakBytes) / 1e6, point.repeats);
    const auto all = seriesOf(result.points);
    out << fmt::format("log-log slope from {} tokens on, 0 = linear cost (95 % interval)\n", kSlopeFrom);
    for (const CostSeries& series : all)
        out << fmt::format("  {:<20}{:<20} forward {}  training {}\n", series.encoder, series.sharing,
                           slopeText(slopeOf(series, CostPass::Inference)),
                           slopeText(slopeOf(series, CostPass::Training)));
    printCrossovers(out, all);
    printBreakdowns(out, result);
}

std::int64_t parseLength(const std::string& text) {
    std::int64_t length = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    if (error != std::errc() || end != text.data() + text.size())
        throw ConfigError(fmt::format("--lengths {}: give whole numbers of tokens, as 128,1024,65536", text));
    return length;
}

int timing(TimingOrder order, const Context& context) {
    const DeviceChoice choice = chooseDevice(context.common);
    CostRequest& request = order.request;
    request.labPath = context.labPath();
    request.threads = choice.threads;
    request.device = choice.device;
    request.products = choice.precision;
    if (!order.lengths.empty()) {
        request.lengths.clear();
        for (const std::string& length : order.lengths)
            request.lengths.push_back(parseLength(length));
    }
    if (!order.csv.empty())
        requireWritable(order.csv);
    std::stop_source stop;
    const SignalWatch signals([&stop] { stop.request_stop(); });
    const CostResult result = runCostStudy(
        request,
        [&](const CostProgress& progress) {
            tellProgress(
                context,
                fmt::format("{}/{} points  {} {} at {}: forward {:.1f} ms, training {:.1f} ms  {} left",
                            progress.done, progress.points, progress.point.encoder, progress.point.sharing,
                            progress.point.length, 1e3 * progress.point.inference.value,
                            1e3 * progress.point.training.value, durationText(progress.secondsLeft)));
        },
        stop.get_token());
    return giveOut({order.csv, [&] { return timingsCsv(result.place, result.processor, result.points); },
                    [&] { return documentOf(result); }, [&](std::ostream& out) { printText(out, result); },
                    result.stopped},
                   context, signals);
}

} // namespace

void addTimingCommand(CommandLine& line) {
    const auto order = std::make_shared<TimingOrder>();
    CLI::App& app = line.add(line.root(), "timing", "time and memory of encoders over the sequence length");
    Flags flags(app, "Timing");
    CostRequest& request = order->request;
    flags.list("--encoders", request.encoders, "LIST", "encoders, or all [all]");
    flags.list("--sharing", request.sharings, "LIST",
               "sharing modes, or all that an encoder offers [query_value]");
    flags.list("--lengths", order->lengths, "LIST", "tokens of a sequence [128,256,…,65536]");
    flags.number("--tokens", request.tokens, Range::atLeast(1), "tokens of a batch");
    flags.number("--dim", request.dim, Range::atLeast(1), "width of the model");
    flags.number("--heads", request.heads, Range::atLeast(1), "attention heads");
    flags.number("--layers", request.layers, Range::atLeast(1), "layers");
    flags.number("--time-limit", request.pointSeconds, Range::positive(), "seconds for one point at most");
    flags.number("--precision", request.precision, Range::positive(),
                 "half width of the interval by the median at which a point is done");
    flags.mark("--fresh", request.fresh, "measure again what the lab file holds");
    flags.mark("--breakdown", request.breakdown, "also measure where the time of a pass goes");
    flags.text("--csv", order->csv, "FILE", "write the points as a table");
    line.onRun(app, [order](const Context& context) { return timing(*order, context); });
}

} // namespace lab::cli
