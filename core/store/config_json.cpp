#include "core/store/config_json.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <concepts>
#include <limits>
#include <set>
#include <utility>

namespace lab {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// Each configuration lists its keys once; the same list writes (Field = Writer) and reads (Field = Reader).

template <class Field, class Config> void visitData(Field& field, Config& config) {
    field("data", config.spec);
    field("test", config.testSpec);
    field("text", config.textColumns);
    field("label", config.labelColumn);
    field.shares("split", config.trainShare, config.validationShare, config.testShare);
    field("split_seed", config.splitSeed);
    field("limit", config.limit);
    field.chosen("delimiter", config.layout.delimiter, parseDelimiter);
    field.chosen("encoding", config.layout.encoding, parseEncoding);
    field.chosen("header", config.layout.header, parseHeaderLine);
    field.unlessEmpty("split_column", config.splitColumn);
}

template <class Field, class Config> void visitText(Field& field, Config& config) {
    field.named("tokenizer", config.tokenizer, parseTokenizer);
    field("vocabulary", config.vocabulary);
    field("min_count", config.minCount);
    field("embeddings", config.embeddings);
    field("freeze_embeddings", config.freezeEmbeddings);
}

template <class Field, class Config> void visitModel(Field& field, Config& config) {
    field("encoder", config.encoder);
    field.named("sharing", config.sharing, parseSharing);
    field.named("scores", config.scores, parseScores);
    field.named("interaction", config.interaction, parseInteraction);
    field("dim", config.dim);
    field("heads", config.heads);
    field("layers", config.layers);
    field("ffn", config.ffn);
    field("max_length", config.maxLength);
    field("dropout", config.dropout);
    field("layer_norm_eps", config.layerNormEps);
    field("init_range", config.initRange);
    field("positions", config.positions);
    field("layer_norm", config.layerNorm);
    field("feed_forward", config.feedForward);
    field("residual", config.residual);
    field("embedding_dim", config.embeddingDim);
    field("hyperparameters", config.hyperparameters);
}

template <class Field, class Config> void visitTrain(Field& field, Config& config) {
    field("epochs", config.epochs);
    field("steps", config.steps);
    field("batch", config.batch);
    field("lr", config.learningRate);
    field("beta1", config.beta1);
    field("beta2", config.beta2);
    field("adam_eps", config.adamEps);
    field("clip_norm", config.clipNorm);
    field.named("schedule", config.schedule, parseSchedule);
    field("warmup_steps", config.warmupSteps);
    field("seed", config.seed);
    field("shuffle", config.shuffle);
    field("evaluate_every", config.evaluateEvery);
    field.unlessZero("keep_every", config.keepEvery);
}

template <class Field, class Config> void visitRun(Field& field, Config& config) {
    visitData(field, config.data);
    visitText(field, config.text);
    visitModel(field, config.model);
    visitTrain(field, config.train);
    field("device", config.device);
    field.named("precision", config.precision, parsePrecision);
}

class Writer {
public:
    template <class Value> void operator()(const char* key, const Value& value) {
        if constexpr (std::floating_point<Value>)
            m_json[key] = number(key, value);
        else
            m_json[key] = value;
    }
    /// Left out while it is not used, so that configurations from before it was there stay the same.
    void unlessZero(const char* key, int value) {
        if (value != 0)
            m_json[key] = value;
    }
    void unlessEmpty(const char* key, const std::string& value) {
        if (!value.empty())
            m_json[key] = value;
    }
    template <class Enum, class Parse> void named(const char* key, const Enum& value, Parse) {
        m_json[key] = toString(value);
    }
    /// A key that only those configurations have in which a person has chosen: all others keep the text, and
    /// with it the fingerprint of their settings, that they had before there was a choice.
    template <class Enum, class Parse> void chosen(const char* key, const Enum& value, Parse parse) {
        if (value != Enum{})
            named(key, value, parse);
    }
    void shares(const char* key, double train, double validation, double test) {
        m_json[key] = {number(key, train), number(key, validation), number(key, test)};
    }
    [[nodiscard]] std::string text() const {
        try {
            return m_json.dump();
        } catch (const json::exception&) {
            throw DataError("the configuration holds a text that is not valid UTF-8 and cannot be stored");
        }
    }

private:
    /// The shortest decimal that reads back as the same float: 0.2 and not 0.20000000298023224.
    template <class Value> static double number(const char* key, Value value) {
        if (!std::isfinite(value))
            throw ConfigError(fmt::format("{} must be a finite number", key));
        // not std::stod: that wants the comma of the desktop's language, and stops at the point
        const std::string text = fmt::format("{}", value);
        double shortest = 0;
        std::from_chars(text.data(), text.data() + text.size(), shortest);
        return shortest;
    }

    ordered_json m_json = ordered_json::object();
};

class Reader {
public:
    Reader(const std::string& text, std::string what) : m_what(std::move(what)) {
        m_json = json::parse(text, nullptr, false);
        if (!m_json.is_object())
            throw DataError(fmt::format("{}: the configuration is not a JSON object", m_what));
    }

