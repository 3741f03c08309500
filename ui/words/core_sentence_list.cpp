#include "ui/words/core_sentence_list.h"

#include <QtGlobal>

namespace lab {
namespace {

const char* const kSentences[] = {
    // the lab file
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}: the disk is full, the last change was not stored; free some space and try again"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the lab file was moved or removed while it was open; put it back "
                                       "where it was, or start the program again"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the lab file is read-only; make the file and its folder writable "
                                       "(chmod u+w) or name another lab with --lab"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "{}: another program has been writing to the lab file for too long; try again when it is done"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}: is not a lab file (not an SQLite database); name another with --lab"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the lab file is damaged; restore a copy, or rescue what is "
                                       "readable with: sqlite3 FILE .recover"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "{}: the lab file cannot be opened; check that you may read it and write to its folder"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the disk failed while the lab file was read or written ({})"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "{}: what this belongs to is no longer in the lab file; perhaps another program has deleted the run"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: there is no such lab file"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: this is the lab file into which runs are to be copied, so it has "
                                       "them already; name another one"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the folder {} is not writable; name another lab with --lab"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "{}: is not a lab file (an SQLite database of another program); name another with --lab"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: was written by a newer version of Fastformer Lab (format {}, "
                                       "this program knows {}); update the program"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "run {} has no stored weights yet; they come with its first checkpoint"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: run {} is being trained by process {} on {}; stop it first"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the lab file does not accept the change ({})"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: there is not enough memory to use the lab file"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the lab file cannot be used ({})"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the lab file cannot be opened ({})"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: is a directory; --lab needs the name of a file"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the folder cannot be created ({}); name another lab with --lab"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: is empty and no lab file yet"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: has the older format {} (this program writes {}); open it once "
                                       "for writing, or a writable copy of it, to bring it up to date"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: there is no run {}; see the list of runs for those there are"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "{}: run {} is being trained by process {} on {}; stop it there first, or wait when that process is "
        "gone: a run counts as stopped an hour after its last step, a paused one after a day"),
    QT_TRANSLATE_NOOP("CoreSentences", "the lab file holds an unknown run status \"{}\""),
    QT_TRANSLATE_NOOP("CoreSentences", "the lab file holds an unknown split \"{}\""),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: there is no data set {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: a record of data set {} has the unknown class {}"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "'{}' names no data set of the lab: give its number, or at least {} digits of its fingerprint"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "{}: several data sets have a fingerprint that begins with {}; give more of its digits"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: an evaluation of run {} is damaged"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the filter of a slice cannot be read ({})"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: there is no vocabulary {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: is not an attention map"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the snapshot of run {} after step {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} does not exist"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the configuration is not a JSON object"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: \"{}\" in the configuration: {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: \"{}\" in the configuration must be {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} must be a JSON list of strings"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "the configuration holds a text that is not valid UTF-8 and cannot be stored"),
    QT_TRANSLATE_NOOP("CoreSentences", "a list holds a text that is not valid UTF-8 and cannot be stored"),
    QT_TRANSLATE_NOOP("CoreSentences", "unknown {} \"{}\"; known: {}"),
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
    QT_TRANSLATE_NOOP("CoreSentences", "the data set '{}' is not in the trash; move it there first"),
    // files that are written
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the disk is full; free some space or choose another folder"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the folder {} does not exist; create it first"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the folder {} is not writable; choose another folder"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: cannot be written ({})"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: cannot be written because it is {}; give the name of a file"),
    QT_TRANSLATE_NOOP("CoreSentences", "a directory"),
    QT_TRANSLATE_NOOP("CoreSentences", "not a regular file"),
    QT_TRANSLATE_NOOP("CoreSentences", "a model file cannot hold a name or text that is not valid UTF-8"),
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
    QT_TRANSLATE_NOOP("CoreSentences", "{} holds no columns: a data set needs a text column and a column "
                                       "with the class of each text"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} has a single column, '{}': a data set needs a text column and a "
                                       "column with the class of each text"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} has no column '{}': its {} columns are {}"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} has no column that looks like a class: its columns are {}; name one with --label"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} has no column that looks like text: its columns are {}; name one with --text"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the class column has {} different values in {} rows, so it holds "
                                       "no classes; name another with --label"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} has one class only ('{}' for all {} examples): at least two are needed"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "{}: column '{}' cannot be text and class at once; choose others with --text and --label"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: column '{}' says the parts and cannot be text or class as well; "
                                       "choose another with --text, --label or --split-column"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "--test and --split-column both say which texts are for the test: leave out one"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is cut short: its gzip data ends after {} unpacked bytes without "
                                       "the end mark; fetch the file again"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is damaged: its gzip data cannot be unpacked ({})"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} holds no word vectors: lines of a word and its numbers are expected"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} holds no usable example"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} holds no usable example: every row was skipped ({})"),
    // why a row is left out of a data set, or what was mended in it
    QT_TRANSLATE_NOOP("CoreSentences", "{} × {}, first in row {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} × {}, first in row {}; {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} (test set)"),
    QT_TRANSLATE_NOOP("CoreSentences", "empty text"),
    QT_TRANSLATE_NOOP("CoreSentences", "no label"),
    QT_TRANSLATE_NOOP("CoreSentences", "too few columns"),
    QT_TRANSLATE_NOOP("CoreSentences", "too many columns"),
    QT_TRANSLATE_NOOP("CoreSentences", "part is not train, validation or test"),
    QT_TRANSLATE_NOOP("CoreSentences", "not a JSON object"),
    QT_TRANSLATE_NOOP("CoreSentences", "not valid JSON"),
    QT_TRANSLATE_NOOP("CoreSentences", "cut off"),
    QT_TRANSLATE_NOOP("CoreSentences", "no class (unsup folder)"),
    QT_TRANSLATE_NOOP("CoreSentences", "no stars in the file name"),
    QT_TRANSLATE_NOOP("CoreSentences", "not in the test part"),
    QT_TRANSLATE_NOOP("CoreSentences", "the set's own test part, replaced by the separate one"),
    QT_TRANSLATE_NOOP("CoreSentences", "invalid UTF-8 replaced"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} has no rows"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} has no rows below its header"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}: the quoted field that opens in row {} (line {}) is never closed; add the missing "
                      "quotation mark, or read the file as tsv: if its quotation marks are plain text"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} has a row of more than 64 MB: it is not a table of texts"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} has a JSON object of more than 64 MB (number {})"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} holds MIND's impressions, which have no texts to classify: name news.tsv"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} is neither a folder nor a tar archive, so it holds no IMDB reviews"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} holds no reviews: files such as train/pos/0_9.txt are expected in it"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} has no text column '{}': its columns are 'text', 'sentiment', 'stars'"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} has no class '{}': choose sentiment or stars with --label"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} has no column of parts, its folders train and test say them: leave "
                      "out --split-column"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} cannot be unpacked: zlib did not start"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is not a regular file: save it first"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "{} ends its lines with carriage returns alone, as old Macs did: save it with line feeds"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is cut short: the archive ends inside file {} ({})"),
    QT_TRANSLATE_NOOP("CoreSentences", "the first header"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is damaged: the archive header after file {} is wrong"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the file {} inside the archive is larger than 64 MB"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "{} is a ZIP archive (or an Office file): extract the data file, or save the sheet as CSV"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is an xz archive: unpack it with xz -d"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is a bzip2 archive: unpack it with bunzip2"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is a Zstandard archive: unpack it with zstd -d"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is a 7-Zip archive: extract the data file"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is an SQLite file, not a text file"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is a Parquet file: save it as CSV or JSON lines"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is a PDF document, not a text file"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} is UTF-16 text: leave the encoding to be detected, or choose utf-16"),
    QT_TRANSLATE_NOOP("CoreSentences", "data of the format {} has no delimiter, encoding or header line to "
                                       "choose: leave out --delimiter, --encoding and --header"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "the format {} says itself how its rows are written: leave out --delimiter and --header"),
    QT_TRANSLATE_NOOP("CoreSentences", "the format {} says itself how its rows are written: leave out "
                                       "--delimiter and --header, or read it as csv:"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "tsv: means columns separated by tabs: leave out --delimiter, or read it as csv:"),
    QT_TRANSLATE_NOOP("CoreSentences", "no data set is named: give a file, a folder or demo:reviews"),
    QT_TRANSLATE_NOOP("CoreSentences", "'{}' in '{}' is no data format; the formats are {}"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "'{}' names a format but no data: add a path or a name behind the colon"),
    QT_TRANSLATE_NOOP("CoreSentences", "there is no built-in data set 'demo:{}'; there are {}"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "demo:{} has no columns to choose from: leave out --text, --label and --split-column"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} is stored as it was imported, so {} cannot be changed; leave it out"),
    QT_TRANSLATE_NOOP("CoreSentences", "--test {}: a stored data set cannot be the separate test set of "
                                       "another; name the file that it was read from"),
    QT_TRANSLATE_NOOP("CoreSentences", "--split has the share {}; every share must be a number from 0 to 1"),
    QT_TRANSLATE_NOOP("CoreSentences", "the shares of --split {}/{}/{} sum to {}, not to 1"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "--split leaves nothing to train on, and the data has a test part of its own"),
    QT_TRANSLATE_NOOP("CoreSentences", "--limit {} must be 0 (all examples) or more"),
    // settings
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} heads do not divide a width of {}; choose --heads so that it divides --dim"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} has no query that could serve as value and no maps that heads "
                                       "could share; choose none or query_value_layer"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "concat needs maps of the whole width, which head-wise sharing does not have; choose product or add"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "with a stride of {} some tokens see no average within a pooled window of {}; choose "
                      "--stride up to {} or a wider --window-pooled"),
    QT_TRANSLATE_NOOP("CoreSentences", "give --epochs or --steps, both are 0"),
    QT_TRANSLATE_NOOP("CoreSentences", "the training part needs a share above 0, the others at least 0"),
    QT_TRANSLATE_NOOP("CoreSentences", "the three shares sum to {:.4g}, not to 1"),
    QT_TRANSLATE_NOOP("CoreSentences", "there is no encoder \"{}\"; known: {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "the width must lie in 1 … {}, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "at least one head is needed, not {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "the number of layers must lie in 1 … {}, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "the feed-forward width must lie in 1 … 65536, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "the length must lie in 1 … {} tokens, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "the probability must lie in 0 … 0.99, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "the deviation must be positive, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "it must not be negative, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "the width must lie in 1 … 65536, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "the number of epochs must lie in 0 … 1000000000, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "the number of epochs must not be negative, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "the number of steps must not be negative, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "the batch must lie in 1 … 65536 sequences, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "the learning rate must be a positive number, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "it must lie in 0 … 1, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "it must be positive, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "the limit must not be negative, it is {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} has no such setting"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} lies outside {} … {}"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "there are no loaded word vectors to freeze; name a file with --embeddings"),
    QT_TRANSLATE_NOOP("CoreSentences", "none of the chosen encoders has a setting \"{}\""),
    QT_TRANSLATE_NOOP("CoreSentences", "--batch: {} texts of {} tokens are too many for one step"),
    QT_TRANSLATE_NOOP("CoreSentences", "--batch {}: run {} takes {} texts per update; give at most {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "--lengths, --encoders and --sharing each need at least one entry"),
    QT_TRANSLATE_NOOP("CoreSentences", "--lengths {}: give lengths from 1 to 1048576 tokens"),
    QT_TRANSLATE_NOOP("CoreSentences", "--tokens {}: a batch needs at least one token"),
    QT_TRANSLATE_NOOP("CoreSentences", "--seeds {}: at least one is needed"),
    // training
    QT_TRANSLATE_NOOP("CoreSentences", "the loss of step {} is not finite: {} was the first op to give such "
                                       "a value; lower --lr or set --clip-norm"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} has no training examples; give the training part a larger share with --split"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} has no training examples: its column '{}' calls none of them "
                                       "train; divide them anew with --split-column none"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "run {} cannot go on: the lab file does not hold its data set any more"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "run {} cannot go on: the lab file does not hold the weights that it started from; "
                      "delete it and begin it again"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "run {} has done {} steps already and cannot end after step {}; give a "
                      "later end with --steps or --epochs"),
    // weights and branches
    QT_TRANSLATE_NOOP("CoreSentences", "{}: the {} is damaged; restore a copy of the lab file"),
    QT_TRANSLATE_NOOP("CoreSentences", "checkpoint of run {} after step {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "the checkpoint of run {} after step {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "the checkpoint of run {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: run {} has no {} checkpoint"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: run {} keeps no checkpoint after step {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "run {} keeps no checkpoint after step {}; {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "it has none yet"),
    QT_TRANSLATE_NOOP("CoreSentences", "it keeps those after step {}"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "{} was stored by an older version, without the optimiser's state: a branch cannot begin there"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "a branch from step {} would end before it begins: its settings say {} steps; give it more epochs"),
    QT_TRANSLATE_NOOP("CoreSentences", "run {} has no vocabulary in this lab file"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}; these weights are damaged: choose other ones, or train the run again"),
    QT_TRANSLATE_NOOP("CoreSentences", "the weights lack the tensor {}{}, which this model needs"),
    QT_TRANSLATE_NOOP("CoreSentences", "the tensor {}{} has the shape [{}], this model needs [{}]"),
    QT_TRANSLATE_NOOP("CoreSentences", "the tensor {}{} holds integers, this model needs float values"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: a model needs at least two labels, it has {}"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}: tensor \"{}\" holds the value {}, which does not fit into 32 bits"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}: is not a safetensors file: {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "it is empty"),
    QT_TRANSLATE_NOOP("CoreSentences", "it is shorter than its 8-byte prefix"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} has the class \"{}\", but this model knows {}; give data with "
                                       "these classes, or name the column that holds them"),
    QT_TRANSLATE_NOOP("CoreSentences", "there is no class {}: the data set has {}, from 0 on"),
    // word vectors and vocabularies
    QT_TRANSLATE_NOOP("CoreSentences", "{} has a line of more than 16 MB: it is not a text file of lines"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} is a binary file: word vectors are text (GloVe or word2vec text format)"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{} holds a vector of none of the {} words of the training texts: take vectors of "
                      "their language, or cut the texts with another tokeniser"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}, line {}: a word and its numbers are expected, found {} fields"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}, line {}: the vector has {} numbers, but {} are expected"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}, line {}: '{}' is not a number"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "the vocabulary is empty: it needs at least the padding entry with id 0"),
    QT_TRANSLATE_NOOP("CoreSentences", "the vocabulary has {} entries, more than ids can number"),
    QT_TRANSLATE_NOOP("CoreSentences", "the vocabulary holds the token \"{}\" twice, with the ids {} and {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "a vocabulary of {} entries has no room for words beside {} and {}: "
                                       "use 3 or more, or 0 for no limit"),
    QT_TRANSLATE_NOOP("CoreSentences", "the minimum count of a word is {}; it must be at least 1"),
    // training and devices
    QT_TRANSLATE_NOOP("CoreSentences", "{}; lower --lr or set --clip-norm"),
    QT_TRANSLATE_NOOP("CoreSentences", "the gradient of {} is not finite"),
    QT_TRANSLATE_NOOP("CoreSentences", "the norm of the gradients is too large for a number"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "Linformer reads at most {} tokens (its projections have that many rows), a text has "
                      "{}; raise --max-length before training or cut the text"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "the machine has no {:.1f} MB of memory left; use a smaller batch, width or length"),
    QT_TRANSLATE_NOOP("CoreSentences", "this text is not read: {}; shorten it. The training goes on"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "the GPU has no room for {:.0f} MB more: {:.0f} of its {:.0f} MB are free"),
    QT_TRANSLATE_NOOP("CoreSentences", "the GPU has no room left: {:.0f} of its {:.0f} MB are free"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "the module has no machine code for the {}, and its driver is too old to translate; "
                      "update the driver, or build with -DLAB_CUDA_ARCHITECTURES={}{}"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "{}; go on with {} of its texts at once instead of {} (runs continue {} --batch {}), or on "
        "the processor (runs continue {} --device cpu)"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "{}; train with a smaller --max-length or --dim, or go on with this run on the processor "
        "(runs continue {} --device cpu)"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}; go on with this run on the processor (runs continue {} --device cpu)"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}, and the model with its gradients and moments does not fit; train with a "
                      "smaller --dim, --layers or --vocabulary, or on the processor (--device cpu)"),
    QT_TRANSLATE_NOOP("CoreSentences", "{}; let the processor read with this model (--device cpu)"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "{}; {} needs more: measure with shorter --lengths, fewer --tokens or a smaller --dim, "
                      "or on the processor (--device cpu); what is measured so far is kept"),
    QT_TRANSLATE_NOOP("CoreSentences", "the GPU failed in {} ({}); the run can be continued from its last "
                                       "checkpoint, also on the processor (--device cpu)"),
    QT_TRANSLATE_NOOP("CoreSentences", "cuBLAS failed in {} ({})"),
    QT_TRANSLATE_NOOP("CoreSentences", "no GPU to compute on: {}, or use the processor (--device cpu)"),
    QT_TRANSLATE_NOOP("CoreSentences", "this machine has no NVIDIA driver; install it"),
    QT_TRANSLATE_NOOP("CoreSentences", "the NVIDIA driver is too old: it knows CUDA {}, the module needs {}; "
                                       "update the driver"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "the NVIDIA driver finds no GPU; look whether CUDA_VISIBLE_DEVICES hides it"),
    QT_TRANSLATE_NOOP("CoreSentences", "the GPU cannot be used ({}); look whether nvidia-smi knows it"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "run {} has no data set in the lab file, so there are no examples to read"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "the {} is too old (compute capability {}.{}, {}.0 is needed); take a newer one"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "this build has no CUDA module: install the package "
                      "fastformer-lab-cuda, or build where the CUDA toolkit (nvcc) is found"),
    QT_TRANSLATE_NOOP("CoreSentences",
                      "the CUDA module cannot be loaded ({}); install the CUDA libraries that it "
                      "was built with"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is not a CUDA module of this program; give {} the path of one"),
    QT_TRANSLATE_NOOP(
        "CoreSentences",
        "the CUDA module {} belongs to another build ({}, this program is {}); build both together"),
    // in general
    QT_TRANSLATE_NOOP("CoreSentences", "{} cannot be opened: {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} cannot be read: {}"),
    QT_TRANSLATE_NOOP("CoreSentences", "{} is empty"),
};

} // namespace

std::span<const char* const> coreSentenceList() {
    return kSentences;
}

} // namespace lab
