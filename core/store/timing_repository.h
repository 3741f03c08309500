#pragma once

#include "core/store/lab_file.h"
#include "core/timing/cost_analysis.h"
#include "core/timing/cost_breakdown.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lab {

/// Where and on what a timing was taken.
struct TimingPlace {
    std::string device; ///< "cpu"
    int threads = 0;
    std::string build; ///< version, instruction set, compiler and processor: what makes seconds comparable
    bool operator==(const TimingPlace&) const = default;
};

/// One point of the cost chart: seconds and bytes of a batch.
struct TimingPoint {
    std::string encoder, sharing;
    std::int64_t length = 0;    ///< tokens of one sequence
    std::int64_t sequences = 0; ///< of a batch
    std::int64_t tokens = 0;    ///< of a batch, as asked for; a longer sequence makes a batch alone
    int dim = 0, heads = 0, layers = 0;
    int repeats = 0;              ///< training passes measured
    Estimate inference, training; ///< seconds of a pass over a batch: median and its 95 % interval
    std::int64_t peakBytes = 0;
    double flopsInference = 0, flopsTraining = 0; ///< of a batch, by definition
    bool done = false;                            ///< precise enough, or its time was used up
    std::optional<CostBreakdown> breakdown;       ///< where the time of one pass goes, if that was measured

    /// The same point of the same chart, whatever was measured.
    [[nodiscard]] bool sameSpot(const TimingPoint& other) const;
};

/// Timings that belong on one chart: taken at one place with one size of model and batch.
struct TimingSet {
    TimingPlace place;
    int dim = 0, heads = 0, layers = 0;
    std::int64_t tokens = 0;         ///< of a batch
    std::string created, updated;    ///< of the oldest and the newest point; UTC, ISO 8601
    std::vector<TimingPoint> points; ///< by encoder, sharing and length
};

/// Timings of a lab file. Errors and threads: see LabFile.
class TimingRepository {
public:
    explicit TimingRepository(LabFile& lab) : m_connection(lab.connection()) {}

    /// Takes the place of an earlier measurement of the same point at the same place.
    void save(const TimingPlace& place, const TimingPoint& point);
    /// Everything measured at \p place, by encoder, sharing and length.
    [[nodiscard]] std::vector<TimingPoint> list(const TimingPlace& place) const;
    /// Everything measured anywhere; the set with the newest point first.
    [[nodiscard]] std::vector<TimingSet> sets() const;

private:
    Connection& m_connection;
};

} // namespace lab
