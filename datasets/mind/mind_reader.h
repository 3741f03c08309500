#pragma once

#include "datasets/reader.h"

#include <memory>

namespace lab {

/// `mind_news:` news.tsv of the MIND collection, eight columns without a header or quotes. The text is title
/// and abstract, the class the category (`--label subcategory` for the finer one).
std::unique_ptr<Reader> makeMindNewsReader();

} // namespace lab
