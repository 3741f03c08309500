#pragma once

#include "datasets/reader.h"

#include <memory>

namespace lab {

/// `amazon:` product reviews with 1 to 5 stars: the JSON dumps (`reviewText`, `overall`) whether they are
/// true JSON lines or not, and the CSV collections of the same kind (`reviews.text`, `reviews.rating`).
std::unique_ptr<Reader> makeAmazonReader();

} // namespace lab
