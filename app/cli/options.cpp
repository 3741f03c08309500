#include "app/cli/options.h"

#include "app/cli/command_line.h"
#include "app/cli/flags.h"
#include "core/base/error.h"
#include "core/encoders/encoder.h"
#include "core/encoders/presets.h"
#include "datasets/dataset.h"
#include "workbench/data_source.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <set>
#include <sstream>

namespace lab::cli {
namespace {

std::vector<std::string> encoderNames() {
    std::vector<std::string> names;
    for (const auto& encoder : builtinEncoders().all())
        names.push_back(encoder.id);
    return names;
}

/// "global_tokens" as "--global-tokens".
std::string flagOf(std::string key) {
    std::replace(key.begin(), key.end(), '_', '-');
    return "--" + key;
}

} // namespace

void addCommonOptions(CLI::App& app, CommonOptions& common) {
    Flags flags(app, "Common");
    flags.text("--lab", common.lab, "FILE",
               "the lab file; default: fastformer-lab/lab.db in your data directory");
    flags
        .custom("--device", "NAME", "auto, cpu or cuda",
                [&common](const std::string& name) {
                    if (name != "auto" && name != "cpu" && name != "cuda")
                        throw ConfigError(fmt::format("--device takes auto, cpu or cuda, not \"{}\"", name));
                    common.device = name;
                })
        ->default_str(common.device);
    // timing had a --precision of its own, that of its medians, before there were GPUs.
    flags.choice(
        app.get_name() == "timing" ? "--products" : "--precision", common.precision, parsePrecision, toString,
        "how a GPU multiplies: fp32, tf32 or bf16, which keeps the values of tokens in 16 bits, too");
    flags.number("--threads", common.threads, Range::between(0, 1024),
                 "processor threads, 0 = all cores; any number gives the same bits");
    flags.mark("--json", common.json, "one JSON document on standard output");
    flags.mark("-q,--quiet", common.quiet, "no progress on standard error");
}

void addDataOptions(CLI::App& app, DataConfig& data, const std::string& specNames) {
    Flags flags(app, "Data");
    flags.text(specNames, data.spec, "SPEC",
               "demo:NAME, a path, or FORMAT:PATH (csv, tsv, jsonl, imdb, amazon, …)");
    flags.list("--text", data.textColumns, "COL[,COL]", "text columns, by header name or number from 1");
    flags.text("--label", data.labelColumn, "COL", "label column, by header name or number from 1");
    flags.text("--test", data.testSpec, "SPEC", "a separate test set");
    addSplitColumnOption(app, data, "default: one called split, if its values say so");
    addLayoutOptions(app, data.layout);
    flags
        .custom("--split", "A/B/C", "shares of train, validation and test",
                [&data](const std::string& text) { parseSplitShares(text, data); })
        ->default_str(fmt::format("{}/{}/{}", data.trainShare, data.validationShare, data.testShare));
    flags.number("--split-seed", data.splitSeed, {}, "seed of the split")->default_str("--seed");
    flags.number("--limit", data.limit, Range::atLeast(0),
                 "at most this many examples, 0 = all; the size of a demo");
}

void addSplitColumnOption(CLI::App& app, DataConfig& data, const std::string& otherwise) {
    Flags(app, "Data")
        .custom("--split-column", "COL",
                "column that calls each row train, validation or test, or none; " + otherwise,
                [&data](const std::string& name) { data.splitColumn = name == "none" ? "" : name; });
}

void addLayoutOptions(CLI::App& app, SourceLayout& layout) {
    Flags flags(app, "Data");
    flags.choice("--delimiter", layout.delimiter, parseDelimiter, toString,
                 "what separates the columns: auto, comma, semicolon, tab or pipe");
    flags.choice("--encoding", layout.encoding, parseEncoding, toString,
                 "of the text: auto, utf-8, windows-1252 (also latin-1) or utf-16");
    flags.choice("--header", layout.header, parseHeaderLine, toString,
                 "whether the first row names the columns: auto, yes or no");
}

void addTokenOptions(CLI::App& app, TextConfig& text) {
    Flags flags(app, "Words");
    flags.choice("--tokenizer", text.tokenizer, parseTokenizer, toString, "wordpunct or whitespace");
    flags.number("--vocabulary", text.vocabulary, Range::atLeast(0),
                 "keep the N most frequent words, 0 = all");
    flags.number("--min-count", text.minCount, Range::atLeast(1), "keep words that occur at least N times");
}

void addTextOptions(CLI::App& app, TextConfig& text) {
    addTokenOptions(app, text);
    Flags flags(app, "Words");
    flags.text("--embeddings", text.embeddings, "FILE", "start from the word vectors of a GloVe text file");
    flags.mark("--freeze-embeddings", text.freezeEmbeddings, "do not train these word vectors");
}

void addPresetOptions(CLI::App& app, RunConfig& config) {
    Flags flags(app, "Model");
    flags.text("--encoder", config.model.encoder, "NAME", enumerate(encoderNames(), "or"));
    flags.custom("--preset", "ID", "start from a preset, see fastformer presets; other options override it",
                 [&config](const std::string& id) { apply(findPreset(id), config); });
    flags.choice("--sharing", config.model.sharing, parseSharing, toString,
                 "none, query_value, query_value_head or query_value_layer");
}

void addModelOptions(CLI::App& app, ModelConfig& model) {
    Flags flags(app, "Model");
    flags.choice("--scores", model.scores, parseScores, toString, "across or per_head");
    flags.choice("--interaction", model.interaction, parseInteraction, toString, "product, add or concat");
    flags.number("--dim", model.dim, Range::between(1, 65536), "width of the model");
    flags.number("--heads", model.heads, Range::between(1, 4096), "attention heads; must divide --dim");
    flags.number("--layers", model.layers, Range::between(1, 1024), "encoder layers");
    flags.number("--ffn", model.ffn, Range::between(1, 1048576), "inner width of the feed-forward part");
    flags.number("--max-length", model.maxLength, Range::between(1, 16777216),
                 "tokens; a longer text is cut");
    flags.number("--dropout", model.dropout, {.low = 0, .high = 1, .belowHigh = true},
                 "share of values dropped in training");
    flags.number("--embedding-dim", model.embeddingDim, Range::between(0, 65536),
                 "width of the word vectors, 0 = --dim");
    flags.number("--init-range", model.initRange, Range::positive(),
                 "standard deviation of the first weights");
    flags.number("--layer-norm-eps", model.layerNormEps, Range::positive(),
                 "epsilon of the layer normalisation");
    flags.mark("--no-positions", model.positions, "no position vectors", false);
    flags.mark("--no-layer-norm", model.layerNorm, "no layer normalisation", false);
    flags.mark("--no-feed-forward", model.feedForward, "no feed-forward part", false);
    flags.mark("--no-residual", model.residual, "no residual connections", false);
}

void addEncoderOptions(CLI::App& app, ModelConfig& model) {
    Flags flags(app, "Encoders");
    std::set<std::string> known; // encoders share names such as "window"; each checks its own range
    for (const auto& encoder : builtinEncoders().all())
        for (const auto& parameter : encoder.hyperparameters)
            if (known.insert(parameter.key).second)
                flags.entry(flagOf(parameter.key), model.hyperparameters, parameter.key, parameter.integer,
                            parameter.help);
}

void addTrainOptions(CLI::App& app, TrainOptions& train) {
    Flags flags(app, "Training");
    auto* epochs =
        flags.number("--epochs", train.epochs, Range::positive(), "passes over the training texts");
    flags.number("--steps", train.steps, Range::atLeast(1), "updates, instead of --epochs")
        ->excludes(epochs)
        ->default_str("");
    flags.number("--batch", train.batch, Range::between(1, 1048576), "texts per update");
    flags.number("--lr", train.learningRate, Range::positive(), "learning rate of Adam");
    flags.number("--beta1", train.beta1, {.low = 0, .high = 1, .belowHigh = true}, "Adam's first decay");
    flags.number("--beta2", train.beta2, {.low = 0, .high = 1, .belowHigh = true}, "Adam's second decay");
    flags.number("--adam-eps", train.adamEps, Range::positive(), "Adam's epsilon");
    flags.number("--clip-norm", train.clipNorm, Range::atLeast(0),
                 "limit of the global gradient norm, 0 = off");
    flags.choice("--schedule", train.schedule, parseSchedule, toString, "constant, linear or cosine");
    flags.number("--warmup-steps", train.warmupSteps, Range::atLeast(0), "steps of linear warm-up");
    flags.number("--evaluate-every", train.evaluateEvery, Range::atLeast(0),
                 "also validate every N steps, 0 = off");
    flags.number("--keep-every", train.keepEvery, Range::atLeast(0),
                 "keep a checkpoint after every N epochs besides the best and the last, 0 = off");
    flags.mark("--no-shuffle", train.shuffle, "take the texts in their order", false);
}

void parseSplitShares(const std::string& text, DataConfig& data) {
    std::istringstream stream(text);
    double train = 0, validation = 0, test = 0;
    char first = 0, second = 0;
    const bool read =
        static_cast<bool>(stream >> train >> first >> validation >> second >> test) && stream.eof();
    if (!read || first != '/' || second != '/' || !(train >= 0 && validation >= 0 && test >= 0) ||
        std::abs(train + validation + test - 1) > 1e-6)
        throw ConfigError(
            fmt::format("--split takes three shares that sum to 1, such as 0.8/0.1/0.1, not \"{}\"", text));
    data.trainShare = train;
    data.validationShare = validation;
    data.testShare = test;
}

void takeSplitColumn(const CLI::App& app, DataConfig& data, const Context& context) {
    if (app.count("--split-column") > 0 || !data.testSpec.empty() || namesStoredData(data.spec))
        return;
    data.splitColumn = findSplitColumn(data);
    if (!data.splitColumn.empty() && !(context.common.quiet && context.common.json))
        context.err << fmt::format("{}: column '{}' says which part each row belongs to; --split-column none "
                                   "divides the rows anew\n",
                                   data.spec, data.splitColumn);
}

DeviceChoice chooseDevice(const CommonOptions& common) {
    DeviceChoice choice{common.threads, resolveDevice(common.device), common.precision};
    if (choice.device == "cpu" && choice.precision != Precision::Fp32)
        throw ConfigError(
            fmt::format("--precision {} needs a GPU (--device cuda); the processor computes in fp32",
                        toString(choice.precision)));
    return choice;
}

} // namespace lab::cli
