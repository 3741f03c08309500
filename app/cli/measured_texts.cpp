#include "app/cli/measured_texts.h"

#include "app/cli/json_output.h"
#include "app/cli/options.h"
#include "app/cli/progress.h"
#include "datasets/registry.h"
#include "workbench/data_source.h"
#include "workbench/text_pipeline.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <string>
#include <unordered_set>

namespace lab::cli {
namespace {

/// How sure it is that two specs name one source.
enum class Likeness { Other, SameName, Same };

/// Nothing for a stored data set, and for what is no spec any more.
std::optional<SourceSpec> sourceOf(const std::string& spec) {
    if (namesStoredData(spec))
        return std::nullopt;
    try {
        return parseSpec(spec, makeReaderRegistry());
    } catch (const ConfigError&) {
        return std::nullopt;
    }
}

std::filesystem::path lastNameOf(const std::string& path) {
    const std::filesystem::path named(path);
    return named.has_filename() ? named.filename() : named.parent_path().filename();
}

/// A relative path of the training means another file in another folder, so the same name may be the same
/// file, too: its content tells.
Likeness likenessOf(const std::string& asked, const std::string& own) {
    if (asked == own)
        return Likeness::Same;
    const auto left = sourceOf(asked), right = sourceOf(own);
    if (!left || !right || left->format == "demo" || right->format == "demo" ||
        !(left->format.empty() || right->format.empty() || left->format == right->format))
        return Likeness::Other;
    std::error_code error;
    if (std::filesystem::equivalent(left->path, right->path, error) && !error)
        return Likeness::Same;
    return lastNameOf(left->path) == lastNameOf(right->path) ? Likeness::SameName : Likeness::Other;
}

/// \p asked in the format that \p own names, where it names none itself.
std::string inFormatOf(const std::string& own, const std::string& asked) {
    const auto left = sourceOf(asked), right = sourceOf(own);
    const bool taken = left && right && left->format.empty() && !right->format.empty();
    return taken ? fmt::format("{}:{}", right->format, left->path) : asked;
}

/// As the model's own data was read, but for what \p asked says.
DataConfig asInTraining(const DataConfig& asked, const DataConfig& own, bool splitColumnNamed) {
    DataConfig data = own;
    data.spec = inFormatOf(own.spec, asked.spec);
    if (!asked.textColumns.empty())
        data.textColumns = asked.textColumns;
    if (!asked.labelColumn.empty())
        data.labelColumn = asked.labelColumn;
    if (asked.layout != SourceLayout{})
        data.layout = asked.layout;
    if (splitColumnNamed || !asked.testSpec.empty())
        data.splitColumn = asked.splitColumn;
    if (!asked.splitColumn.empty() || !asked.testSpec.empty())
        data.testSpec = asked.testSpec;
    return data;
}

/// Undivided but for a test part of its own.
DataConfig asOtherData(const DataConfig& asked, const DataConfig& own) {
    DataConfig data = asked;
    if (data.textColumns.empty())
        data.textColumns = own.textColumns;
    if (data.labelColumn.empty())
        data.labelColumn = own.labelColumn;
    data.trainShare = 1;
    data.validationShare = 0;
    data.testShare = 0;
    return data;
}

class Search {
public:
    Search(const EvaluateOrder& order, const Predictor& predictor, const CLI::App& app,
           const Context& context)
        : m_order(order), m_predictor(predictor), m_app(app), m_context(context) {}

    MeasuredTexts find() {
        if (namesStoredData(m_order.data.spec))
            findStored();
        else if (!findOwn())
            findOther();
        const auto training = trainingTexts();
        select();
        if (training)
            countSeen(*training);
        return std::move(m_found);
    }

private:
    /// A stored data set has the parts that it was imported with.
    void findStored() {
        m_found.data = loadWithProgress(m_order.data, m_context);
        if (!m_predictor.trainedOn().empty())
            m_found.ownParts = isWhatItWasTrainedOn(m_found.data);
    }

    /// False where it is not the model's own data.
    bool findOwn() {
        const DataConfig& own = m_predictor.config().data;
        const Likeness likeness = likenessOf(m_order.data.spec, own.spec);
        if (likeness == Likeness::Other)
            return false;
        const DataConfig config = asInTraining(m_order.data, own, m_app.count("--split-column") > 0);
        DataConfig readAsItWas = config;
        readAsItWas.spec = own.spec;
        if (likeness == Likeness::Same && readAsItWas == own && !sourcesAreThere(config) && takeStored())
            return true;
        if (!load(config, likeness))
            return false;
        m_found.splitColumn = config.splitColumn;
        m_limit = m_order.data.limit;
        const std::string& trainedOn = m_predictor.trainedOn();
        if (trainedOn.empty() && likeness == Likeness::Same) {
            say(fmt::format("{} does not say which texts it was trained on: where {} has changed since, its "
                            "parts are others",
                            name(), m_order.data.spec));
            return true;
        }
        if (!trainedOn.empty() && isWhatItWasTrainedOn(m_found.data)) {
            m_found.ownParts = true;
            return true;
        }
        m_limit = 0;
        if (likeness == Likeness::Same)
            m_why = fmt::format("its texts and parts are not those that {} was trained on", name());
        return false;
    }

