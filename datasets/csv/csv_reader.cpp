#include "datasets/csv/csv_reader.h"

#include "core/base/error.h"

namespace lab {

namespace {

/// What a person has chosen, as hints for the detection of the rest.
DialectHints hintsOf(const SourceLayout& layout) {
    DialectHints hints;
    switch (layout.delimiter) {
    case Delimiter::Auto:
        break;
    case Delimiter::Comma:
        hints.delimiter = ',';
        break;
    case Delimiter::Semicolon:
        hints.delimiter = ';';
        break;
    case Delimiter::Tab:
        hints.delimiter = '\t';
        break;
    case Delimiter::Pipe:
        hints.delimiter = '|';
        break;
    }
    if (layout.header != HeaderLine::Auto)
        hints.header = layout.header == HeaderLine::Yes;
    return hints;
}

class CsvReader final : public TableReader {
public:
    [[nodiscard]] std::string id() const override { return "csv"; }
    [[nodiscard]] std::string title() const override { return "comma, semicolon or bar separated text"; }
    [[nodiscard]] bool recognizes(const SourceHead& head) const override {
        return !head.directory && !head.bytes.empty();
    }
    [[nodiscard]] LayoutChoice layoutChoice() const override { return LayoutChoice::Everything; }
    [[nodiscard]] char delimiter() const override { return ','; }

protected:
    [[nodiscard]] std::unique_ptr<RowStream> open(const std::string& path, const SourceLayout& layout,
                                                  const LoadControl& control) const override {
        return std::make_unique<CsvRows>(path, detectFileDialect(path, layout.encoding, hintsOf(layout)),
                                         control);
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
    [[nodiscard]] LayoutChoice layoutChoice() const override { return LayoutChoice::Everything; }
    [[nodiscard]] char delimiter() const override { return '\t'; }

protected:
    [[nodiscard]] std::unique_ptr<RowStream> open(const std::string& path, const SourceLayout& layout,
                                                  const LoadControl& control) const override {
        DialectHints hints = hintsOf(layout);
        hints.delimiter = '\t';
        return std::make_unique<CsvRows>(path, detectFileDialect(path, layout.encoding, hints), control);
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
