// One QApplication with the lab's style for every test of the window.
#include "tests/ui/qt_environment.h"

#include "ui/look/lab_style.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <QApplication>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

namespace lab::test {
namespace {

/// Milliseconds of this thread: on a processor, and ready to run while others had the processors.
struct ThreadClock {
    double processor = 0, queued = 0, wall = 0;

    static ThreadClock now() {
        ThreadClock clock;
        clock.processor = millisecondsOf(CLOCK_THREAD_CPUTIME_ID);
        clock.wall = millisecondsOf(CLOCK_MONOTONIC);
        if (s_file >= 0) {
            char text[96] = {};
            if (pread(s_file, text, sizeof text - 1, 0) > 0) {
                long long ran = 0, waited = 0;
                if (std::sscanf(text, "%lld %lld", &ran, &waited) == 2)
                    clock.queued = static_cast<double>(waited) / 1e6;
            }
        }
        return clock;
    }
    static double millisecondsOf(clockid_t id) {
        timespec time{};
        clock_gettime(id, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }
    /// The kernel's account of the main thread; without it only processor time is known.
    static inline const int s_file = open("/proc/self/schedstat", O_RDONLY | O_CLOEXEC);
};

/// Measures what the GUI thread does for each event it takes from the loop.
class WatchedApplication : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override {
        if (m_depth > 0 || !s_watching)
            return QApplication::notify(receiver, event);
        ++m_depth;
        const QByteArray name = receiver->metaObject()->className() + QByteArray(" ") +
                                receiver->objectName().toUtf8() + " event " +
                                QByteArray::number(static_cast<int>(event->type()));
        const ThreadClock before = ThreadClock::now();
        const bool taken = QApplication::notify(receiver, event);
        const ThreadClock after = ThreadClock::now();
        const double processor = after.processor - before.processor;
        // Waiting for a processor is the machine's fault, waiting for anything else is ours.
        const double held =
            ThreadClock::s_file < 0 ? processor : after.wall - before.wall - (after.queued - before.queued);
        s_watch.add(name, std::max(held, processor), processor);
        --m_depth;
        return taken;
    }
    static inline EventWatch s_watch;
    static inline bool s_watching = false;

private:
    int m_depth = 0;
};

class QtEnvironment : public ::testing::Environment {
public:
    void SetUp() override {
        if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
        m_application = std::make_unique<WatchedApplication>(m_count, m_arguments);
        QFont font = QApplication::font();
        font.setPointSizeF(9.75);
        QApplication::setFont(font);
        s_look = new Look(m_application.get());
        s_look->setChoice(SchemeChoice::Light);
        QApplication::setStyle(new LabStyle(*s_look));
    }
    void TearDown() override { m_application.reset(); }

    static inline Look* s_look = nullptr;

private:
    int m_count = 1;
    char m_name[8] = "ui_test";
    char* m_arguments[2] = {m_name, nullptr};
    std::unique_ptr<QApplication> m_application;
};

[[maybe_unused]] auto* const kEnvironment = ::testing::AddGlobalTestEnvironment(new QtEnvironment);

} // namespace

Look& look() {
    return *QtEnvironment::s_look;
}

void EventWatch::add(const QByteArray& name, double held, double processor) {
    if (held > longestMs) {
        longestMs = held;
        longest = name;
    }
    processorMs += processor;
    Sum& sum = byName[name];
    ++sum.events;
    sum.processorMs += processor;
}

std::string EventWatch::costliest(std::size_t count) const {
    std::vector<std::pair<QByteArray, Sum>> sums(byName.begin(), byName.end());
    std::sort(sums.begin(), sums.end(),
              [](const auto& a, const auto& b) { return a.second.processorMs > b.second.processorMs; });
    std::string text;
    for (std::size_t i = 0; i < std::min(count, sums.size()); ++i)
        text += fmt::format("  {:9.1f} ms {:6} events  {}\n", sums[i].second.processorMs,
                            sums[i].second.events, sums[i].first.toStdString());
    return text;
}

const EventWatch& eventWatch() {
    return WatchedApplication::s_watch;
}

void restartWatch() {
    WatchedApplication::s_watch = {};
    WatchedApplication::s_watching = true;
}

void endWatch() {
    WatchedApplication::s_watching = false;
}

} // namespace lab::test
