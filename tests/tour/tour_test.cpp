// The tour of screenshots forgets no workspace and no state.
#include "tests/tour/tour_scenes.h"
#include "ui/pages/page_list.h"

#include <gtest/gtest.h>

#include <algorithm>
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

} // namespace
} // namespace lab
