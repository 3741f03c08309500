// One QApplication with the lab's style for every test of the window.
#include "tests/ui/qt_environment.h"

#include "ui/lab_style.h"

#include <gtest/gtest.h>

#include <QApplication>

#include <memory>

namespace lab::test {
namespace {

class QtEnvironment : public ::testing::Environment {
public:
    void SetUp() override {
        if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
        m_application = std::make_unique<QApplication>(m_count, m_arguments);
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

} // namespace lab::test
