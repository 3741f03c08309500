#pragma once

#include "core/inspect/attention_map.h"

#include <string>
#include <string_view>

namespace lab {

/// One attention map as safetensors bytes: metadata `tokens` (JSON list), `ids` (numbers with
/// blanks between them, none in older files) and `label`; tensors
/// `INDEX.LAYER.KIND` [tokens, heads] in the map's order, `pool` [tokens], `probabilities` and `logits`
/// [classes]. float32, exact. Whole maps are not stored: they would take tokens² values a layer and head.
std::string toBlob(const AttentionMap& map);

/// \throws DataError when the bytes are not such a map; \p what names them.
AttentionMap attentionFromBlob(std::string_view bytes, const std::string& what);

} // namespace lab
