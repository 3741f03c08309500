#include "core/encoders/presets.h"

#include "core/base/error.h"
#include "core/encoders/encoder.h"

#include <algorithm>

namespace lab {
namespace {

Preset quickStart() {
    return {
        "quick-start",
        "Authors' quick start",
        "The authors' PyTorch notebook: d 256, 16 heads, 2 layers, feed-forward 256, dropout 0.2, Adam 1e-3, "
        "batch 64, 2 epochs, 256 tokens, query = value, scores across heads",
        {},
        {.epochs = 2},
        {},
        {}};
}

/// One column of the paper's hyperparameter table; window, globals and random tokens are one number there.
struct PaperColumn {
    const char *id, *title;
    int window, pooledWindow, block, maxLength;
};

Preset paper(const PaperColumn& column) {
    Preset preset;
    preset.id = column.id;
    preset.title = column.title;
    preset.source =
        "Wu et al. 2021 (arXiv 2108.09084), table of hyperparameters; scores per head and layer-wise "
        "sharing as in its section 3. Not in the paper and chosen here: feed-forward 256, Poolingformer's "
        "first window, kernel 5 and stride 4";
    preset.model.sharing = Sharing::QueryValueLayer;
    preset.model.scores = Scores::PerHead;
    preset.model.maxLength = column.maxLength;
    preset.maxLength["transformer"] = 512;
    preset.train.epochs = 3;
    const double window = column.window, block = column.block;
    constexpr double kRandomBlocks = 2; // 8 random tokens in blocks of 4, 16 in blocks of 8
    preset.hyperparameters = {{"longformer", {{"window", window}, {"global_tokens", window}}},
                              {"bigbird", {{"block", block}, {"random_blocks", kRandomBlocks}}},
                              {"linformer", {{"rank", 16}}},
                              {"poolingformer",
                               {{"window", window},
                                {"window_pooled", static_cast<double>(column.pooledWindow)},
                                {"kernel", 5},
                                {"stride", 4}}}};
    return preset;
}

Preset teaching() {
    Preset preset;
    preset.id = "teaching";
    preset.title = "Tiny, for teaching";
    preset.source = "This program: learns the built-in reviews in some ten seconds on two cores";
    preset.model.dim = 64;
    preset.model.heads = 4;
    preset.model.ffn = 128;
    preset.model.maxLength = 64;
    preset.model.dropout = 0.1F;
    preset.train.learningRate = 3e-3;
    preset.train.schedule = Schedule::Linear;
    preset.train.warmupSteps = 40;
    preset.train.epochs = 4;
    return preset;
}

} // namespace

const std::vector<Preset>& builtinPresets() {
    static const std::vector<Preset> presets{
        quickStart(), paper({"paper-amazon", "Paper: Amazon", 8, 64, 4, 512}),
        paper({"paper-imdb", "Paper: IMDB", 8, 64, 4, 1024}),
        paper({"paper-mind", "Paper: MIND topic", 16, 256, 8, 2048}), teaching()};
    return presets;
}

const Preset& findPreset(const std::string& id) {
    std::string known;
    for (const Preset& preset : builtinPresets()) {
        if (preset.id == id)
            return preset;
        known += (known.empty() ? "" : ", ") + preset.id;
    }
    throw ConfigError(fmt::format("unknown preset \"{}\"; known: {}", id, known));
}

ModelConfig modelOf(const Preset& preset, const std::string& encoder) {
    const EncoderSpec& spec = builtinEncoders().find(encoder);
    ModelConfig model = preset.model;
    model.encoder = encoder;
    if (!spec.additive) { // section 3.1 describes sharing for Fastformer alone
        const ModelConfig plain;
        model.sharing = spec.sharings.front();
        model.scores = plain.scores;
        model.interaction = plain.interaction;
    }
    if (const auto own = preset.hyperparameters.find(encoder); own != preset.hyperparameters.end())
        model.hyperparameters = own->second;
    if (const auto length = preset.maxLength.find(encoder); length != preset.maxLength.end())
        model.maxLength = length->second;
    return model;
}

void apply(const Preset& preset, RunConfig& config) {
    const std::uint64_t seed = config.train.seed;
    config.model = modelOf(preset, config.model.encoder);
    config.train = preset.train;
    config.train.seed = seed;
}

} // namespace lab
