#pragma once

#include "tests/tour/tour_stage.h"

#include <functional>
#include <string>
#include <vector>

namespace lab::tour {

enum class State { Empty, Working, Error, Filled };
inline constexpr State kStates[] = {State::Empty, State::Working, State::Error, State::Filled};
const char* toString(State state);

/// One view of the window in one state.
struct Scene {
    std::string view;      ///< of the picture's name: "cost-quality"
    std::string workspace; ///< as in the list of pages
    State state = State::Empty;
    /// Brings the view into the state; may be empty. \throws MissedCue.
    std::function<void(TourStage&)> prepare = {};
    /// Brings it there once more where the state lasts only moments; may be empty.
    std::function<void(TourStage&)> again = {};
    /// What is photographed; none = the whole window.
    std::function<QWidget*(TourStage&)> subject = {};
};

/// Every workspace, and every tab that is a view of its own, in every state. To add a workspace: its four
/// lines here.
const std::vector<Scene>& scenes();

/// "train-error-dark.png"
std::string pictureName(const Scene& scene, bool dark);

} // namespace lab::tour
