#pragma once

#include "tests/support/sanitizer.h"
#include "ui/look/look.h"

#include <QByteArray>

#include <map>
#include <string>

namespace lab::test {

/// The look of the test program's application; light unless a test chooses otherwise.
Look& look();

/// What the GUI thread did for the events it took from its loop.
struct EventWatch {
    struct Sum {
        int events = 0;
        double processorMs = 0;
    };
    /// Longest time in one event, without the time in which other programs had the processors: they must not
    /// make a test fail. Waiting for a lock, a file or another thread counts.
    double longestMs = 0;
    QByteArray longest; ///< receiver and kind of that event
    double processorMs = 0;
    std::map<QByteArray, Sum> byName;

    void add(const QByteArray& name, double held, double processor);
    /// The \p count kinds of events that took most, one a line.
    [[nodiscard]] std::string costliest(std::size_t count) const;
};

/// Everything since the last restart, until the end of the watch.
const EventWatch& eventWatch();
void restartWatch();
void endWatch();

} // namespace lab::test
