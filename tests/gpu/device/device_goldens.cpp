// device_goldens FILE …: replays golden files on the GPU; exit code 1 when one does not hold.
#include "workbench/golden_check.h"

#include <algorithm>
#include <exception>
#include <iostream>

int main(int argc, char** argv) {
    std::cout << std::unitbuf; // what stops the program loses no line
    bool passed = argc > 1;
    for (int i = 1; i < argc; ++i) {
        try {
            const lab::GoldenReport report = lab::checkGolden(argv[i], 1e-4, {0, "cuda"});
            double worst = 0;
            for (const lab::TensorError& error : report.tensors)
                worst = std::max(worst, error.relative);
            std::cout << (report.passed ? "passed  " : "FAILED  ") << worst << "  " << report.file << '\n';
            passed = passed && report.passed;
        } catch (const std::exception& error) {
            std::cout << "FAILED  " << error.what() << '\n';
            passed = false;
        }
    }
    return passed ? 0 : 1;
}
