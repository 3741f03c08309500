#include "datasets/jsonl/jsonl_reader.h"

#include "datasets/io/decoded_source.h"
#include "datasets/io/text_check.h"
#include "datasets/jsonl/json_rows.h"
#include "datasets/table/table_reader.h"

namespace lab {

namespace {

class JsonlReader final : public TableReader {
public:
    [[nodiscard]] std::string id() const override { return "jsonl"; }
    [[nodiscard]] std::string title() const override { return "JSON lines, or an array of JSON objects"; }
    [[nodiscard]] bool recognizes(const SourceHead& head) const override {
        return !head.directory && JsonRows::recognizes(head.bytes);
    }

protected:
    [[nodiscard]] std::unique_ptr<RowStream> open(const std::string& path, const SourceLayout& layout,
                                                  const LoadControl& control) const override {
        requireText(path, readTextHead(path, 64 * 1024, layout.encoding));
        return std::make_unique<JsonRows>(path, layout.encoding, control);
    }
};

} // namespace

std::unique_ptr<Reader> makeJsonlReader() {
    return std::make_unique<JsonlReader>();
}

} // namespace lab
