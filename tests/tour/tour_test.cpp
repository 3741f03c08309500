// The tour of screenshots forgets no workspace and no state.
#include "tests/tour/tour_eye.h"
#include "tests/tour/tour_scenes.h"
#include "tests/tour/tour_stage.h"
#include "ui/look/lab_style.h"
#include "ui/look/look.h"
#include "ui/pages/page_list.h"

#include <gtest/gtest.h>

#include <QApplication>

#include <algorithm>
#include <memory>
#include <set>

namespace lab {
namespace {

TEST(Tour, ShowsEveryWorkspaceInEveryState) {
    for (const PageEntry& page : allPages())
        for (const tour::State state : tour::kStates)
            EXPECT_TRUE(std::any_of(tour::scenes().begin(), tour::scenes().end(),
                                    [&](const tour::Scene& scene) {
                                        return scene.workspace == page.name && scene.state == state;
                                    }))
                << page.name << " is not photographed " << tour::toString(state)
                << ": add it to tests/tour/tour_scenes.cpp";
}

TEST(Tour, NamesNoWorkspaceThatIsNotThere) {
    for (const tour::Scene& scene : tour::scenes())
        EXPECT_TRUE(std::any_of(allPages().begin(), allPages().end(), [&](const PageEntry& page) {
            return scene.workspace == page.name;
        })) << scene.workspace;
}

TEST(Tour, GivesEveryViewAllStatesUnderNamesOfTheirOwn) {
    std::set<std::string> names;
    std::set<std::string> views;
    for (const tour::Scene& scene : tour::scenes()) {
        views.insert(scene.view);
        for (const bool dark : {false, true})
            EXPECT_TRUE(names.insert(tour::pictureName(scene, dark)).second)
                << tour::pictureName(scene, dark) << " stands there twice";
    }
    EXPECT_EQ(tour::scenes().size(), views.size() * std::size(tour::kStates));
}

struct Setting {
    const char* language;
    int typeSize;
    QSize size;
};

class WindowOf : public ::testing::TestWithParam<Setting> {
protected:
    static void SetUpTestSuite() {
        if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
        static int count = 1;
        static char name[] = "tour_test", *arguments[] = {name, nullptr};
        s_application = std::make_unique<QApplication>(count, arguments);
        s_look = std::make_unique<Look>();
        QApplication::setStyle(new LabStyle(*s_look));
    }
    static void TearDownTestSuite() {
        s_application.reset(); // with its style, which reads the look
        s_look.reset();
    }

    inline static std::unique_ptr<QApplication> s_application;
    inline static std::unique_ptr<Look> s_look;
};

TEST_P(WindowOf, ShowsEveryWorkspaceWholeWithoutCuttingOrCoveringAWord) {
    const Setting& setting = GetParam();
    tour::TourStage stage(*s_look,
                          {{}, QString::fromLatin1(setting.language), setting.typeSize, setting.size});
    for (const PageEntry& page : allPages()) {
        stage.window().showWorkspace(QString::fromLatin1(page.name));
        stage.settle();
        for (const std::string& flaw : tour::flaws(stage.window(), setting.size))
            ADD_FAILURE() << page.name << ": " << flaw;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Sizes, WindowOf,
    ::testing::Values(Setting{"en", 100, {1440, 900}}, Setting{"zh_CN", 100, {1280, 800}},
                      Setting{"en", 200, {1440, 900}}, Setting{"zh_CN", 200, {1440, 900}},
                      Setting{"en", 200, {1280, 800}}, Setting{"zh_CN", 200, {1280, 800}}),
    [](const auto& setting) {
        return std::string(setting.param.language).substr(0, 2) + std::to_string(setting.param.typeSize) +
               "at" + std::to_string(setting.param.size.width());
    });

} // namespace
} // namespace lab
