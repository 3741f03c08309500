#include "datasets/ag_news/ag_news_reader.h"

#include "datasets/csv/csv_dialect.h"
#include "datasets/table/table_reader.h"

#include <algorithm>

namespace lab {

namespace {

const DialectHints kHints{
    .delimiter = ',', .quoted = true, .header = {}, .columns = {"class", "title", "description"}};

class AgNewsReader final : public TableReader {
public:
    [[nodiscard]] std::string id() const override { return "ag_news"; }
    [[nodiscard]] std::string title() const override { return "AG News: class, title, description"; }
    [[nodiscard]] char delimiter() const override { return ','; }
    [[nodiscard]] bool recognizes(const SourceHead& head) const override {
        if (head.directory || head.bytes.empty() || head.bytes.front() != '"')
            return false;
        const auto records = sampleRecords(head.bytes, head.complete, ',', true, 100);
        return !records.empty() && std::all_of(records.begin(), records.end(), [](const auto& record) {
            return record.size() == 3 && record[0].size() == 1 && record[0][0] >= '1' && record[0][0] <= '4';
        });
    }

protected:
    [[nodiscard]] std::unique_ptr<RowStream> open(const std::string& path, const SourceLayout& layout,
                                                  const LoadControl& control) const override {
        return std::make_unique<CsvRows>(path, detectFileDialect(path, layout.encoding, kHints), control);
    }
    [[nodiscard]] RoleWishes defaultRoles() const override { return {{"2", "3"}, "1"}; }
    [[nodiscard]] Cleaning cleaning() const override {
        return {.html = true, .lostAmpersands = true, .backslashes = true};
    }
};

} // namespace

std::unique_ptr<Reader> makeAgNewsReader() {
    return std::make_unique<AgNewsReader>();
}

} // namespace lab
