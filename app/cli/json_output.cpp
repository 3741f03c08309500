#include "app/cli/json_output.h"

#include "app/cli/summary.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <ostream>
#include <span>

namespace lab::cli {
namespace {

/// [rows, columns] as a list of lists.
template <class Number> Json rowsOf(std::span<const Number> values, std::size_t columns) {
    Json rows = Json::array();
    for (std::size_t first = 0; columns > 0 && first + columns <= values.size(); first += columns)
        rows.push_back(std::vector<Number>(values.begin() + static_cast<std::ptrdiff_t>(first),
                                           values.begin() + static_cast<std::ptrdiff_t>(first + columns)));
    return rows;
}

/// null for a word that the vocabulary lacks.
Json idsOf(const AttentionMap& map) {
    Json ids = Json::array();
    for (const std::int32_t id : map.ids)
        ids.push_back(id == AttentionMap::kUnknown ? Json(nullptr) : Json(id));
    return ids;
}

Json attentionOf(const AttentionMap& map) {
    Json attention = Json::array();
    for (const auto& matrix : map.layers)
        attention.push_back(
            {{"layer", matrix.layer},
             {"kind", matrix.kind},
             {"values", rowsOf(std::span(matrix.values), static_cast<std::size_t>(matrix.heads))}});
    attention.push_back({{"kind", "pool"}, {"values", map.pool}});
    return attention;
}

/// One head's rows; `seen` holds the columns of each row's values where a row does not see all.
Json mapOf(const AttentionMap::Rows& map) {
    Json document{{"layer", map.layer},
                  {"head", map.head},
                  {"kind", map.kind},
                  {"columns", map.columns},
                  {"stride", map.stride}};
    if (map.starts.empty()) {
        document["values"] = rowsOf(std::span(map.values), static_cast<std::size_t>(map.columns));
        return document;
    }
    Json values = Json::array(), seen = Json::array();
    for (std::size_t row = 0; row + 1 < map.starts.size(); ++row) {
        const auto begin = static_cast<std::ptrdiff_t>(map.starts[row]),
                   end = static_cast<std::ptrdiff_t>(map.starts[row + 1]);
        values.push_back(std::vector<float>(map.values.begin() + begin, map.values.begin() + end));
        seen.push_back(std::vector<int>(map.seen.begin() + begin, map.seen.begin() + end));
    }
    document["seen"] = seen;
    document["values"] = values;
    return document;
}

/// null before the first epoch has ended.
Json trainOf(const RunResult& result) {
    if (result.history.empty())
        return nullptr;
    return {{"loss", result.train.loss}, {"accuracy", result.train.accuracy}};
}

Json historyOf(const RunResult& result) {
    Json history = Json::array();
    for (const auto& epoch : result.history)
        history.push_back({{"epoch", epoch.epoch},
                           {"step", epoch.step},
                           {"seconds", epoch.seconds},
                           {"train", {{"loss", epoch.trainLoss}, {"accuracy", epoch.trainAccuracy}}},
                           {"validation", toJson(epoch.validation)}});
    return history;
}

} // namespace

void print(std::ostream& out, const Json& document) {
    out << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

Json nullable(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json toJson(const Evaluation& evaluation) {
    if (evaluation.examples == 0)
        return nullptr;
    std::size_t classes = 0;
    while (classes * classes < evaluation.confusion.size())
        ++classes;
    return {{"loss", evaluation.loss},
            {"accuracy", evaluation.accuracy},
            {"macro_f1", evaluation.macroF1},
            {"examples", evaluation.examples},
            {"confusion", rowsOf(std::span(evaluation.confusion), classes)}};
}

Json toJson(const std::optional<PrecisionEvent>& precision) {
    if (!precision)
        return nullptr;
    return {{"precision", toString(precision->precision)},
            {"step", precision->step},
            {"texts", precision->error.texts},
            {"logits", precision->error.logits},
            {"gradients", precision->error.gradients},
            {"loss", precision->error.loss}};
}

Json toJson(const std::optional<WordsFound>& embeddings) {
    if (!embeddings)
        return nullptr;
    Json notes = Json::array();
    for (const WordVectorNote& note : embeddings->notes)
        notes.push_back({{"what", note.what}, {"count", note.count}, {"first_line", note.firstLine}});
    return {{"found", embeddings->found}, {"words", embeddings->words}, {"passed_over", notes}};
}

Json toJson(const RunResult& result) {
    return {{"run", result.run},
            {"stopped", result.stopped},
            {"steps", result.steps},
            {"epochs", result.epochs},
            {"seconds", result.seconds},
            {"tokens_per_second", result.tokensPerSecond},
            {"peak_bytes", result.peakBytes},
            {"parameters", {{"attention", result.attentionParameters}, {"total", result.totalParameters}}},
            {"train", trainOf(result)},
            {"validation", toJson(result.validation)},
            {"test", toJson(result.test)},
            {"precision_error", toJson(result.precision)},
            {"embeddings", toJson(result.embeddings)},
            {"history", historyOf(result)}};
}

Json documentOf(const WatchedRun& run, const std::string& lab, const std::string& exportFile) {
    Json document = toJson(run.result);
    document["seed"] = run.config.train.seed;
    document["lab"] = lab;
    document["split_column"] = nullable(run.config.data.splitColumn);
    if (!exportFile.empty())
        document["export"] = exportFile;
    return document;
}

void addRepeats(Json& document, const std::vector<WatchedRun>& runs, const std::string& lab) {
    Json repeats = Json::array(), mean = Json::object(), deviation = Json::object();
    for (const auto& run : runs)
        repeats.push_back(documentOf(run, lab));
    for (const auto& [split, part] :
         {std::pair{"validation", &RunResult::validation}, std::pair{"test", &RunResult::test}}) {
        const std::vector<Evaluation> seeds = measured(runs, part);
        if (seeds.empty())
            continue;
        for (const auto& [name, measure] :
             {std::pair{"loss", &Evaluation::loss}, std::pair{"accuracy", &Evaluation::accuracy},
              std::pair{"macro_f1", &Evaluation::macroF1}}) {
            const Spread spread = spreadOf(seeds, measure);
            mean[split][name] = spread.mean;
            deviation[split][name] = seeds.size() > 1 ? Json(spread.deviation) : Json(nullptr);
        }
    }
    document["repeats"] = repeats;
    document["mean"] = mean;
    document["deviation"] = deviation;
}

Json toJson(const std::string& text, const AttentionMap& map, const std::vector<std::string>& labels,
            bool withAttention) {
    Json probabilities = Json::object();
    for (std::size_t c = 0; c < labels.size() && c < map.probabilities.size(); ++c)
        probabilities[labels[c]] = map.probabilities[c];
    const auto winner = static_cast<std::size_t>(map.label);
    Json entry{{"text", text},
               {"tokens", map.tokens},
               {"ids", idsOf(map)},
               {"label", map.label >= 0 && winner < labels.size() ? Json(labels[winner]) : Json(nullptr)},
               {"probabilities", probabilities},
               {"logits", map.logits}};
    if (!withAttention)
        return entry;
    entry["attention"] = attentionOf(map);
    if (!map.maps.empty()) {
        Json maps = Json::array();
        for (const AttentionMap::Rows& rows : map.maps)
            maps.push_back(mapOf(rows));
        entry["maps"] = maps;
    }
    return entry;
}

Json toJson(const Explanation& explanation, const std::vector<std::string>& labels) {
    Json document{{"method", toString(explanation.method)},
                  {"label", labels.at(static_cast<std::size_t>(explanation.label))},
                  {"values", explanation.values}};
    if (explanation.method == Explanation::Method::Integrated)
        document["change"] = explanation.change;
    for (const Explanation::Agreement& each : explanation.agreement)
        document["rank_correlation"][each.name] =
            std::isfinite(each.rankCorrelation) ? Json(each.rankCorrelation) : Json(nullptr);
    return document;
}

} // namespace lab::cli
