#include "datasets/mind/mind_reader.h"

#include "core/base/error.h"
#include "datasets/csv/csv_dialect.h"
#include "datasets/io/decoded_source.h"
#include "datasets/table/table_reader.h"

#include <algorithm>

namespace lab {

namespace {

const DialectHints kHints{.delimiter = '\t',
                          .quoted = false,
                          .header = false,
                          .columns = {"id", "category", "subcategory", "title", "abstract", "url",
                                      "title_entities", "abstract_entities"}};

/// "N34700"
bool isNewsId(std::string_view field) {
    return field.size() > 1 && field[0] == 'N' &&
           std::all_of(field.begin() + 1, field.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool looksLikeNews(const std::vector<std::string>& record) {
    return record.size() == 8 && isNewsId(record[0]);
}

/// number, user, time, clicked news, shown news with "-0" or "-1" behind each
bool looksLikeImpressions(const std::vector<std::string>& record) {
    return record.size() == 5 && record[1].starts_with('U') &&
           isNewsId(record[4].substr(0, record[4].find('-')));
}

template <class Test> bool allFit(const std::vector<std::vector<std::string>>& records, Test test) {
    return !records.empty() && std::all_of(records.begin(), records.end(), test);
}

class MindNewsReader final : public TableReader {
public:
    [[nodiscard]] std::string id() const override { return "mind_news"; }
    [[nodiscard]] std::string title() const override { return "MIND news: category, title and abstract"; }
    [[nodiscard]] char delimiter() const override { return '\t'; }
    [[nodiscard]] bool recognizes(const SourceHead& head) const override {
        if (head.directory || head.bytes.empty())
            return false;
        const auto records = sampleRecords(head.bytes, head.complete, '\t', false, 50);
        return allFit(records, looksLikeNews) || allFit(records, looksLikeImpressions);
    }

protected:
    [[nodiscard]] std::unique_ptr<RowStream> open(const std::string& path, const SourceLayout& layout,
                                                  const LoadControl& control) const override {
        const auto records =
            sampleRecords(readTextHead(path, 64 * 1024, layout.encoding), false, '\t', false, 50);
        if (allFit(records, looksLikeImpressions))
            throw DataError(fmt::format(
                "{} holds MIND's impressions, which have no texts to classify: name news.tsv", path));
        return std::make_unique<CsvRows>(path, detectFileDialect(path, layout.encoding, kHints), control);
    }
    [[nodiscard]] RoleWishes defaultRoles() const override { return {{"4", "5"}, "2"}; }
};

} // namespace

std::unique_ptr<Reader> makeMindNewsReader() {
    return std::make_unique<MindNewsReader>();
}

} // namespace lab
