#include "workbench/run_comparison.h"

#include "core/base/statistics.h"
#include "core/store/config_json.h"
#include "core/store/dataset_repository.h"
#include "core/store/metric_repository.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>

namespace lab {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

void fill(std::map<std::int64_t, CurvePoint>& points, const std::vector<MetricPoint>& series,
          double CurvePoint::*member) {
    for (const auto& [step, value] : series) {
        auto [place, fresh] = points.try_emplace(step, CurvePoint{step, 0, kNone, kNone, kNone, kNone});
        place->second.*member = value;
    }
}

/// Running sum of the time of the steps, at the steps of \p curve.
void addSeconds(std::vector<CurvePoint>& curve, const std::vector<MetricPoint>& seconds) {
    double sum = 0;
    std::size_t next = 0;
    for (CurvePoint& point : curve) {
        for (; next < seconds.size() && seconds[next].step <= point.step; ++next)
            sum += seconds[next].value;
        point.seconds = sum;
    }
}

} // namespace

double ComparedRun::secondsPerEpoch() const {
    return row.summary.epochs > 0 ? row.summary.seconds / row.summary.epochs : kNone;
}

ComparedRun loadComparedRun(LabFile& lab, std::int64_t run, bool withTime) {
    ComparedRun compared;
    StoredRun stored = RunRepository(lab).load(run);
    compared.row = std::move(stored.row);
    compared.config = std::move(stored.config);
    compared.classes = static_cast<int>(stored.labels.size());
    for (const DatasetRow& data : DatasetRepository(lab).list(DatasetRepository::Listed::All))
        if (data.id == compared.row.dataset)
            compared.format = data.format;
    const MetricRepository metrics(lab);
    std::map<std::int64_t, CurvePoint> points;
    fill(points, metrics.series(run, "validation", "accuracy"), &CurvePoint::accuracy);
    fill(points, metrics.series(run, "validation", "loss"), &CurvePoint::loss);
    fill(points, metrics.series(run, "validation", "macro_f1"), &CurvePoint::macroF1);
    const double steps = static_cast<double>(compared.row.steps);
    const double perStep = steps > 0 ? compared.row.summary.epochs / steps : 0;
    for (auto& [step, point] : points) {
        point.epoch = static_cast<double>(step) * perStep;
        compared.curve.push_back(point);
    }
    for (const ActionRow& action : ActionRepository(lab).list(run))
        if (!action.undone &&
            std::find(kCourseChanges.begin(), kCourseChanges.end(), action.kind) != kCourseChanges.end())
            compared.changes.push_back(action);
    if (withTime)
        addSeconds(compared.curve, metrics.series(run, "train", "seconds"));
    return compared;
}

double valueOf(const CurvePoint& point, CurveMetric metric) {
    switch (metric) {
    case CurveMetric::Loss:
        return point.loss;
    case CurveMetric::MacroF1:
        return point.macroF1;
    default:
        return point.accuracy;
    }
}

double placeOf(const CurvePoint& point, CurveAxis axis) {
    switch (axis) {
    case CurveAxis::Epoch:
        return point.epoch;
    case CurveAxis::Seconds:
        return point.seconds;
    default:
        return static_cast<double>(point.step);
    }
}

CurveBand bandOf(const std::vector<const ComparedRun*>& runs, CurveMetric metric, CurveAxis axis) {
    struct Sum {
        int count = 0;
        double x = 0, y = 0, low = 0, high = 0;
    };
    std::map<std::int64_t, Sum> sums;
    for (const ComparedRun* run : runs)
        for (const CurvePoint& point : run->curve) {
            const double x = placeOf(point, axis), y = valueOf(point, metric);
            if (!std::isfinite(x) || !std::isfinite(y))
                continue;
            Sum& sum = sums[point.step];
            sum.low = sum.count == 0 ? y : std::min(sum.low, y);
            sum.high = sum.count == 0 ? y : std::max(sum.high, y);
            sum.x += x;
            sum.y += y;
            ++sum.count;
        }
    CurveBand band;
    for (const auto& [step, sum] : sums) {
        if (sum.count != static_cast<int>(runs.size()))
            continue;
        band.x.push_back(sum.x / sum.count);
        band.mean.push_back(sum.y / sum.count);
        band.low.push_back(sum.low);
        band.high.push_back(sum.high);
    }
    return band;
}

SeedSpread seedSpreadOf(const std::vector<double>& values) {
    std::vector<double> finite;
    std::copy_if(values.begin(), values.end(), std::back_inserter(finite),
                 [](double value) { return std::isfinite(value); });
    const int n = static_cast<int>(finite.size());
    const Spread known = spreadOf(finite);
    SeedSpread spread{n, kNone, kNone, kNone};
    if (n > 0)
        spread.mean = known.mean;
    if (n > 1) {
        spread.deviation = known.deviation;
        spread.half = studentT(n - 1) * known.deviation / std::sqrt(n);
    }
    return spread;
}

std::optional<CurvePoint> pointAt(const ComparedRun& run, const CurveMoment& moment) {
    std::optional<CurvePoint> found;
    for (const CurvePoint& point : run.curve) {
        if (moment.kind == CurveMoment::Kind::At && placeOf(point, moment.axis) > moment.at)
            continue;
        if (moment.kind == CurveMoment::Kind::Best && found && !(point.accuracy > found->accuracy))
            continue;
        found = point;
    }
    return found;
}

SettingsComparison compareSettings(const std::vector<const RunConfig*>& configs) {
    std::vector<DifferingSetting> settings;
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < configs.size(); ++i)
        for (auto& [key, text] : settingsOf(*configs[i])) {
            if (key == "seed")
                continue;
            const auto [place, fresh] = places.try_emplace(key, settings.size());
            if (fresh)
                settings.push_back({key, std::vector<std::string>(configs.size())});
            settings[place->second].values[i] = std::move(text);
        }
    SettingsComparison comparison;
    for (DifferingSetting& setting : settings) {
        const bool same =
            std::all_of(setting.values.begin(), setting.values.end(),
                        [&](const std::string& value) { return value == setting.values.front(); });
        (same ? comparison.equal : comparison.differing).push_back(std::move(setting));
    }
    return comparison;
}

} // namespace lab
