#include "workbench/data_source.h"

#include "core/base/error.h"
#include "core/store/run_repository.h"
#include "datasets/io/text_input.h"
#include "datasets/registry.h"
#include "workbench/text_pipeline.h"

#include <filesystem>
#include <string_view>

namespace lab {
namespace {

constexpr std::string_view kPrefix = "lab:";
constexpr std::size_t kSpecDigits = 16; // of the fingerprint: enough never to mean another data set

void checkUntouched(const DataConfig& config) {
    const auto refuse = [&](const char* what) {
        throw ConfigError(fmt::format(
            "{} is stored as it was imported, so {} cannot be changed; leave it out", config.spec, what));
    };
    if (!config.textColumns.empty() || !config.labelColumn.empty() || !config.splitColumn.empty())
        refuse("the columns (--text, --label, --split-column)");
    if (config.layout != SourceLayout{})
        refuse("its layout (--delimiter, --encoding, --header)");
    if (!config.testSpec.empty())
        refuse("the test set (--test)");
    if (config.limit != 0)
        refuse("the number of examples (--limit)");
}

} // namespace

bool namesStoredData(const std::string& spec) {
    return spec.starts_with(kPrefix);
}

std::string storedSpec(const std::string& fingerprint) {
    return std::string(kPrefix) + fingerprint.substr(0, kSpecDigits);
}

std::int64_t storedId(LabFile& lab, const std::string& spec) {
    return DatasetRepository(lab).resolve(spec.substr(kPrefix.size()));
}

Dataset loadData(const DataConfig& config, const std::string& labPath, const LoadControl& control) {
    if (!namesStoredData(config.spec)) {
        if (namesStoredData(config.testSpec))
            throw ConfigError(fmt::format("--test {}: a stored data set cannot be the separate test set of "
                                          "another; name the file that it was read from",
                                          config.testSpec));
        return loadDataset(config, control);
    }
    checkUntouched(config);
    // A lab that is not there is not to be made only to find nothing in it.
    LabFile lab(labPath, std::filesystem::exists(labPath) ? LabMode::ReadWrite : LabMode::ReadOnly);
    return fromStored(DatasetRepository(lab).load(storedId(lab, config.spec), control.stop));
}

bool sourcesAreThere(const DataConfig& config) {
    try {
        static_cast<void>(previewSource(config.spec, config.layout));
        if (!config.testSpec.empty())
            static_cast<void>(previewSource(config.testSpec, config.layout));
        return true;
    } catch (const DataError&) {
        return false;
    } catch (const ConfigError&) { // without its file a name with a colon is a format that nobody knows
        return false;
    }
}

std::optional<Dataset> trainedData(LabFile& lab, std::int64_t run) {
    const std::optional<std::int64_t> dataset = RunRepository(lab).load(run).row.dataset;
    if (!dataset)
        return std::nullopt;
    return fromStored(DatasetRepository(lab).load(*dataset));
}

std::int64_t importData(const Dataset& data, const DataConfig& config, const std::string& labPath,
                        const LoadControl& control) {
    LabFile lab(labPath);
    if (namesStoredData(config.spec))
        return storedId(lab, config.spec);
    ReadProgress progress(control);
    const auto tell = [&](double share) {
        progress.update(share, static_cast<std::int64_t>(share * static_cast<double>(data.examples.size())));
    };
    return DatasetRepository(lab).save(toStored(data, config), control.stop, tell);
}

} // namespace lab
