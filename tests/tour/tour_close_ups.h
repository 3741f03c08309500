#pragma once

#include "tests/tour/tour_scenes.h"

namespace lab::tour {

/// What no state of a workspace shows: cursors, dialogs, controls that come with certain files.
const std::vector<Scene>& closeUps();

} // namespace lab::tour
