#pragma once

#include "datasets/reader.h"

#include <memory>
#include <string>
#include <vector>

namespace lab {

/// The data formats the lab knows.
class ReaderRegistry {
public:
    void add(std::unique_ptr<Reader> reader);

    /// The reader called \p id, or nullptr.
    [[nodiscard]] const Reader* find(const std::string& id) const;
    /// The first reader that recognises the source at \p path, which is in \p encoding.
    /// \throws DataError when there is no such file, or no format fits it.
    [[nodiscard]] const Reader& detect(const std::string& path, Encoding encoding = Encoding::Auto) const;
    [[nodiscard]] const std::vector<std::unique_ptr<Reader>>& readers() const { return m_readers; }

private:
    std::vector<std::unique_ptr<Reader>> m_readers;
};

/// Every built-in format, the particular ones before the general ones.
ReaderRegistry makeReaderRegistry();

/// A SPEC taken apart: the format before the colon and the rest.
struct SourceSpec {
    std::string format; ///< empty = to be detected
    std::string path;
};

/// \throws ConfigError for an empty spec or an unknown format.
SourceSpec parseSpec(const std::string& spec, const ReaderRegistry& registry);

/// The reader for \p source: the one it names, else the one that recognises it. A delimiter or a header that
/// was chosen makes a detected format of delimited text, such as AG News, a plain table.
/// \throws DataError as detect; ConfigError when \p layout says what the format has no use for.
const Reader& readerFor(const SourceSpec& source, const SourceLayout& layout, const ReaderRegistry& registry);

/// Recognises and opens the start of what \p spec names, without reading it whole.
/// \throws DataError, ConfigError as loadDataset.
SourcePreview previewSource(const std::string& spec, const SourceLayout& layout = {});

/// Whether another layout may make a source readable that could not be read: a file that is there and can be
/// opened, of a format whose layout can be chosen.
bool canBeLaidOut(const std::string& spec);

} // namespace lab
