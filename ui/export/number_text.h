#pragma once

#include "ui/export/exportable.h"

#include <QByteArray>

#include <functional>

namespace lab {

// The numbers of a view as text that other programs read: UTF-8, dot decimal, the shortest digits from which
// the same number comes back (as the command line writes them), empty or null where nothing was measured.

/// Is told the share of the rows that is done, now and then; what it throws ends the work.
using RowProgress = std::function<void(double share)>;

/// A header line, then one line a row; commas, quotes where needed (RFC 4180).
QByteArray numbersAsCsv(const NumberTable& table, const RowProgress& tell = {});
/// {"title", "caption", "rows": [{column: value, …}, …]}, columns in their order.
QByteArray numbersAsJson(const NumberTable& table, const QString& title, const QString& caption,
                         const RowProgress& tell = {});

} // namespace lab
