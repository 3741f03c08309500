#pragma once

#include "app/cli/command_line.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace lab::cli {

/// What one command line did.
struct Outcome {
    int code = -1;
    std::string out, err;

    [[nodiscard]] auto errorLines() const { return std::count(err.begin(), err.end(), '\n'); }
};

using Strings = std::vector<std::string>;

inline Strings operator+(Strings a, const Strings& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

inline Outcome runLine(const std::vector<std::string>& arguments) {
    std::ostringstream out, err;
    const int code = runCommandLine(arguments, out, err);
    return {.code = code, .out = out.str(), .err = err.str()};
}

} // namespace lab::cli