    /// A file that has no more than its name in common need not be readable in the same way.
    bool load(const DataConfig& config, Likeness likeness) {
        try {
            m_found.data = loadWithProgress(config, m_context);
            return true;
        } catch (const Error&) {
            if (likeness == Likeness::Same)
                throw;
            return false;
        }
    }

    /// The lab file's copy of what the run was trained on, where it has one.
    bool takeStored() {
        std::optional<Dataset> stored = m_order.source.run == 0 ? std::nullopt : trained();
        if (!stored)
            return false;
        say(fmt::format("the data of {} cannot be read where it was: its texts are those that the lab file "
                        "holds",
                        name()));
        m_found.data = std::move(*stored);
        m_found.splitColumn = m_predictor.config().data.splitColumn;
        m_found.ownParts = true;
        m_limit = m_order.data.limit;
        return true;
    }

    void findOther() {
        DataConfig config = asOtherData(m_order.data, m_predictor.config().data);
        takeSplitColumn(m_app, config, m_context);
        m_found.data = loadWithProgress(config, m_context);
        m_found.splitColumn = config.splitColumn;
        m_found.ownParts = false;
    }

    /// Moves what is asked for into the test part.
    void select() {
        Dataset& data = m_found.data;
        m_found.split = !m_order.split.empty() ? m_order.split : data.count(Split::Test) > 0 ? "test" : "all";
        const bool all = m_found.split == "all";
        const Split wanted = m_found.split == "train"        ? Split::Train
                             : m_found.split == "validation" ? Split::Validation
                                                             : Split::Test;
        if (!all && data.count(wanted) == 0)
            throw DataError(fmt::format("{}: it has no {} part{}; --split all takes every text", data.name,
                                        m_found.split, m_why.empty() ? "" : fmt::format(" ({})", m_why)));
        if (!m_why.empty())
            say(fmt::format("{}: {}; it is measured as other data", m_order.data.spec, m_why));
        std::erase_if(data.examples, [&](const Example& e) { return !all && e.split != wanted; });
        for (Example& example : data.examples)
            example.split = Split::Test;
        sample(data.examples, m_limit, m_predictor.config().data.splitSeed);
    }

    /// What a run learnt from; nothing for a model file, and where the lab file does not hold it.
    [[nodiscard]] std::optional<std::unordered_set<std::string>> trainingTexts() const {
        if (m_order.source.run == 0)
            return std::nullopt;
        const auto textsOf = [](const Dataset& data) {
            std::unordered_set<std::string> texts;
            for (const Example& example : data.examples)
                if (example.split == Split::Train)
                    texts.insert(example.text);
            return texts;
        };
        if (m_found.ownParts == true) // it is at hand
            return textsOf(m_found.data);
        const std::optional<Dataset> data = trained();
        return data ? std::optional(textsOf(*data)) : std::nullopt;
    }

    void countSeen(const std::unordered_set<std::string>& texts) {
        const auto& measured = m_found.data.examples;
        m_found.seen = std::count_if(measured.begin(), measured.end(),
                                     [&](const Example& e) { return texts.contains(e.text); });
        if (*m_found.seen > 0 && m_found.ownParts != true)
            say(fmt::format("{} of the {} texts stand in the training part of {}", groupedText(*m_found.seen),
                            groupedText(static_cast<std::int64_t>(measured.size())), name()));
    }

    [[nodiscard]] bool isWhatItWasTrainedOn(const Dataset& data) const {
        return fingerprintOf(toStored(data, {})) == m_predictor.trainedOn();
    }
    [[nodiscard]] std::optional<Dataset> trained() const {
        LabFile lab(m_context.labPath(), LabMode::ReadOnly);
        return trainedData(lab, m_order.source.run);
    }
    [[nodiscard]] std::string name() const {
        return m_order.source.run == 0 ? m_order.source.model : fmt::format("run {}", m_order.source.run);
    }
    void say(const std::string& sentence) const {
        if (!(m_context.common.quiet && m_context.common.json))
            m_context.err << sentence << '\n';
    }

    const EvaluateOrder& m_order;
    const Predictor& m_predictor;
    const CLI::App& m_app;
    const Context& m_context;
    MeasuredTexts m_found;
    std::string m_why;        ///< the source is the model's own, but what is in it is not
    std::int64_t m_limit = 0; ///< of the chosen part
};

} // namespace

MeasuredTexts measuredTexts(const EvaluateOrder& order, const Predictor& predictor, const CLI::App& app,
                            const Context& context) {
    return Search(order, predictor, app, context).find();
}

} // namespace lab::cli
