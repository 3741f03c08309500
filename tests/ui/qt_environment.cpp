// One QApplication with the lab's style for every test of the window.
#include "tests/ui/qt_environment.h"

#include "ui/lab_style.h"

#include <gtest/gtest.h>

#include <QApplication>

#include <ctime>
#include <memory>

namespace lab::test {
namespace {

/// Measures what the GUI thread does for each event it takes from the loop.
class WatchedApplication : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        ++m_depth;
        const double before = processorMs();
        const bool taken = QApplication::notify(receiver, event);
        s_longest = std::max(s_longest, processorMs() - before);
        --m_depth;
        return taken;
    }
    static double processorMs() {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    }
    static inline double s_longest = 0;

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

double longestEventMs() {
    return WatchedApplication::s_longest;
}

void restartWatch() {
    WatchedApplication::s_longest = 0;
}

} // namespace lab::test
