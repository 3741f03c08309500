#pragma once

#include "core/backend/precision.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace lab {

/// Which parameters of the additive attention are tied (paper section 3.1, figure 4).
enum class Sharing { None, QueryValue, QueryValueHead, QueryValueLayer };

/// What a head's score reads: the whole row (authors' code) or the head's own slice (paper).
enum class Scores { Across, PerHead };

/// How the global vector g meets a token's vector t (paper section 4.4): g*t, g+t or C[g;t].
enum class Interaction { Product, Add, Concat };

/// When the learning rate changes: never; linear warm-up, then linear decay to 0; warm-up, then half a cosine
/// to 0.
enum class Schedule { Constant, Linear, Cosine };

enum class TokenizerKind { WordPunct, Whitespace };

/// How a source of delimited text is written. Auto = found out from its first bytes.
enum class Delimiter { Auto, Comma, Semicolon, Tab, Pipe };
enum class Encoding { Auto, Utf8, Windows1252, Utf16 };
enum class HeaderLine { Auto, Yes, No };

/// Everything that decides the shape and the arithmetic of a model. Defaults: the authors' quick start.
struct ModelConfig {
    std::string encoder = "fastformer";
    Sharing sharing = Sharing::QueryValue;
    Scores scores = Scores::Across;
    Interaction interaction = Interaction::Product;
    int dim = 256;
    int heads = 16;
    int layers = 2;
    int ffn = 256;
    int maxLength = 256; ///< tokens; a longer text is cut
    float dropout = 0.2F;
    float layerNormEps = 1e-12F;
    float initRange = 0.02F; ///< standard deviation of the initial weights
    bool positions = true;
    bool layerNorm = true;
    bool feedForward = true;
    bool residual = true;
    /// Width of the word vectors; 0 = dim. Otherwise a learnt projection to dim follows.
    int embeddingDim = 0;
    std::map<std::string, double> hyperparameters; ///< an encoder's own values by name (`window`, `rank`, …)

    bool operator==(const ModelConfig&) const = default;
};

/// How text becomes token ids.
struct TextConfig {
    TokenizerKind tokenizer = TokenizerKind::WordPunct;
    int vocabulary = 0; ///< largest vocabulary, 0 = no limit
    int minCount = 1;
    std::string embeddings; ///< path of a GloVe text file, empty = random
    bool freezeEmbeddings = false;

    bool operator==(const TextConfig&) const = default;
};

/// What a person says about the way a source is written.
struct SourceLayout {
    Delimiter delimiter = Delimiter::Auto;
    Encoding encoding = Encoding::Auto;
    HeaderLine header = HeaderLine::Auto;

    bool operator==(const SourceLayout&) const = default;
};

/// Where examples come from and how they are divided.
struct DataConfig {
    std::string spec = "demo:reviews";
    std::string testSpec;                 ///< a separate test set, empty = by split
    std::vector<std::string> textColumns; ///< header names or 1-based numbers; empty = detected
    std::string labelColumn;
    double trainShare = 0.8;
    double validationShare = 0.1;
    double testShare = 0.1;
    std::uint64_t splitSeed = 1;
    std::int64_t limit = 0;  ///< at most this many examples (also the size of a demo), 0 = all
    SourceLayout layout;     ///< of the source and of the separate test set
    std::string splitColumn; ///< says which part each row belongs to, by name or number; empty = none does

    bool operator==(const DataConfig&) const = default;
};

/// How the model is trained.
struct TrainOptions {
    double epochs = 1;
    std::int64_t steps = 0; ///< overrides epochs when > 0
    int batch = 64;         ///< sequences per step
    double learningRate = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double adamEps = 1e-8;
    double clipNorm = 0; ///< global gradient norm limit, 0 = off
    Schedule schedule = Schedule::Constant;
    std::int64_t warmupSteps = 0;
    std::uint64_t seed = 1;
    bool shuffle = true;
    std::int64_t evaluateEvery = 0; ///< steps between validations besides each epoch's end, 0 = epochs only
    /// Epochs after which a checkpoint is kept, to branch from later; 0 = the best and last.
    int keepEvery = 0;

    bool operator==(const TrainOptions&) const = default;
};

/// One run, whole: with the data it repeats to the last bit on the same build and device.
struct RunConfig {
    DataConfig data;
    TextConfig text;
    ModelConfig model;
    TrainOptions train;
    std::string device = "cpu"; ///< cpu | cuda; "auto" until the run begins
    Precision precision = Precision::Fp32;

    bool operator==(const RunConfig&) const = default;
};

/// Stable names of the enumerators, as the command line, the lab file and model files spell them.
/// The parse functions throw ConfigError that lists the known names.
const char* toString(Sharing value);
const char* toString(Scores value);
const char* toString(Interaction value);
const char* toString(Schedule value);
const char* toString(TokenizerKind value);
const char* toString(Delimiter value);
const char* toString(Encoding value);
const char* toString(HeaderLine value);
Sharing parseSharing(const std::string& name);
Scores parseScores(const std::string& name);
Interaction parseInteraction(const std::string& name);
Schedule parseSchedule(const std::string& name);
TokenizerKind parseTokenizer(const std::string& name);
/// Also the character itself: "," ";" "|" and a tab.
Delimiter parseDelimiter(const std::string& name);
/// Also "latin-1", which Windows-1252 reads the same but for control characters that no text has.
Encoding parseEncoding(const std::string& name);
HeaderLine parseHeaderLine(const std::string& name);

} // namespace lab
