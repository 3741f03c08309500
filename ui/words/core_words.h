#pragma once

#include <QString>

#include <string>

namespace lab {

/// A word of the core that the window shows, in the window's language: labels, units and help of the
/// encoders' own numbers, titles of the presets. One that is not listed stays English.
QString coreWord(const std::string& word);
/// The word is listed for the translators; a test asks it for every encoder and preset.
bool knowsCoreWord(const std::string& word);

} // namespace lab
