#include "app/cli/attention_figure.h"
#include "app/cli/command_line.h"
#include "app/cli/flags.h"
#include "app/cli/json_output.h"
#include "app/cli/model_source.h"
#include "app/cli/output_file.h"
#include "app/cli/signal_watch.h"
#include "core/text/utf8.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <ostream>

namespace lab::cli {
namespace {

struct PredictOrder {
    ModelSource source;
    std::vector<std::string> texts;
    std::string input;  ///< file with a text a line, "-" = standard input
    std::string figure; ///< SVG of the first text's attention, empty = none
    bool attention = false;
    int mapLimit = 128;                         ///< tokens up to which whole maps are shown
    std::optional<Explanation::Method> explain; ///< what each token does for the prediction
};

Explanation::Method methodOf(const std::string& name) {
    using Method = Explanation::Method;
    for (const Method method : {Method::LeaveOneOut, Method::Gradient, Method::Integrated})
        if (name == toString(method))
            return method;
    throw ConfigError(fmt::format("--explain takes leave-one-out, gradient or integrated, not \"{}\"", name));
}

/// Without line ends, and without the byte order mark that the first line may begin with.
std::vector<std::string> linesOf(std::istream& stream) {
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        if (lines.empty() && line.starts_with(kByteOrderMark))
            line.erase(0, kByteOrderMark.size());
        if (line.empty() && stream.eof())
            break; // nothing follows the mark
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        lines.push_back(line);
    }
    return lines;
}

std::vector<std::string> textsOf(const PredictOrder& order) {
    if (order.texts.empty() == order.input.empty())
        throw ConfigError("say what to read: either --text \"…\" or --input FILE with one text a line");
    if (!order.texts.empty())
        return order.texts;
    const bool piped = order.input == "-";
    const std::string name = piped ? "standard input" : order.input;
    if (!piped && std::filesystem::is_directory(order.input))
        throw DataError(fmt::format("{}: this is a folder; --input takes a file with one text a line", name));
    std::ifstream file;
    if (!piped)
        file.open(order.input, std::ios::binary);
    if (!piped && !file)
        throw DataError(fmt::format("{}: the file cannot be opened; check its name and permissions", name));
    auto lines = linesOf(piped ? std::cin : file);
    if (lines.empty())
        throw DataError(fmt::format("{}: it is empty; --input takes one text a line", name));
    const auto odd = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
        return line.find('\0') != std::string::npos;
    });
    if (odd != lines.end())
        throw DataError(fmt::format("{}: line {} holds a zero byte; --input takes text, one a line", name,
                                    odd - lines.begin() + 1));
    return lines;
}

void printWeights(std::ostream& out, const AttentionMap& map) {
    for (std::size_t t = 0; t < map.tokens.size() && t < map.pool.size(); ++t) {
        const auto cells = static_cast<std::size_t>(map.pool[t] * 40 + 0.5F);
        out << fmt::format("  {:>6.4f} {:<40} {}\n", map.pool[t],
                           std::string(std::min<std::size_t>(40, cells), '#'), map.tokens[t]);
    }
}

void printText(std::ostream& out, const AttentionMap& map, const std::string& text,
               const std::vector<std::string>& labels, bool attention) {
    const auto winner = static_cast<std::size_t>(map.label);
    out << fmt::format("{}  {:.4f}  {}\n", labels.at(winner), map.probabilities.at(winner), text);
    if (attention)
        printWeights(out, map);
}

/// \throws Cancelled when \p stop ends it: leaving out every token of a long text takes a while.
std::vector<Explanation> explanationsOf(Predictor& predictor, const PredictOrder& order,
                                        const std::vector<std::string>& texts, const std::stop_token& stop) {
    std::vector<Explanation> explanations;
    for (const std::string& text : texts)
        if (order.explain)
            explanations.push_back(predictor.explain(text, {*order.explain, -1, {}, stop}));
    return explanations;
}

void printExplanation(std::ostream& out, const Explanation& explanation) {
    for (std::size_t t = 0; t < explanation.tokens.size(); ++t)
        out << fmt::format("  {:>+9.5f} {}\n", explanation.values[t], explanation.tokens[t]);
    for (const auto& agreement : explanation.agreement)
        out << fmt::format("  rank correlation of {}: {:.3f}\n", agreement.name, agreement.rankCorrelation);
}

int predictTexts(const PredictOrder& order, const std::vector<std::string>& texts, const Context& context,
                 const std::stop_token& stop) {
    const auto predictor = order.source.open(context);
    const auto maps = predictor->readAll(texts, order.attention || !order.figure.empty(),
                                         order.attention && context.common.json ? order.mapLimit : 0);
    if (!order.figure.empty())
        writeTextFile(order.figure, attentionFigure(maps.front(), predictor->labels(),
                                                    "Attention of one text, read as " +
                                                        predictor->labels().at(
                                                            static_cast<std::size_t>(maps.front().label))));
    const auto explanations = explanationsOf(*predictor, order, texts, stop);
    Json document = Json::array();
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (context.common.json)
            document.push_back(toJson(texts[i], maps[i], predictor->labels(), order.attention));
        else
            printText(context.out, maps[i], texts[i], predictor->labels(), order.attention);
        if (!context.common.json && !explanations.empty())
            printExplanation(context.out, explanations[i]);
        if (context.common.json && !explanations.empty())
            document.back()["explanation"] = toJson(explanations[i], predictor->labels());
    }
    if (context.common.json)
        print(context.out, document);
    return kDone;
}

int predict(const PredictOrder& order, const Context& context) {
    const auto texts = textsOf(order);
    if (!order.figure.empty() && !order.figure.ends_with(".svg"))
        throw ConfigError(fmt::format("--figure writes FILE.svg, not \"{}\"", order.figure));
    if (!order.figure.empty())
        requireWritable(order.figure);
    if (!order.explain)
        return predictTexts(order, texts, context, {});
    std::stop_source stop;
    // Before the threads of the model, but not before texts are waited for: nothing would end the wait.
    const SignalWatch signals([&stop] { stop.request_stop(); });
    try {
        return predictTexts(order, texts, context, stop.get_token());
    } catch (const Cancelled&) {
        throw Interrupted(signals.received(), "stopped before the explanation was complete");
    }
}

} // namespace

void addPredictCommand(CommandLine& line) {
    const auto order = std::make_shared<PredictOrder>();
    CLI::App& app = line.add(line.root(), "predict", "class probabilities and attention of texts");
    addModelSource(app, order->source);
    Flags flags(app, "Texts");
    flags.texts("--text", order->texts, "TEXT", "texts to read");
    flags.text("--input", order->input, "FILE", "a file with one text a line, - for standard input");
    flags.mark("--attention", order->attention, "with the attention weights of every token");
    flags.number("--map-limit", order->mapLimit, Range::between(0, 4096),
                 "with --attention --json: whole maps of texts of up to N tokens, 0 = none");
    flags.custom("--explain", "METHOD",
                 "what each token does for the prediction: leave-one-out, gradient or integrated",
                 [order](const std::string& name) { order->explain = methodOf(name); });
    flags.text("--figure", order->figure, "FILE", "draw the attention of the first text (SVG)");
    line.onRun(app, [order](const Context& context) { return predict(*order, context); });
}

} // namespace lab::cli
