#pragma once

#include "core/store/run_repository.h"
#include "tests/ui/window_fixture.h"

#include <cstdlib>

namespace lab::test {

/// Before anybody looks for GPUs: that happens once in a process.
[[maybe_unused]] inline const int kModuleIsNamed = setenv("FASTFORMER_GPU_MODULE", EMULATED_MODULE, 1);

/// A window on the emulated GPU, loaded from a file as the real one is.
class GpuWindowTest : public WindowTest {
protected:
    void openOnTheGpu() {
        open();
        ASSERT_TRUE(until([&] { return studio->device().gpu() != nullptr; }));
        ASSERT_TRUE(studio->device().gpu()->usable()) << studio->device().gpu()->reason;
    }
    void trainToTheEnd() {
        trigger("train");
        ASSERT_TRUE(until([&] { return studio->session().active(); }));
        ASSERT_TRUE(until([&] { return !studio->session().active(); }));
    }
    [[nodiscard]] StoredRun stored(std::int64_t run) const {
        LabFile lab(labPath.toStdString(), LabMode::ReadOnly);
        return RunRepository(lab).load(run);
    }
};

} // namespace lab::test
