// The one place that is compiled with this checkout's paths: every other object is the same in all of them,
// so that the compiler cache serves several checkouts.
#include "tests/support/paths.h"

namespace lab::test {

std::string goldens() {
    return LAB_GOLDENS;
}

std::string docs() {
    return LAB_DOCS;
}

std::string sharedData() {
    return LAB_SHARED_DATA;
}

} // namespace lab::test
