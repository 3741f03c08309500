#include "ui/words/core_sentences.h"

#include "ui/words/core_sentence_list.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace lab {
namespace {

constexpr const char* kContext = "CoreSentences";

const QRegularExpression& gap() {
    static const QRegularExpression braces(QStringLiteral("\\{[^}]*\\}"));
    return braces;
}

struct Pattern {
    const char* sentence = nullptr;
    QRegularExpression fits; ///< what the core makes of the sentence; each {} is a capture
    qsizetype words = 0;     ///< letters outside the gaps
};

Pattern patternOf(const char* sentence) {
    const QStringList between = QString::fromUtf8(sentence).split(gap());
    QStringList escaped;
    for (const QString& words : between)
        escaped += QRegularExpression::escape(words);
    return {sentence,
            QRegularExpression(QRegularExpression::anchoredPattern(escaped.join(QStringLiteral("(.+?)"))),
                               QRegularExpression::DotMatchesEverythingOption),
            between.join(QString()).size()};
}

/// Of several that fit, the first is the one that says most: those with many words stand before general ones.
const std::vector<Pattern>& patterns() {
    static const std::vector<Pattern> all = [] {
        std::vector<Pattern> list;
        for (const char* sentence : coreSentenceList())
            list.push_back(patternOf(sentence));
        std::stable_sort(list.begin(), list.end(),
                         [](const Pattern& a, const Pattern& b) { return a.words > b.words; });
        return list;
    }();
    return all;
}

/// Puts the captures of \p match where \p translation has its gaps; a capture may be a sentence of the core,
/// too.
QString fill(const QString& translation, const QRegularExpressionMatch& match) {
    const QStringList words = translation.split(gap());
    QString text = words.front();
    for (int number = 1; number < words.size(); ++number)
        text += coreSentence(match.captured(number)) + words[number];
    return text;
}

/// " (runs continue 3 --batch 32)", " (--device cpu)".
QString withoutCommands(QString text) {
    static const QRegularExpression command(QStringLiteral(" ?[(（](?:runs |--)[^)）]*[)）]"));
    return text.remove(command);
}

} // namespace

QString coreSentence(const QString& sentence) {
    for (const Pattern& pattern : patterns())
        if (const auto match = pattern.fits.match(sentence); match.hasMatch())
            return withoutCommands(fill(QCoreApplication::translate(kContext, pattern.sentence), match));
    // What was wrong with a file is told behind its name.
    const QString colon = QStringLiteral(": ");
    if (const qsizetype at = sentence.indexOf(colon); at > 0) {
        const QString reason = sentence.mid(at + colon.size()), told = coreSentence(reason);
        if (told != reason)
            return sentence.left(at) + colon + told;
    }
    return sentence;
}

QStringList listedCoreSentences() {
    QStringList list;
    for (const char* sentence : coreSentenceList())
        list += QString::fromUtf8(sentence);
    return list;
}

} // namespace lab
