#include "datasets/sms/sms_reader.h"

#include "datasets/csv/csv_dialect.h"
#include "datasets/table/table_reader.h"

#include <algorithm>

namespace lab {

namespace {

const DialectHints kHints{.delimiter = '\t', .quoted = false, .header = {}, .columns = {"label", "text"}};

class SmsReader final : public TableReader {
public:
    [[nodiscard]] std::string id() const override { return "sms"; }
    [[nodiscard]] std::string title() const override {
        return "SMS spam collection: ham or spam, tab, message";
    }
    [[nodiscard]] char delimiter() const override { return '\t'; }
    [[nodiscard]] bool recognizes(const SourceHead& head) const override {
        if (head.directory || head.bytes.empty())
            return false;
        const auto records = sampleRecords(head.bytes, head.complete, '\t', false, 100);
        const auto fits = std::count_if(records.begin(), records.end(), [](const auto& record) {
            return record.size() == 2 && (record[0] == "ham" || record[0] == "spam");
        });
        return records.size() > 1 &&
               fits + 1 >= static_cast<std::ptrdiff_t>(records.size()); // one may be a header
    }

protected:
    [[nodiscard]] std::unique_ptr<RowStream> open(const std::string& path, const SourceLayout& layout,
                                                  const LoadControl& control) const override {
        return std::make_unique<CsvRows>(path, detectFileDialect(path, layout.encoding, kHints), control);
    }
    [[nodiscard]] RoleWishes defaultRoles() const override { return {{"2"}, "1"}; }
};

} // namespace

std::unique_ptr<Reader> makeSmsReader() {
    return std::make_unique<SmsReader>();
}

} // namespace lab
