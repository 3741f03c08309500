#pragma once

#include "core/encoders/encoder.h"
#include "core/inspect/attention_map.h"

#include <cstdint>

namespace lab {

/// Makes again what the encoders beside Fastformer never store: the weights of one text's attention, from the
/// operands that its forward pass left on the tape (\p trace; the tape must not have been cleared).
///
/// Adds "received" to \p map.layers for every layer, in memory that is linear in the length, and, for a text
/// of at most \p mapsUpTo tokens, all rows of every head to \p map.maps. On the host, one thread: the bits
/// depend on the operands alone. \p tokens is the length of the text, the only one of the batch.
void addRivalAttention(const AttentionTrace& trace, Backend& backend, std::int32_t tokens,
                       std::int32_t mapsUpTo, AttentionMap& map);

} // namespace lab
