#include "ui/core_sentences.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <vector>

namespace lab {
namespace {

constexpr const char* kContext = "CoreSentences";
/// Of two that fit, the first is taken: the general ones stand last.
const char* const kSentences[] = {
    // the lab file
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}: the disk is full, the last change was not stored; free some space and try again"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}: the lab file was moved or removed while it was open; put it back where it was, or "
                      "start the program again"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}: the lab file is read-only; make the file and its folder writable (chmod u+w) or "
                      "name another lab with --lab"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}: another program has been writing to the lab file for too long; try again when it "
                      "is done"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}: is not a lab file (not an SQLite database); name another with --lab"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}: the lab file is damaged; restore a copy, or rescue what is readable with: sqlite3 "
                      "FILE .recover"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "{}: the lab file cannot be opened; check that you may read it and write to its folder"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the disk failed while the lab file was read or written ({})"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}: what this belongs to is no longer in the lab file; perhaps another program has "
                      "deleted the run"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: there is no such lab file"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the folder {} is not writable; name another lab with --lab"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}: is not a lab file (an SQLite database of another program); name another with "
                      "--lab"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}: was written by a newer version of Fastformer Lab (format {}, this program knows "
                      "{}); update the program"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "run {} has no stored weights yet; they come with its first checkpoint"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: run {} is being trained by process {} on {}; stop it first"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "'{}' stays, because runs could not go on without the texts that they were trained "
                      "on: {} in number, the first is run {}; remove those for good before it, also from the "
                      "trash of runs"),
    QT_TRANSLATE_NOOP("CoreSentences", "a record needs a text: type one, or remove the record"),
    QT_TRANSLATE_NOOP("CoreSentences", "the training part needs a record: put another one there first"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "nothing was changed: '{}' holds exactly the texts that this edit would make; use that "
                      "data set instead"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "nothing was changed: '{}' in the trash holds exactly the texts that this edit would "
                      "make; restore it instead"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "the data set that this edit changed is no longer in the lab file as it was"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "another program changed the data set while it was read; open it again"),
    // files that are written
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the disk is full; free some space or choose another folder"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the folder {} does not exist; create it first"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the folder {} is not writable; choose another folder"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: cannot be written ({})"),
    // sources of data
    QT_TRANSLATE_NOOP("CoreSentences", "{} does not exist: check the path"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is a folder, but a file is needed here"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} is a folder without texts in pos/ and neg/: name a data file, or a folder laid out "
                      "as IMDB's train/pos, train/neg, test/pos, test/neg"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} is in no format the lab knows; name one in front of it, such as csv:{}"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} is a binary file: a data set is text (CSV, TSV, JSON lines), plain or gzip"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} has a single column, '{}': a data set needs a text column and a column with the "
                      "class of each text"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} has no column '{}': its {} columns are {}"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} has no column that looks like a class: its columns are {}; name one with --label"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} has no column that looks like text: its columns are {}; name one with --text"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}: the class column has {} different values in {} rows, so it holds no classes; name "
                      "another with --label"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} has one class only ('{}' for all {} examples): at least two are needed"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}: column '{}' cannot be text and class at once; choose others with --text and "
                      "--label"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} is cut short: its gzip data ends after {} unpacked bytes without the end mark; "
                      "fetch the file again"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is damaged: its gzip data cannot be unpacked ({})"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} holds no word vectors: lines of a word and its numbers are expected"),
    // settings
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} heads do not divide a width of {}; choose --heads so that it divides --dim"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} has no query that could serve as value and no maps that heads could share; choose "
                      "none or query_value_layer"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "concat needs maps of the whole width, which head-wise sharing does not have; choose "
                      "product or add"),
    QT_TRANSLATE_NOOP("CoreSentences", "give --epochs or --steps, both are 0"),
    QT_TRANSLATE_NOOP("CoreSentences", "the training part needs a share above 0, the others at least 0"),
    QT_TRANSLATE_NOOP("CoreSentences", "the three shares sum to {:.4g}, not to 1"),
    // training
    QT_TRANSLATE_NOOP("CoreSentences",
                      "the loss of step {} is not finite: {} was the first op to give such a value; lower "
                      "--lr or set --clip-norm"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} has no training examples; give the training part a larger share with --split"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "run {} cannot go on: the lab file does not hold its data set any more"),
    // in general
    QT_TRANSLATE_NOOP("CoreSentences", "{} cannot be opened: {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} cannot be read: {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is empty"),
};

const QRegularExpression& gap() {
    static const QRegularExpression braces(QStringLiteral("\\{[^}]*\\}"));
    return braces;
}

/// Fits what the core makes of \p sentence; each {} is a capture.
QRegularExpression patternOf(const QString& sentence) {
    QStringList between;
    for (const QString& words : sentence.split(gap()))
        between += QRegularExpression::escape(words);
    return QRegularExpression(QRegularExpression::anchoredPattern(between.join(QStringLiteral("(.+?)"))),
                              QRegularExpression::DotMatchesEverythingOption);
}

const std::vector<QRegularExpression>& patterns() {
    static const std::vector<QRegularExpression> all = [] {
        std::vector<QRegularExpression> list;
        for (const char* sentence : kSentences)
            list.push_back(patternOf(QString::fromUtf8(sentence)));
        return list;
    }();
    return all;
}

/// Puts the captures of \p match where \p translation has its gaps.
QString fill(const QString& translation, const QRegularExpressionMatch& match) {
    const QStringList words = translation.split(gap());
    QString text = words.front();
    for (int number = 1; number < words.size(); ++number)
        text += match.captured(number) + words[number];
    return text;
}

} // namespace

QString coreSentence(const QString& sentence) {
    for (std::size_t i = 0; i < patterns().size(); ++i)
        if (const auto match = patterns()[i].match(sentence); match.hasMatch())
            return fill(QCoreApplication::translate(kContext, kSentences[i]), match);
    return sentence;
}

QStringList listedCoreSentences() {
    QStringList list;
    for (const char* sentence : kSentences)
        list += QString::fromUtf8(sentence);
    return list;
}

} // namespace lab
