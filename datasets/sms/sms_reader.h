#pragma once

#include "datasets/reader.h"

#include <memory>

namespace lab {

/// `sms:` the SMS spam collection: `ham` or `spam`, a tab and the message; nothing is quoted.
std::unique_ptr<Reader> makeSmsReader();

} // namespace lab
