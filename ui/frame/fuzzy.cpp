#include "ui/frame/fuzzy.h"

#include <algorithm>
#include <vector>

namespace lab {
namespace {

constexpr int kLetter = 16, kWordStart = 24, kRun = 30;

} // namespace

// Best score of the pattern's first letters that ends at each place of the text: a row for each letter of the
// pattern, so that "st" in "first step" finds the word and not the first s.
int fuzzyScore(QStringView pattern, QStringView text) {
    std::vector<int> ending(static_cast<std::size_t>(text.size()), -1);
    bool first = true;
    int best = 0;
    for (const QChar wanted : pattern) {
        if (wanted.isSpace())
            continue;
        std::vector<int> next(ending.size(), -1);
        int before = first ? 0 : -1; // best that ends anywhere before this place
        best = -1;
        for (std::size_t place = 0; place < next.size(); ++place) {
            const auto at = static_cast<qsizetype>(place);
            const int run = !first && place > 0 && ending[place - 1] >= 0 ? ending[place - 1] + kRun : -1;
            if (!first && place > 0)
                before = std::max(before, ending[place - 1]);
            if (text[at].toCaseFolded() == wanted.toCaseFolded() && before >= 0) {
                const bool starts = at == 0 || !text[at - 1].isLetterOrNumber();
                next[place] = std::max(before, run) + kLetter + (starts ? kWordStart : 0);
                best = std::max(best, next[place]);
            }
        }
        if (best < 0)
            return -1;
        ending = std::move(next);
        first = false;
    }
    return first ? 0 : std::max(0, best * 4 - static_cast<int>(std::min<qsizetype>(text.size(), 60)));
}

} // namespace lab
