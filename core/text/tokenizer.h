#pragma once

#include "core/config/run_config.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// Cuts running text into tokens. Stateless, so any thread may use it at any time.
/// Input is UTF-8; each invalid part is read as U+FFFD.
class Tokenizer {
public:
    virtual ~Tokenizer();

    [[nodiscard]] virtual std::vector<std::string> split(std::string_view utf8) const = 0;
};

/// WordPunct: the authors' rule. The text is lower-cased as Python's `str.lower` does, then every match of
/// `\w+|[^\w\s]+` (NLTK's `wordpunct_tokenize`, Python's Unicode meaning of `\w` and `\s`) is a token; but
/// each character of the Han script is a token of its own, so that Chinese text has words. Whitespace: the
/// parts between Unicode white space, as Python's `str.split`, unchanged in case.
std::unique_ptr<Tokenizer> makeTokenizer(TokenizerKind kind);

} // namespace lab
