#pragma once

#include "core/store/action_repository.h"
#include "core/store/run_repository.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lab {

/// One evaluation of the validation split.
struct CurvePoint {
    std::int64_t step = 0;
    double epoch = 0;
    double seconds = 0;                         ///< of training until here; NaN = not loaded
    double loss = 0, accuracy = 0, macroF1 = 0; ///< NaN = not measured
};

/// What a comparison needs of a run.
struct ComparedRun {
    RunRow row;
    RunConfig config;
    int classes = 0;
    std::string format; ///< the reader of its data set: "amazon", "csv", …; empty = no data set is stored
    std::vector<CurvePoint> curve;
    std::vector<ActionRow> changes; ///< those of kCourseChanges that hold, in order

    [[nodiscard]] double secondsPerEpoch() const;
};

/// \p withTime reads the time of every step, too: a row a step. \throws StoreError when there is no such run.
ComparedRun loadComparedRun(LabFile& lab, std::int64_t run, bool withTime);

enum class CurveMetric { Accuracy, Loss, MacroF1 };
enum class CurveAxis { Step, Epoch, Seconds };
double valueOf(const CurvePoint& point, CurveMetric metric);
double placeOf(const CurvePoint& point, CurveAxis axis);

/// Mean, lowest and highest value of several seeds along their curves.
struct CurveBand {
    std::vector<double> x, mean, low, high;
};
/// At every step that all of \p runs have measured; x is the mean of their places. Empty when they share no
/// step.
CurveBand bandOf(const std::vector<const ComparedRun*>& runs, CurveMetric metric, CurveAxis axis);

/// Numbers of several seeds; NaN where there are too few of them.
struct SeedSpread {
    int count = 0;
    double mean = 0;
    double deviation = 0; ///< of the sample, n − 1
    double half = 0;      ///< half of the 95 % confidence interval of the mean, Student's t
};
/// Values that are not finite are left out.
SeedSpread seedSpreadOf(const std::vector<double>& values);

/// Which moment of a run its validation numbers belong to.
struct CurveMoment {
    enum class Kind { Best, Last, At } kind = Kind::Best;
    double at = 0; ///< place on \p axis for Kind::At: the last point there or before
    CurveAxis axis = CurveAxis::Step;
};
/// None when the run has nothing measured by then.
std::optional<CurvePoint> pointAt(const ComparedRun& run, const CurveMoment& moment);

/// A setting in which runs differ, with its text for each of them.
struct DifferingSetting {
    std::string key; ///< as in `runs show`: "sharing", "dim", "hyperparameters.window"
    std::vector<std::string> values;
};
struct SettingsComparison {
    std::vector<DifferingSetting> differing; ///< in the order of the configuration
    std::vector<DifferingSetting> equal;
};
/// Seeds apart.
SettingsComparison compareSettings(const std::vector<const RunConfig*>& configs);

} // namespace lab
