#pragma once

#include "core/text/vocabulary.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// Something about a vector file that was passed over: how many lines and the first one.
struct WordVectorNote {
    std::string what; ///< "no word (line starts with a space)", "last line cut off", "repeated word"
    std::int64_t count = 0;
    std::int64_t firstLine = 0; ///< 1-based

    bool operator==(const WordVectorNote&) const = default;
};

/// Start values of a word embedding.
struct WordVectors {
    int dim = 0;
    std::vector<float> table; ///< [vocabulary, dim], row-major; row 0 (padding) is zero
    std::int64_t words = 0;   ///< vocabulary entries but for padding and the one of unknown words
    std::int64_t found = 0;   ///< how many of these words have a vector in the file
    std::int64_t drawn = 0;   ///< entries without one, drawn at random
    std::vector<WordVectorNote> notes;
};

/// How a long read reports and is told to stop.
struct WordVectorControl {
    std::uint64_t seed = 1;                     ///< of the draws for words that the file lacks
    std::function<void(double share)> progress; ///< share in [0, 1], at most every 50 ms
    std::stop_token stop;                       ///< when requested the read throws Cancelled
};

/// Reads a GloVe or word2vec text file ("word number number …" a line) for the words of \p vocabulary.
///
/// Words that the file lacks ("[UNK]" too) are drawn from the normal distribution with the mean and the full
/// covariance of the vectors that were found (paper, section 4.1), in double precision by a Cholesky factor;
/// of all vectors of the file where only one was found. The draws depend on the seed and the id alone.
///
/// Survives the quirks of such files: a line that starts with a space has lost its word and is left out; so
/// is a last line that was cut off; a first line "count dim" is no vector; a word may hold spaces (the last
/// dim fields are the numbers); of a repeated word the first vector counts. All are noted.
/// \throws DataError naming file and line for any other line of the wrong width or with something that is no
/// number; for a missing, empty or binary file, and for one that holds no word of \p vocabulary. Cancelled.
WordVectors readWordVectors(const std::string& path, const Vocabulary& vocabulary,
                            const WordVectorControl& control = {});

} // namespace lab
