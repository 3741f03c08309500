#pragma once

#include "core/backend/devices.h"
#include "core/config/run_config.h"

#include <string>

namespace CLI {
class App;
} // namespace CLI

namespace lab::cli {

struct Context;

/// What every subcommand takes.
struct CommonOptions {
    std::string lab;             ///< the lab file; empty = the default place
    std::string device = "auto"; ///< auto | cpu | cuda
    Precision precision = Precision::Fp32;
    int threads = 0;    ///< 0 = all processor cores
    bool json = false;  ///< one JSON document on standard output
    bool quiet = false; ///< no progress
};

/// Each function adds one group of options that write straight into the configuration; see Flags for the
/// errors. The configuration must outlive the parse.
void addCommonOptions(CLI::App& app, CommonOptions& common);
/// \p specNames: "--data", or the name of a positional.
void addDataOptions(CLI::App& app, DataConfig& data, const std::string& specNames);
/// --split-column; \p otherwise says what holds without it. addDataOptions has it too.
void addSplitColumnOption(CLI::App& app, DataConfig& data, const std::string& otherwise);
/// --delimiter, --encoding and --header; addDataOptions has them too.
void addLayoutOptions(CLI::App& app, SourceLayout& layout);
/// How texts become tokens; addTextOptions adds the word vectors.
void addTokenOptions(CLI::App& app, TextConfig& text);
void addTextOptions(CLI::App& app, TextConfig& text);
/// --encoder, --preset and --sharing; call it before addModelOptions and addTrainOptions, whose options then
/// override the preset wherever they stand on the line (options are read in the order in which they were
/// added).
void addPresetOptions(CLI::App& app, RunConfig& config);
/// Everything else of the model.
void addModelOptions(CLI::App& app, ModelConfig& model);
/// The encoders' own numbers, from their registry.
void addEncoderOptions(CLI::App& app, ModelConfig& model);
void addTrainOptions(CLI::App& app, TrainOptions& train);

/// "0.8/0.1/0.1" into the three shares. \throws ConfigError unless they are three shares that sum to 1.
void parseSplitShares(const std::string& text, DataConfig& data);

/// Where neither --split-column nor --test is given: the parts are those that a column called `split` says,
/// if the source has one, and a line on standard error tells it (with --quiet --json the document does).
/// \throws DataError, ConfigError as loadDataset.
void takeSplitColumn(const CLI::App& app, DataConfig& data, const Context& context);

/// The device to compute on, resolved. \throws DeviceError with the reason for cuda where it cannot be used;
/// ConfigError for a precision that the device does not offer.
DeviceChoice chooseDevice(const CommonOptions& common);

} // namespace lab::cli
