#include "ui/words/settings_fields.h"

#include "core/encoders/encoder.h"
#include "ui/words/core_words.h"
#include "ui/words/format.h"
#include "workbench/data_source.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lab {
namespace {

using Kind = SettingsField::Kind;
using Fields = std::vector<SettingsField>;

struct Settings {
    Q_DECLARE_TR_FUNCTIONS(Settings)
};

/// What a number may be.
struct Limits {
    double least, most, step = 1;
    QString zero = {};
};

/// A setting that is a member of one part of the configuration: \p part of RunConfig, \p member of that.
template <class Part, class Value>
SettingsField number(const char* field, const QString& label, const QString& help, const Limits& limits,
                     std::pair<Part RunConfig::*, Value Part::*> place) {
    SettingsField made{field,
                       std::is_floating_point_v<Value> ? Kind::Real : Kind::Integer,
                       label,
                       help,
                       limits.least,
                       limits.most,
                       limits.step,
                       limits.zero,
                       {},
                       {},
                       {}};
    made.get = [place](const RunConfig& config) {
        return QVariant(static_cast<double>((config.*place.first).*place.second));
    };
    made.set = [place](RunConfig& config, const QVariant& value) {
        (config.*place.first).*place.second = static_cast<Value>(value.toDouble());
    };
    return made;
}

template <class Part, class Value>
SettingsField choice(const char* field, const QString& label, const QString& help, const QStringList& choices,
                     std::pair<Part RunConfig::*, Value Part::*> place) {
    SettingsField made{field, Kind::Choice, label, help, 0, 0, 1, {}, choices, {}, {}};
    made.get = [place](const RunConfig& config) {
        return QVariant(static_cast<int>((config.*place.first).*place.second));
    };
    made.set = [place](RunConfig& config, const QVariant& value) {
        (config.*place.first).*place.second = static_cast<Value>(value.toInt());
    };
    return made;
}

template <class Part>
SettingsField toggle(const char* field, const QString& label, const QString& help,
                     std::pair<Part RunConfig::*, bool Part::*> place) {
    SettingsField made{field, Kind::Switch, label, help, 0, 0, 1, {}, {}, {}, {}};
    made.get = [place](const RunConfig& config) { return QVariant((config.*place.first).*place.second); };
    made.set = [place](RunConfig& config, const QVariant& value) {
        (config.*place.first).*place.second = value.toBool();
    };
    return made;
}

constexpr auto model(auto member) {
    return std::pair{&RunConfig::model, member};
}
constexpr auto train(auto member) {
    return std::pair{&RunConfig::train, member};
}
constexpr auto words(auto member) {
    return std::pair{&RunConfig::text, member};
}
constexpr auto data(auto member) {
    return std::pair{&RunConfig::data, member};
}

SettingsField ownNumber(const Hyperparameter& h) {
    SettingsField made;
    made.field = h.key;
    made.kind = h.integer ? Kind::Integer : Kind::Real;
    made.label = coreWord(h.label);
    if (!h.unit.empty() && !made.label.endsWith(coreWord(h.unit), Qt::CaseInsensitive))
        made.label += QStringLiteral(", ") + coreWord(h.unit);
    made.help = coreWord(h.help);
    made.least = h.lowest;
    made.most = h.highest;
    made.get = [key = h.key, initial = h.initial](const RunConfig& config) {
        const auto own = config.model.hyperparameters.find(key);
        return QVariant(own == config.model.hyperparameters.end() ? initial : own->second);
    };
    made.set = [key = h.key](RunConfig& config, const QVariant& value) {
        config.model.hyperparameters[key] = value.toDouble();
    };
    return made;
}

SettingsField scores() {
    auto made = choice(
        "scores", Settings::tr("Scores"),
        Settings::tr("What a head's score reads: the whole row (authors' code) or its own slice (paper)"),
        {Settings::tr("across heads"), Settings::tr("per head")}, model(&ModelConfig::scores));
    made.whyDisabled = [](const RunConfig& config) {
        return config.model.sharing == Sharing::QueryValueHead
                   ? Settings::tr("Heads that share their parameters read their own slice")
                   : QString();
    };
    made.get = [](const RunConfig& config) {
        return QVariant(config.model.sharing == Sharing::QueryValueHead
                            ? static_cast<int>(Scores::PerHead)
                            : static_cast<int>(config.model.scores));
    };
    return made;
}

SettingsField interaction() {
    return choice("interaction", Settings::tr("Interaction"),
                  Settings::tr("How the global vector g meets a token's vector t"),
                  {Settings::tr("product"), Settings::tr("sum"), Settings::tr("concat")},
                  model(&ModelConfig::interaction));
}

Fields encoderFields(const RunConfig& config) {
    Fields fields;
    for (const EncoderSpec& spec : builtinEncoders().all()) {
        if (spec.id != config.model.encoder)
            continue;
        for (const Hyperparameter& h : spec.hyperparameters)
            fields.push_back(ownNumber(h));
        if (spec.additive) {
            fields.push_back(scores());
            fields.push_back(interaction());
        }
    }
    return fields;
}

Fields sizeFields() {
    return {number("dim", Settings::tr("Width"),
                   Settings::tr("Numbers in the vector of a token; the heads share them"), {4, 4096, 16},
                   model(&ModelConfig::dim)),
            number("heads", Settings::tr("Heads"),
                   Settings::tr("Parallel attentions; their number must divide the width"), {1, 256},
                   model(&ModelConfig::heads)),
            number("layers", Settings::tr("Layers"),
                   Settings::tr("Attention and feed-forward blocks, one after the other"), {1, 200},
                   model(&ModelConfig::layers)),
            number("ffn", Settings::tr("Feed-forward width"),
                   Settings::tr("Inner width of the feed-forward block"), {1, 65536, 32},
                   model(&ModelConfig::ffn)),
            number("max_length", Settings::tr("Tokens at most"), Settings::tr("A longer text is cut"),
                   {1, 1 << 20, 16}, model(&ModelConfig::maxLength)),
            number("dropout", Settings::tr("Dropout"),
                   Settings::tr("Share of numbers set to 0 while training"), {0, 0.98, 0.05},
                   model(&ModelConfig::dropout))};
}

Fields frameFields() {
    return {toggle("positions", Settings::tr("Positions"),
                   Settings::tr("A learnt vector for each place in the text"),
                   model(&ModelConfig::positions)),
            toggle("layer_norm", Settings::tr("Layer normalisation"),
                   Settings::tr("After the embedding and after each block"), model(&ModelConfig::layerNorm)),
            toggle("feed_forward", Settings::tr("Feed-forward block"),
                   Settings::tr("Two maps with GELU between them, token by token"),
                   model(&ModelConfig::feedForward)),
            toggle("residual", Settings::tr("Residual connections"),
                   Settings::tr("Each block adds to its input"), model(&ModelConfig::residual))};
}

Fields dataFields() {
    const QString whole = Settings::tr("all");
    Fields fields{
        number("split", Settings::tr("Training share"),
               Settings::tr("Share of the texts that the model is trained on"), {0, 1, 0.05},
               data(&DataConfig::trainShare)),
        number("validation_share", Settings::tr("Validation share"),
               Settings::tr("Measured after each epoch"), {0, 1, 0.05}, data(&DataConfig::validationShare)),
        number("test_share", Settings::tr("Test share"), Settings::tr("Measured once, at the end"),
               {0, 1, 0.05}, data(&DataConfig::testShare)),
        number("split_seed", Settings::tr("Seed of the split"), Settings::tr("Which texts go to which part"),
               {0, 1e6}, data(&DataConfig::splitSeed)),
        number("limit", Settings::tr("Texts at most"),
               Settings::tr("Use only so many texts of the data set; the size of a demo"),
               {0, 1e9, 1000, whole}, data(&DataConfig::limit))};
    for (SettingsField& each : fields) {
        each.decided = Settings::tr("as imported");
        each.whyDisabled = [](const RunConfig& config) {
            return namesStoredData(config.data.spec) && config.data.limit == 0
                       ? Settings::tr(
                             "An imported data set keeps the texts and parts that it was imported with")
                       : QString();
        };
    }
    return fields;
}

SettingsField vectorFile() {
    SettingsField made;
    made.field = "embeddings";
    made.kind = Kind::File;
    made.label = Settings::tr("Word vectors");
    made.help = Settings::tr(
        "A GloVe text file to start from; vectors that are trained are brought to the size of the "
        "model's own start values");
    made.zero = Settings::tr("random");
    made.get = [](const RunConfig& config) { return QString::fromStdString(config.text.embeddings); };
    made.set = [](RunConfig& config, const QVariant& value) {
        config.text.embeddings = value.toString().toStdString();
        if (config.text.embeddings.empty())
            config.text.freezeEmbeddings = false;
    };
    return made;
}

Fields wordFields() {
    auto frozen =
        toggle("freeze_embeddings", Settings::tr("Keep them as they are"),
               Settings::tr("Do not train the loaded word vectors"), words(&TextConfig::freezeEmbeddings));
    frozen.whyDisabled = [](const RunConfig& config) {
        return config.text.embeddings.empty()
                   ? Settings::tr("Only word vectors from a file can be kept as they are")
                   : QString();
    };
    auto width = number("embedding_dim", Settings::tr("Word vector width"),
                        Settings::tr("Another width than the model's; a learnt map joins them"),
                        {0, 65536, 50, Settings::tr("as the model")}, model(&ModelConfig::embeddingDim));
    width.whyDisabled = [](const RunConfig& config) {
        return config.text.embeddings.empty() ? QString() : Settings::tr("The file of word vectors says it");
    };
    return {choice("tokenizer", Settings::tr("Tokeniser"),
                   Settings::tr("Words and punctuation apart, or whatever stands between blanks"),
                   {Settings::tr("words"), Settings::tr("blanks")}, words(&TextConfig::tokenizer)),
            number("vocabulary", Settings::tr("Vocabulary at most"),
                   Settings::tr("Keep only the most frequent words"), {0, 1e8, 1000, Settings::tr("all")},
                   words(&TextConfig::vocabulary)),
            number("min_count", Settings::tr("Least occurrences"),
                   Settings::tr("Keep words that occur at least so often"), {1, 1e6},
                   words(&TextConfig::minCount)),
            vectorFile(),
            std::move(frozen),
            std::move(width)};
}

Fields trainingFields() {
    auto epochs =
        number("epochs", Settings::tr("Epochs"), Settings::tr("How often each training text is seen"),
               {0, 1000}, train(&TrainOptions::epochs));
    epochs.whyDisabled = [](const RunConfig& config) {
        return config.train.steps > 0 ? Settings::tr("The number of steps decides") : QString();
    };
    return {std::move(epochs),
            number("steps", Settings::tr("Steps"), Settings::tr("A number of updates instead of epochs"),
                   {0, 1e9, 100, Settings::tr("by epochs")}, train(&TrainOptions::steps)),
            number("batch", Settings::tr("Batch, texts"), Settings::tr("Texts in one step"), {1, 65536, 8},
                   train(&TrainOptions::batch)),
            number("seed", Settings::tr("Seed"),
                   Settings::tr("The same seed and settings give the same run to the last bit"), {0, 1e6},
                   train(&TrainOptions::seed)),
            toggle("shuffle", Settings::tr("Shuffle"),
                   Settings::tr("Another order of the texts in each epoch"), train(&TrainOptions::shuffle)),
            number("evaluate_every", Settings::tr("Also validate every"),
                   Settings::tr("Steps between validations besides each epoch's end"),
                   {0, 1e9, 25, Settings::tr("epoch only")}, train(&TrainOptions::evaluateEvery)),
            number("keep_every", Settings::tr("Keep a checkpoint every"),
                   Settings::tr("Epochs between checkpoints that stay, to branch, inspect and export from. "
                                "Each takes three times the size of the model in the lab file. The best and "
                                "the last are always there"),
                   {0, 1000, 1, Settings::tr("best and last only")}, train(&TrainOptions::keepEvery))};
}

Fields optimiserFields() {
    return {
        number("lr", Settings::tr("Learning rate"), Settings::tr("Of Adam, at its highest"), {0, 10, 0},
               train(&TrainOptions::learningRate)),
        choice("schedule", Settings::tr("Schedule"),
               Settings::tr("How the learning rate goes on after the warm-up"),
               {Settings::tr("constant"), Settings::tr("linear to 0"), Settings::tr("cosine to 0")},
               train(&TrainOptions::schedule)),
        number("warmup_steps", Settings::tr("Warm-up, steps"),
               Settings::tr("Steps in which the learning rate rises from 0"),
               {0, 1e9, 10, Settings::tr("none")}, train(&TrainOptions::warmupSteps)),
        number("clip_norm", Settings::tr("Gradient norm at most"),
               Settings::tr("A longer gradient is shortened to it"), {0, 1e6, 0.5, Settings::tr("any")},
               train(&TrainOptions::clipNorm)),
        number("beta1", Settings::tr("Adam β₁"), Settings::tr("How slowly the mean of the gradients follows"),
               {0, 0.999999, 0.01}, train(&TrainOptions::beta1)),
        number("beta2", Settings::tr("Adam β₂"), Settings::tr("How slowly the mean of their squares follows"),
               {0, 0.999999, 0.001}, train(&TrainOptions::beta2)),
        number("adam_eps", Settings::tr("Adam ε"), Settings::tr("Keeps Adam from dividing by 0"), {0, 1, 0},
               train(&TrainOptions::adamEps))};
}

/// Of every section what is changed most.
Fields essentials(const RunConfig& config) {
    static const std::initializer_list<std::string_view> kWanted = {
        "dim", "heads", "layers", "ffn", "dropout", "max_length", "epochs", "batch", "seed"};
    Fields fields = encoderFields(config);
    for (const Fields& section : {sizeFields(), trainingFields()})
        std::copy_if(section.begin(), section.end(), std::back_inserter(fields),
                     [](const SettingsField& field) {
                         return std::find(kWanted.begin(), kWanted.end(), field.field) != kWanted.end();
                     });
    return fields;
}

} // namespace

