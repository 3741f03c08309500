#include "ui/bridge/record_judging.h"

#include "core/base/error.h"
#include "core/store/dataset_repository.h"
#include "workbench/predictor.h"

#include <algorithm>

namespace lab {
namespace {

constexpr std::size_t kJudgedAtOnce = 32; // records between two looks at the stop token

/// The data set's number for each class of the model, −1 for one that the data set does not have.
std::vector<int> translate(const std::vector<std::string>& model, const QStringList& data) {
    std::vector<int> classes;
    for (const std::string& label : model)
        classes.push_back(static_cast<int>(data.indexOf(QString::fromStdString(label))));
    return classes;
}

} // namespace

Judgement judgeRecords(const JudgeOrder& order, const std::stop_token& stop,
                       const std::function<void(double share)>& tell) {
    const auto predictor = Predictor::fromNearest(order.labPath, order.run, order.weights, 1);
    const std::vector<int> classes = translate(predictor->labels(), order.labels);
    LabFile lab(order.labPath);
    const DatasetRepository datasets(lab);
    const std::vector<std::int64_t> all = datasets.positions(order.dataset);
    Judgement judgement{predictor->weights().value(), {}};
    for (std::size_t from = 0; from < all.size(); from += kJudgedAtOnce) {
        if (stop.stop_requested())
            throw Cancelled();
        const std::vector<std::int64_t> positions(
            all.begin() + static_cast<std::ptrdiff_t>(from),
            all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), from + kJudgedAtOnce)));
        const std::vector<std::string> texts = datasets.texts(order.dataset, positions);
        const auto maps = predictor->readAll(texts, false);
        for (std::size_t i = 0; i < maps.size(); ++i) {
            if (texts[i].empty()) // removed meanwhile
                continue;
            const auto label = static_cast<std::size_t>(maps[i].label);
            judgement.verdicts.push_back({positions[i], classes.at(label), maps[i].probabilities.at(label)});
        }
        tell(static_cast<double>(from) / static_cast<double>(all.size()));
    }
    return judgement;
}

} // namespace lab
