#include "ui/words/core_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace lab {
namespace {

// The core speaks English alone; what the window shows of its words is listed here for the translators.
constexpr const char* kContext = "CoreWords";
const char* const kWords[] = {
    // labels, units and help of the encoders' own numbers
    QT_TRANSLATE_NOOP("CoreWords", "Window"),
    QT_TRANSLATE_NOOP("CoreWords", "How many neighbours a token sees, half on each side"),
    QT_TRANSLATE_NOOP("CoreWords", "Global tokens"),
    QT_TRANSLATE_NOOP("CoreWords", "The first tokens of a text see all and are seen by all"),
    QT_TRANSLATE_NOOP("CoreWords", "Block"),
    QT_TRANSLATE_NOOP("CoreWords", "Tokens that see and are seen together"),
    QT_TRANSLATE_NOOP("CoreWords", "Random blocks"),
    QT_TRANSLATE_NOOP("CoreWords", "Blocks drawn for each block, layer and head"),
    QT_TRANSLATE_NOOP("CoreWords", "Pattern seed"),
    QT_TRANSLATE_NOOP("CoreWords", "Which random blocks are drawn"),
    QT_TRANSLATE_NOOP("CoreWords", "Rank"),
    QT_TRANSLATE_NOOP("CoreWords", "Landmarks that a text's keys and values are projected to"),
    QT_TRANSLATE_NOOP("CoreWords", "Neighbours on each side in the first level"),
    QT_TRANSLATE_NOOP("CoreWords", "Pooled window"),
    QT_TRANSLATE_NOOP("CoreWords", "How far the second level looks on each side"),
    QT_TRANSLATE_NOOP("CoreWords", "Kernel"),
    QT_TRANSLATE_NOOP("CoreWords", "Tokens that one average covers"),
    QT_TRANSLATE_NOOP("CoreWords", "Stride"),
    QT_TRANSLATE_NOOP("CoreWords", "Tokens from one average to the next; at most the pooled window plus 1"),
    QT_TRANSLATE_NOOP("CoreWords", "tokens"),
    QT_TRANSLATE_NOOP("CoreWords", "blocks"),
    QT_TRANSLATE_NOOP("CoreWords", "rows"),
    // titles of the presets
    QT_TRANSLATE_NOOP("CoreWords", "Authors' quick start"),
    QT_TRANSLATE_NOOP("CoreWords", "Paper: Amazon"),
    QT_TRANSLATE_NOOP("CoreWords", "Paper: IMDB"),
    QT_TRANSLATE_NOOP("CoreWords", "Paper: MIND topic"),
    QT_TRANSLATE_NOOP("CoreWords", "Tiny, for teaching"),
};

} // namespace

QString coreWord(const std::string& word) {
    return QCoreApplication::translate(kContext, word.c_str());
}

bool knowsCoreWord(const std::string& word) {
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

} // namespace lab
