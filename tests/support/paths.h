#pragma once

#include <string>

namespace lab::test {

/// Folder of the golden files of this repository.
std::string goldens();
/// Folder of the documents of this repository.
std::string docs();
/// Folder of the real data for development; it may be absent, and tests that use it skip then.
std::string sharedData();

} // namespace lab::test
