#include "ui/bridge/record_extract.h"

#include "core/base/error.h"
#include "core/store/dataset_repository.h"

#include <QCoreApplication>

#include <algorithm>

namespace lab {
namespace {

struct Extracting {
    Q_DECLARE_TR_FUNCTIONS(Extracting)
};

} // namespace

void readRecords(const RecordExtract& extract, const std::stop_token& stop,
                 const std::function<void(const RecordFacts& facts, const std::string& text)>& take) {
    constexpr std::size_t kReadAtOnce = 256;
    LabFile lab(extract.labPath);
    const DatasetRepository datasets(lab);
    for (std::size_t from = 0; from < extract.facts.size(); from += kReadAtOnce) {
        if (stop.stop_requested())
            throw Cancelled();
        const std::size_t count = std::min(kReadAtOnce, extract.facts.size() - from);
        std::vector<std::int64_t> positions;
        for (std::size_t i = 0; i < count; ++i)
            positions.push_back(extract.facts[from + i].position);
        const std::vector<std::string> texts = datasets.texts(extract.dataset, positions);
        for (std::size_t i = 0; i < count; ++i)
            take(extract.facts[from + i], texts[i]);
    }
    if (datasets.fingerprint(extract.dataset) != extract.fingerprint)
        throw StoreError(
            Extracting::tr("the data set was edited while it was written; export it again").toStdString());
}

} // namespace lab
