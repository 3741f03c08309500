#include "datasets/registry.h"

#include "core/base/error.h"
#include "datasets/ag_news/ag_news_reader.h"
#include "datasets/amazon/amazon_reader.h"
#include "datasets/csv/csv_reader.h"
#include "datasets/demo/demo_reader.h"
#include "datasets/imdb/imdb_reader.h"
#include "datasets/io/decoded_source.h"
#include "datasets/io/tar_reader.h"
#include "datasets/io/text_check.h"
#include "datasets/jsonl/jsonl_reader.h"
#include "datasets/mind/mind_reader.h"
#include "datasets/sms/sms_reader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace lab {

namespace {

constexpr std::size_t kHeadBytes = 64 * 1024;

SourceHead headOf(const std::string& path, Encoding encoding) {
    SourceHead head;
    head.path = path;
    std::error_code error;
    head.directory = std::filesystem::is_directory(path, error);
    if (!head.directory)
        head.bytes = readTextHead(path, kHeadBytes, encoding);
    head.complete = head.bytes.size() < kHeadBytes;
    return head;
}

bool isFormatName(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

bool isChosen(const SourceLayout& layout) {
    return layout.delimiter != Delimiter::Auto || layout.header != HeaderLine::Auto;
}

void requireFits(const Reader& reader, const SourceLayout& layout) {
    const LayoutChoice choice = reader.layoutChoice();
    if (choice == LayoutChoice::Nothing && layout != SourceLayout{})
        throw ConfigError(fmt::format("data of the format {} has no delimiter, encoding or header line to "
                                      "choose: leave out --delimiter, --encoding and --header",
                                      reader.id()));
    if (choice == LayoutChoice::Encoding && isChosen(layout) && reader.delimiter() == '\0')
        throw ConfigError(fmt::format("the format {} says itself how its rows are written: leave out "
                                      "--delimiter and --header",
                                      reader.id()));
    if (choice == LayoutChoice::Encoding && isChosen(layout))
        throw ConfigError(fmt::format("the format {} says itself how its rows are written: leave out "
                                      "--delimiter and --header, or read it as csv:",
                                      reader.id()));
    if (reader.id() == "tsv" && layout.delimiter != Delimiter::Auto && layout.delimiter != Delimiter::Tab)
        throw ConfigError("tsv: means columns separated by tabs: leave out --delimiter, or read it as csv:");
}

} // namespace

void ReaderRegistry::add(std::unique_ptr<Reader> reader) {
    m_readers.push_back(std::move(reader));
}

const Reader* ReaderRegistry::find(const std::string& id) const {
    const auto found =
        std::find_if(m_readers.begin(), m_readers.end(), [&](const auto& r) { return r->id() == id; });
    return found == m_readers.end() ? nullptr : found->get();
}

const Reader& ReaderRegistry::detect(const std::string& path, Encoding encoding) const {
    const SourceHead head = headOf(path, encoding);
    if (!head.directory && !TarReader::recognizes(head.bytes))
        requireText(path, head.bytes);
    for (const auto& reader : m_readers)
        if (reader->recognizes(head))
            return *reader;
    if (head.directory)
        throw DataError(
            fmt::format("{} is a folder without texts in pos/ and neg/: name a data file, or a folder laid "
                        "out as IMDB's train/pos, train/neg, test/pos, test/neg",
                        path));
    throw DataError(
        fmt::format("{} is in no format the lab knows; name one in front of it, such as csv:{}", path, path));
}

ReaderRegistry makeReaderRegistry() {
    ReaderRegistry registry;
    registry.add(makeDemoReader());
    registry.add(makeImdbReader());
    registry.add(makeAmazonReader());
    registry.add(makeJsonlReader());
    registry.add(makeAgNewsReader());
    registry.add(makeMindNewsReader());
    registry.add(makeSmsReader());
    registry.add(makeTsvReader());
    registry.add(makeCsvReader());
    return registry;
}

SourceSpec parseSpec(const std::string& spec, const ReaderRegistry& registry) {
    if (spec.empty())
        throw ConfigError("no data set is named: give a file, a folder or demo:reviews");
    const std::size_t colon = spec.find(':');
    std::error_code error;
    if (colon == std::string::npos || !isFormatName(spec.substr(0, colon)))
        return {"", spec};
    const std::string format = spec.substr(0, colon);
    if (registry.find(format) == nullptr) {
        if (std::filesystem::exists(spec, error))
            return {"", spec};
        std::string known;
        for (const auto& reader : registry.readers())
            known += (known.empty() ? "" : ", ") + reader->id();
        throw ConfigError(
            fmt::format("'{}' in '{}' is no data format; the formats are {}", format, spec, known));
    }
    if (colon + 1 == spec.size())
        throw ConfigError(
            fmt::format("'{}' names a format but no data: add a path or a name behind the colon", spec));
    return {format, spec.substr(colon + 1)};
}

const Reader& readerFor(const SourceSpec& source, const SourceLayout& layout,
                        const ReaderRegistry& registry) {
    const Reader* reader =
        source.format.empty() ? &registry.detect(source.path, layout.encoding) : registry.find(source.format);
    if (source.format.empty() && isChosen(layout) && reader->delimiter() != '\0') {
        const bool tabs = layout.delimiter == Delimiter::Tab ||
                          (layout.delimiter == Delimiter::Auto && reader->delimiter() == '\t');
        reader = registry.find(tabs ? "tsv" : "csv");
    }
    requireFits(*reader, layout);
    return *reader;
}

bool canBeLaidOut(const std::string& spec) {
    const ReaderRegistry registry = makeReaderRegistry();
    try {
        const SourceSpec source = parseSpec(spec, registry);
        std::error_code error;
        if (!std::filesystem::is_regular_file(source.path, error) || !std::ifstream(source.path).good())
            return false;
        return source.format.empty() || registry.find(source.format)->layoutChoice() != LayoutChoice::Nothing;
    } catch (const ConfigError&) {
        return false; // it names no source
    }
}

SourcePreview previewSource(const std::string& spec, const SourceLayout& layout) {
    const ReaderRegistry registry = makeReaderRegistry();
    const SourceSpec source = parseSpec(spec, registry);
    return readerFor(source, layout, registry).preview(source.path, layout);
}

} // namespace lab
