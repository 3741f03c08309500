#pragma once

#include "core/encoders/encoder.h"

#include <string>
#include <vector>

namespace lab {

/// The encoders of a list of ids; "all" stands for every one. Each once, in the order of the list.
/// \throws ConfigError that lists the known ids.
std::vector<const EncoderSpec*> chosenEncoders(const std::vector<std::string>& ids);

/// The sharing modes of a list for one encoder; "all" stands for every mode that it offers, and query_value,
/// the default, for none where the encoder's query cannot serve as value. Each once. A mode that the encoder
/// refuses stays in the list: the check of the model says why it is refused. \throws ConfigError for an
/// unknown name.
std::vector<Sharing> chosenSharings(const std::vector<std::string>& names, const EncoderSpec& spec);

} // namespace lab
