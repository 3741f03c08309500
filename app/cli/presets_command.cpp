#include "app/cli/command_line.h"
#include "app/cli/json_output.h"
#include "core/encoders/encoder.h"
#include "core/encoders/model_check.h"
#include "core/encoders/presets.h"
#include "core/store/config_json.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <ostream>

namespace lab::cli {
namespace {

Json toJson(const Preset& preset) {
    Json encoders = Json::array();
    for (const EncoderSpec& spec : builtinEncoders().all())
        encoders.push_back(Json::parse(lab::toJson(normalized(modelOf(preset, spec.id)))));
    Json train = Json::parse(lab::toJson(preset.train));
    train.erase("seed"); // a preset leaves it as it is
    return {{"id", preset.id},
            {"title", preset.title},
            {"source", preset.source},
            {"train", train},
            {"models", encoders}};
}

int presets(const Context& context) {
    Json document = Json::array();
    for (const Preset& preset : builtinPresets()) {
        document.push_back(toJson(preset));
        if (!context.common.json)
            context.out << fmt::format("{:<14}{}\n{:14}{}\n", preset.id, preset.title, "", preset.source);
    }
    if (context.common.json)
        print(context.out, document);
    return kDone;
}

} // namespace

void addPresetsCommand(CommandLine& line) {
    CLI::App& app = line.add(line.root(), "presets", "published and ready-made settings for train --preset");
    line.onRun(app, presets);
}

} // namespace lab::cli
