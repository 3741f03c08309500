// The ways to begin on a fresh lab.
#include "tests/ui/fake_training.h"
#include "tests/ui/window_fixture.h"
#include "ui/views/runs/welcome.h"

#include <QFileDialog>
#include <QPushButton>
#include <QSignalSpy>

namespace lab {
namespace {

class WelcomeTest : public test::WindowTest {
protected:
    Welcome* welcome() { return find<Welcome>("welcome"); }
    void press(const char* name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
};

TEST_F(WelcomeTest, AFreshLabOffersThreeWaysAndTheDemoIsOneClickAway) {
    open(test::fakeTraining(100000));
    ASSERT_TRUE(welcome()->isVisible());
    EXPECT_TRUE(find<QAction>("welcome")->isChecked());
    press("welcomeDemo");
    ASSERT_TRUE(until([&] { return studio->trace().doneSteps > 0; }));
    EXPECT_EQ(studio->trace().config.data.spec, "demo:reviews");
    EXPECT_FALSE(welcome()->isVisible()) << "something is there";
    EXPECT_FALSE(find<QAction>("welcome")->isChecked());
    trigger("welcome");
    EXPECT_TRUE(welcome()->isVisible()) << "and can be had again";
    EXPECT_FALSE(find<QPushButton>("welcomeDemo")->isEnabled()) << "a run is at work";
    trigger("welcome");
    EXPECT_FALSE(welcome()->isVisible());
}

TEST_F(WelcomeTest, ChosenDataTakesItAwayAndHelpBringsItBackFromAnywhere) {
    open(test::fakeTraining(10));
    ASSERT_TRUE(welcome()->isVisible());
    studio->chooseData(1);
    EXPECT_FALSE(welcome()->isVisible());
    window->showWorkspace(QStringLiteral("data"));
    trigger("welcome");
    EXPECT_TRUE(find<QAction>("showTrain")->isChecked());
    EXPECT_TRUE(welcome()->isVisible());
    press("welcomeDemo");
    ASSERT_TRUE(until([&] { return studio->trace().doneSteps > 0; }));
    EXPECT_EQ(studio->trace().config.data.spec, "demo:reviews") << "the demo, whatever was set up";
}

TEST_F(WelcomeTest, OwnTextsAndAnotherLabAreAskedForWithoutBlocking) {
    open(test::fakeTraining(10));
    press("welcomeData");
    auto* data = find<QFileDialog>("openDialog");
    ASSERT_NE(data, nullptr);
    data->close();
    QSignalSpy wanted(host.get(), &WindowHost::labWanted);
    press("welcomeLab");
    auto* lab = find<QFileDialog>("openLabDialog");
    ASSERT_NE(lab, nullptr);
    emit lab->fileSelected(QStringLiteral("/somewhere/lab.db"));
    ASSERT_EQ(wanted.size(), 1);
    EXPECT_EQ(wanted.front().front().toString(), QStringLiteral("/somewhere/lab.db"));
    lab->close();
}

} // namespace
} // namespace lab
