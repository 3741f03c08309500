#pragma once

#include <QString>
#include <QStringList>

namespace lab {

/// A sentence of the core about something that went wrong, in the window's language. The core speaks English,
/// and what a stored run failed of is kept in English: the sentences that a person can meet are listed (see
/// core_sentence_list.h) and known again by the words between their gaps. A sentence inside another, or
/// behind the name of a file, is told in the window's language, too. One that is not listed stays English.
/// What a way on is called on the command line, which stands in brackets, is left out.
QString coreSentence(const QString& sentence);

/// The listed sentences as they stand in the core's sources, for the test that looks for them there.
QStringList listedCoreSentences();

} // namespace lab
