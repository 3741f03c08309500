#pragma once

#include "datasets/reader.h"

#include <memory>

namespace lab {

/// `imdb:` reviews as one text file each, `train|test/pos|neg/ID_STARS.txt`, in a folder or its .tar.gz; both
/// give the same examples in the same order (by path). The class is the folder, or with `--label stars` the
/// number of stars in the file name. `unsup` files have no class and are skipped; so are, for stars, files
/// named `_0`. Files of `test` are the test part; those of `train`, or of pos/neg folders without either, are
/// divided.
std::unique_ptr<Reader> makeImdbReader();

} // namespace lab
