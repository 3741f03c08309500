#include "datasets/amazon/amazon_reader.h"

#include "datasets/csv/csv_dialect.h"
#include "datasets/io/decoded_source.h"
#include "datasets/io/text_check.h"
#include "datasets/jsonl/json_rows.h"
#include "datasets/table/table_reader.h"

namespace lab {

namespace {

/// The roles need no word of their own: `reviewText` and `overall` are the first of the well-known names.
class AmazonReader final : public TableReader {
public:
    [[nodiscard]] std::string id() const override { return "amazon"; }
    [[nodiscard]] std::string title() const override { return "Amazon product reviews with stars"; }
    [[nodiscard]] bool recognizes(const SourceHead& head) const override {
        return !head.directory && JsonRows::recognizes(head.bytes) &&
               head.bytes.find("\"reviewText\"") != std::string::npos &&
               head.bytes.find("\"overall\"") != std::string::npos;
    }

protected:
    [[nodiscard]] std::unique_ptr<RowStream> open(const std::string& path, const SourceLayout& layout,
                                                  const LoadControl& control) const override {
        const std::string head = readTextHead(path, 64 * 1024, layout.encoding);
        requireText(path, head);
        if (JsonRows::recognizes(head))
            return std::make_unique<JsonRows>(path, layout.encoding, control);
        return std::make_unique<CsvRows>(path, detectFileDialect(path, layout.encoding), control);
    }
};

} // namespace

std::unique_ptr<Reader> makeAmazonReader() {
    return std::make_unique<AmazonReader>();
}

} // namespace lab
