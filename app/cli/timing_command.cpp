#include "app/cli/command_line.h"
#include "app/cli/flags.h"
#include "app/cli/json_output.h"
#include "app/cli/output_file.h"
#include "app/cli/progress.h"
#include "app/cli/signal_watch.h"
#include "workbench/cost_study.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <ostream>
#include <stop_token>

namespace lab::cli {
namespace {

struct TimingOrder {
    CostRequest request;
    std::vector<std::string> lengths;
    std::string csv;
};

using Pass = Estimate TimingPoint::*;

/// The points of one encoder and sharing mode, by length.
struct Series {
    std::string encoder, sharing;
    std::vector<TimingPoint> points;

    [[nodiscard]] CostCurve curve(Pass pass) const {
        CostCurve curve;
        for (const TimingPoint& point : points) {
            curve.lengths.push_back(static_cast<double>(point.length));
            curve.seconds.push_back(point.*pass);
        }
        return curve;
    }
    [[nodiscard]] std::optional<Estimate> slope(Pass pass) const {
        constexpr std::int64_t kFrom = 1024; // shorter sequences measure the overhead of many of them
        std::vector<double> x, y;
        for (const TimingPoint& point : points)
            if (point.length >= kFrom) {
                x.push_back(static_cast<double>(point.length));
                y.push_back((point.*pass).value);
            }
        return logSlope(x, y);
    }
    /// The one constant between the definition's FLOPs and the seconds measured.
    [[nodiscard]] double secondsPerFlop(Pass pass, double TimingPoint::*flops) const {
        std::vector<double> theory, seconds;
        for (const TimingPoint& point : points) {
            theory.push_back(point.*flops);
            seconds.push_back((point.*pass).value);
        }
        return fittedConstant(theory, seconds);
    }
};

std::vector<Series> seriesOf(const CostResult& result) {
    std::vector<Series> all;
    for (const TimingPoint& point : result.points) {
        auto known = std::find_if(all.begin(), all.end(), [&](const Series& series) {
            return series.encoder == point.encoder && series.sharing == point.sharing;
        });
        if (known == all.end())
            known = all.insert(all.end(), {point.encoder, point.sharing, {}});
        known->points.push_back(point);
    }
    for (Series& series : all)
        std::sort(series.points.begin(), series.points.end(),
                  [](const TimingPoint& a, const TimingPoint& b) { return a.length < b.length; });
    return all;
}

Json intervalOf(const Estimate& estimate) {
    return Json::array({estimate.low, estimate.high});
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
            {"repeats", point.repeats},
            {"interval", intervalOf(point.training)},
            {"inference_interval", intervalOf(point.inference)}};
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

Json documentOf(const CostResult& result) {
    Json points = Json::array(), slopes = Json::array(), crossovers = Json::array();
    for (const TimingPoint& point : result.points)
        points.push_back(toJson(point));
    const auto all = seriesOf(result);
    for (const Series& series : all)
        slopes.push_back({{"encoder", series.encoder},
                          {"sharing", series.sharing},
                          {"inference", toJson(series.slope(&TimingPoint::inference))},
                          {"training", toJson(series.slope(&TimingPoint::training))},
                          {"inference_seconds_per_flop",
                           series.secondsPerFlop(&TimingPoint::inference, &TimingPoint::flopsInference)},
                          {"training_seconds_per_flop",
                           series.secondsPerFlop(&TimingPoint::training, &TimingPoint::flopsTraining)}});
    for (const Series& first : all)
        for (const Series& second : all)
            if (&first != &second && first.encoder == "fastformer")
                crossovers.push_back(
                    {{"encoder", first.encoder},
                     {"sharing", first.sharing},
                     {"than", second.encoder},
                     {"than_sharing", second.sharing},
                     {"inference", toJson(crossoverOf(first.curve(&TimingPoint::inference),
                                                      second.curve(&TimingPoint::inference)))},
                     {"training", toJson(crossoverOf(first.curve(&TimingPoint::training),
                                                     second.curve(&TimingPoint::training)))}});
    return {{"device", result.place.device},
            {"processor", result.processor},
            {"threads", result.place.threads},
            {"build", result.place.build},
            {"stopped", result.stopped},
            {"results", points},
            {"slopes", slopes},
            {"cheaper_from", crossovers}};
}

/// Fastformer's point at the same length, if it was measured.
const TimingPoint* fastformerAt(const CostResult& result, std::int64_t length) {
    const auto found =
        std::find_if(result.points.begin(), result.points.end(), [&](const TimingPoint& point) {
            return point.encoder == "fastformer" && point.length == length;
        });
    return found == result.points.end() ? nullptr : &*found;
}

std::string ratioText(double ratio) {
    return fmt::format("{:.2f}", ratio);
}

/// Measured ratio to Fastformer and, behind it, the paper's.
std::string ratiosOf(const CostResult& result, const TimingPoint& point, Pass pass, bool training) {
    const TimingPoint* base = fastformerAt(result, point.length);
    std::string text = base == nullptr ? "-" : ratioText((point.*pass).value / (base->*pass).value);
    const auto paper = paperSeconds(point.encoder, point.length, training);
    const auto paperBase = paperSeconds("fastformer", point.length, training);
    return fmt::format("{:>7} {:>9}", text, paper && paperBase ? ratioText(*paper / *paperBase) : "-");
}

std::string slopeText(const std::optional<Estimate>& slope) {
    return slope ? fmt::format("{:+.3f} ({:+.3f} to {:+.3f})", slope->value, slope->low, slope->high)
                 : std::string("needs three lengths from 1024 up");
}

void printText(std::ostream& out, const CostResult& result) {
    out << fmt::format("{}, {} threads, {}\n", result.processor, result.place.threads, result.place.build);
    out << fmt::format("{:<20}{:<20}{:>7}{:>6}{:>12}{:>12}{:>18}{:>18}{:>10}{:>6}\n", "encoder", "sharing",
                       "length", "seqs", "forward ms", "train ms", "forward x (paper)", "train x (paper)",
                       "peak MB", "n");
    for (const TimingPoint& point : result.points)
        out << fmt::format("{:<20}{:<20}{:>7}{:>6}{:>12.1f}{:>12.1f} {} {}{:>10.0f}{:>6}\n", point.encoder,
                           point.sharing, point.length, point.sequences, 1e3 * point.inference.value,
                           1e3 * point.training.value,
                           ratiosOf(result, point, &TimingPoint::inference, false),
                           ratiosOf(result, point, &TimingPoint::training, true),
                           static_cast<double>(point.peakBytes) / 1e6, point.repeats);
    out << "log-log slope from 1024 tokens on, 0 = linear cost (95 % interval)\n";
    for (const Series& series : seriesOf(result))
        out << fmt::format("  {:<20}{:<20} forward {}  training {}\n", series.encoder, series.sharing,
                           slopeText(series.slope(&TimingPoint::inference)),
                           slopeText(series.slope(&TimingPoint::training)));
}

std::string csvOf(const CostResult& result) {
    std::string text =
        "device,threads,build,processor,encoder,sharing,length,sequences,dim,heads,layers,repeats,"
        "inference_seconds,inference_low,inference_high,training_seconds,training_low,training_high,"
        "peak_bytes,flops_inference,flops_training\n";
    for (const TimingPoint& p : result.points)
        text += fmt::format("{},{},\"{}\",\"{}\",{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
                            result.place.device, result.place.threads, result.place.build, result.processor,
                            p.encoder, p.sharing, p.length, p.sequences, p.dim, p.heads, p.layers, p.repeats,
                            p.inference.value, p.inference.low, p.inference.high, p.training.value,
                            p.training.low, p.training.high, p.peakBytes, p.flopsInference, p.flopsTraining);
    return text;
}

std::int64_t parseLength(const std::string& text) {
    std::int64_t length = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    if (error != std::errc() || end != text.data() + text.size())
        throw ConfigError(fmt::format("--lengths {}: give whole numbers of tokens, as 128,1024,65536", text));
    return length;
}

int timing(TimingOrder order, const Context& context) {
    chooseDevice(context.common.device);
    CostRequest& request = order.request;
    request.labPath = context.labPath();
    request.threads = context.common.threads;
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
            if (!context.common.quiet)
                context.err
                    << fmt::format(
                           "{}/{} points  {} {} at {}: forward {:.1f} ms, training {:.1f} ms  {} left\n",
                           progress.done, progress.points, progress.point.encoder, progress.point.sharing,
                           progress.point.length, 1e3 * progress.point.inference.value,
                           1e3 * progress.point.training.value, durationText(progress.secondsLeft))
                    << std::flush;
        },
        stop.get_token());
    if (!order.csv.empty())
        writeTextFile(order.csv, csvOf(result));
    if (context.common.json)
        print(context.out, documentOf(result));
    else
        printText(context.out, result);
    if (!result.stopped)
        return kDone;
    context.err << "stopped; the same command goes on with what is missing\n";
    return 128 + signals.received();
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
    flags.text("--csv", order->csv, "FILE", "write the points as a table");
    line.onRun(app, [order](const Context& context) { return timing(*order, context); });
}

} // namespace lab::cli
