#pragma once

#include <string>

namespace lab::cli {

/// \throws DataError when a file cannot be put at \p path; to be asked before hours of training.
void requireWritable(const std::string& path);

/// \throws DataError when \p folder is no folder that files can be put in, and none can be made of that name.
/// Makes nothing.
void requireWritableFolder(const std::string& folder);

/// Writes \p text to \p path whole or not at all. \throws DataError.
void writeTextFile(const std::string& path, const std::string& text);

/// Makes \p folder and what lies above it. \throws DataError.
void makeFolder(const std::string& folder);

} // namespace lab::cli
