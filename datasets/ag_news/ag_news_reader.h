#pragma once

#include "datasets/reader.h"

#include <memory>

namespace lab {

/// `ag_news:` `"class","title","description"` without a header; the text is title and description. What the
/// collection lost on its way is put right: ` #39;` is an apostrophe, a backslash a line break.
std::unique_ptr<Reader> makeAgNewsReader();

} // namespace lab