QString titleOf(SettingsSection section) {
    switch (section) {
    case SettingsSection::Encoder:
        return Settings::tr("Encoder");
    case SettingsSection::Size:
        return Settings::tr("Size");
    case SettingsSection::Frame:
        return Settings::tr("Frame");
    case SettingsSection::Data:
        return Settings::tr("Data");
    case SettingsSection::Words:
        return Settings::tr("Words");
    case SettingsSection::Training:
        return Settings::tr("Training");
    case SettingsSection::Optimiser:
        return Settings::tr("Optimiser");
    case SettingsSection::Essentials:
        return Settings::tr("Settings");
    }
    return {};
}

QString textOf(const SettingsField& field, const RunConfig& config) {
    const QVariant value = field.get(config);
    const double number = value.toDouble();
    switch (field.kind) {
    case SettingsField::Kind::Choice:
        return field.choices.value(value.toInt());
    case SettingsField::Kind::Switch:
        return value.toBool() ? Settings::tr("on") : Settings::tr("off");
    case SettingsField::Kind::File:
        return value.toString().isEmpty() ? field.zero : dataName(value.toString());
    case SettingsField::Kind::Integer:
    case SettingsField::Kind::Real:
        break;
    }
    if (number == 0 && !field.zero.isEmpty())
        return field.zero;
    return field.kind == SettingsField::Kind::Integer ? formatCount(std::llround(number))
                                                      : formatRate(number);
}

std::vector<SettingsField> fieldsOf(SettingsSection section, const RunConfig& config) {
    switch (section) {
    case SettingsSection::Encoder:
        return encoderFields(config);
    case SettingsSection::Size:
        return sizeFields();
    case SettingsSection::Frame:
        return frameFields();
    case SettingsSection::Data:
        return dataFields();
    case SettingsSection::Words:
        return wordFields();
    case SettingsSection::Training:
        return trainingFields();
    case SettingsSection::Optimiser:
        return optimiserFields();
    case SettingsSection::Essentials:
        return essentials(config);
    }
    return {};
}

QString inWords(QString message, const RunConfig& config) {
    for (const SettingsSection section : kAllSettings)
        for (const SettingsField& field : fieldsOf(section, config))
            message.replace(QStringLiteral("--") + QString::fromStdString(field.field).replace(u'_', u'-'),
                            field.label.toLower());
    return message;
}

} // namespace lab