    template <class Value> void operator()(const char* key, Value& value) {
        if (const json* found = find(key))
            assign(key, *found, value);
    }
    void unlessZero(const char* key, int& value) { (*this)(key, value); }
    void unlessEmpty(const char* key, std::string& value) { (*this)(key, value); }
    template <class Enum, class Parse> void named(const char* key, Enum& value, Parse parse) {
        std::string name;
        (*this)(key, name);
        if (find(key) == nullptr)
            return;
        try {
            value = parse(name);
        } catch (const ConfigError& error) {
            throw DataError(fmt::format("{}: \"{}\" in the configuration: {}", m_what, key, error.what()));
        }
    }
    template <class Enum, class Parse> void chosen(const char* key, Enum& value, Parse parse) {
        named(key, value, parse);
    }
    void shares(const char* key, double& train, double& validation, double& test) {
        const json* found = find(key);
        if (found == nullptr)
            return;
        if (!found->is_array() || found->size() != 3)
            fail(key, "a list of three numbers");
        assign(key, (*found)[0], train);
        assign(key, (*found)[1], validation);
        assign(key, (*found)[2], test);
    }
    [[nodiscard]] const json& object() const { return m_json; }

private:
    [[nodiscard]] const json* find(const char* key) const {
        const auto found = m_json.find(key);
        return found == m_json.end() ? nullptr : &*found;
    }
    [[noreturn]] void fail(const std::string& key, const char* expected) const {
        throw DataError(fmt::format("{}: \"{}\" in the configuration must be {}", m_what, key, expected));
    }

    void assign(const std::string& key, const json& found, std::string& value) const {
        if (!found.is_string())
            fail(key, "a string");
        value = found.get<std::string>();
    }
    void assign(const std::string& key, const json& found, bool& value) const {
        if (!found.is_boolean())
            fail(key, "true or false");
        value = found.get<bool>();
    }
    template <std::integral Value>
    void assign(const std::string& key, const json& found, Value& value) const {
        if (!found.is_number_integer())
            fail(key, "a whole number");
        const bool fits = found.is_number_unsigned() ? std::in_range<Value>(found.get<std::uint64_t>())
                                                     : std::in_range<Value>(found.get<std::int64_t>());
        if (!fits)
            fail(key, "a whole number within its range");
        value = found.get<Value>();
    }
    template <std::floating_point Value>
    void assign(const std::string& key, const json& found, Value& value) const {
        if (!found.is_number() || std::abs(found.get<double>()) > std::numeric_limits<Value>::max())
            fail(key, "a number");
        value = static_cast<Value>(found.get<double>());
    }
    void assign(const std::string& key, const json& found, std::vector<std::string>& value) const {
        if (!found.is_array())
            fail(key, "a list of strings");
        value.clear();
        for (const json& item : found)
            assign(key, item, value.emplace_back());
    }
    void assign(const std::string& key, const json& found, std::map<std::string, double>& value) const {
        if (!found.is_object())
            fail(key, "an object of numbers");
        value.clear();
        for (const auto& [name, item] : found.items())
            assign(key + "." + name, item, value[name]);
    }

    std::string m_what;
    json m_json;
};

} // namespace

std::string toJson(const RunConfig& config) {
    Writer writer;
    visitRun(writer, config);
    return writer.text();
}
std::vector<std::pair<std::string, std::string>> settingsOf(const RunConfig& config) {
    std::vector<std::pair<std::string, std::string>> settings;
    const auto add = [&](const std::string& key, const ordered_json& value) {
        settings.emplace_back(key, value.is_string()         ? value.get<std::string>()
                                   : value.is_number_float() ? fmt::format("{}", value.get<double>())
                                                             : value.dump());
    };
    const ordered_json document = ordered_json::parse(toJson(config));
    for (const auto& [key, value] : document.items()) {
        if (!value.is_object()) {
            add(key, value);
            continue;
        }
        for (const auto& [name, inner] : value.items())
            add(key + "." + name, inner);
    }
    return settings;
}
std::string toJson(const ModelConfig& config) {
    Writer writer;
    visitModel(writer, config);
    return writer.text();
}
std::string toJson(const TrainOptions& config) {
    Writer writer;
    visitTrain(writer, config);
    return writer.text();
}
std::string toJson(const std::vector<std::string>& list) {
    try {
        return json(list).dump();
    } catch (const json::exception&) {
        throw DataError("a list holds a text that is not valid UTF-8 and cannot be stored");
    }
}

RunConfig runConfigFromJson(const std::string& json, const std::string& what) {
    RunConfig config;
    Reader reader(json, what);
    visitRun(reader, config);
    return config;
}

std::vector<std::string> stringsFromJson(const std::string& text, const std::string& what) {
    const json list = json::parse(text, nullptr, false);
    const auto isString = [](const json& item) { return item.is_string(); };
    if (!list.is_array() || !std::all_of(list.begin(), list.end(), isString))
        throw DataError(fmt::format("{} must be a JSON list of strings", what));
    return list.get<std::vector<std::string>>();
}

ModelConfig modelConfigFromGolden(const std::string& json, const std::string& what) {
    ModelConfig config;
    Reader reader(json, what);
    reader("d", config.dim);
    reader("heads", config.heads);
    reader("di", config.ffn);
    reader("layers", config.layers);
    reader("max_len", config.maxLength);
    reader("dropout", config.dropout);
    reader("layer_norm_eps", config.layerNormEps);
    reader("encoder", config.encoder);
    reader.named("sharing", config.sharing, parseSharing);
    reader.named("scores", config.scores, parseScores);
    reader.named("interaction", config.interaction, parseInteraction);
    const std::set<std::string> known{"d",       "heads",          "di",    "layers",  "max_len",
                                      "dropout", "layer_norm_eps", "vocab", "classes", "learning_rate"};
    for (const auto& [key, value] : reader.object().items())
        if (value.is_number() && !known.contains(key))
            config.hyperparameters[key] = value.get<double>();
    return config;
}

} // namespace lab
