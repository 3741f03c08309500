#include "datasets/csv/csv_reader.h"

#include "core/base/error.h"

namespace lab {

namespace {

class CsvReader final : public TableReader {
public:
    [[nodiscard]] std::string id() const override { return "csv"; }
    [[nodiscard]] std::string title() const override { return "comma, semicolon or bar separated text"; }
    [[nodiscard]] bool recognizes(const SourceHead& head) const override {
        return !head.directory && !head.bytes.empty();
    }

protected:
    [[nodiscard]] std::unique_ptr<RowStream> open(const std::string& path,
                                                  const LoadControl& control) const override {
        return std::make_unique<CsvRows>(path, detectFileDialect(path), control);
    }
};

class TsvReader final : public TableReader {
public:
    [[nodiscard]] std::string id() const override { return "tsv"; }
    [[nodiscard]] std::string title() const override { return "tab separated text"; }
    [[nodiscard]] bool recognizes(const SourceHead& head) const override {
        return !head.directory && !head.bytes.empty() &&
               detectDialect(head.bytes, head.complete).delimiter == '\t';
    }

protected:
    [[nodiscard]] std::unique_ptr<RowStream> open(const std::string& path,
                                                  const LoadControl& control) const override {
        return std::make_unique<CsvRows>(
            path, detectFileDialect(path, {.delimiter = '\t', .quoted = {}, .header = {}, .columns = {}}),
            control);
    }
};

} // namespace

std::unique_ptr<Reader> makeCsvReader() {
    return std::make_unique<CsvReader>();
}
std::unique_ptr<Reader> makeTsvReader() {
    return std::make_unique<TsvReader>();
}

} // namespace lab
