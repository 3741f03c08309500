#include "core/store/timing_repository.h"

#include "core/store/connection.h"

#include <algorithm>
#include <tuple>

namespace lab {
namespace {

constexpr auto kPointColumns = "id, encoder, sharing, length, sequences, tokens, dim, heads, layers, "
                               "repeats, inference_seconds, inference_low, "
                               "inference_high, training_seconds, training_low, training_high, peak_bytes, "
                               "flops_inference, flops_training, done";
constexpr int kPointColumnCount = 20;

TimingPoint pointOf(const Query& row) {
    TimingPoint point;
    point.encoder = row.text(1);
    point.sharing = row.text(2);
    point.length = row.integer(3);
    point.sequences = row.integer(4);
    point.tokens = row.integer(5);
    point.dim = static_cast<int>(row.integer(6));
    point.heads = static_cast<int>(row.integer(7));
    point.layers = static_cast<int>(row.integer(8));
    point.repeats = static_cast<int>(row.integer(9));
    point.inference = {row.real(10), row.real(11), row.real(12)};
    point.training = {row.real(13), row.real(14), row.real(15)};
    point.peakBytes = row.integer(16);
    point.flopsInference = row.real(17);
    point.flopsTraining = row.real(18);
    point.done = row.integer(19) != 0;
    return point;
}

/// A part that this program does not know (of a newer one) is left out.
std::optional<CostBreakdown> breakdownOf(Connection& connection, std::int64_t timing) {
    std::optional<CostBreakdown> breakdown;
    Query rows = connection.query(
        "SELECT part, inference_seconds, training_seconds FROM timing_parts WHERE timing = ?");
    for (rows.bind(timing); rows.next();) {
        const auto part = std::find(kCostPartNames.begin(), kCostPartNames.end(), rows.text(0));
        if (part == kCostPartNames.end())
            continue;
        if (!breakdown)
            breakdown.emplace();
        const auto at = static_cast<std::size_t>(part - kCostPartNames.begin());
        breakdown->inference[at] = rows.real(1);
        breakdown->training[at] = rows.real(2);
    }
    return breakdown;
}

void saveBreakdown(Connection& connection, const CostBreakdown& breakdown) {
    const std::int64_t timing = connection.database().getLastInsertRowid();
    Query insert = connection.query(
        "INSERT INTO timing_parts (timing, part, inference_seconds, training_seconds) VALUES (?, ?, ?, ?)");
    for (std::size_t part = 0; part < kCostParts; ++part) {
        insert
            .bind(timing, std::string(kCostPartNames[part]), breakdown.inference[part],
                  breakdown.training[part])
            .run();
        insert.again();
    }
}

} // namespace

bool TimingPoint::sameSpot(const TimingPoint& other) const {
    return encoder == other.encoder && sharing == other.sharing && length == other.length &&
           sequences == other.sequences && tokens == other.tokens && dim == other.dim &&
           heads == other.heads && layers == other.layers;
}

void TimingRepository::save(const TimingPlace& place, const TimingPoint& point) {
    m_connection.write([&] {
        m_connection
            .query("INSERT OR REPLACE INTO timings (device, threads, build, encoder, sharing, length, "
                   "sequences, tokens, "
                   "dim, heads, layers, repeats, inference_seconds, inference_low, inference_high, "
                   "training_seconds, "
                   "training_low, training_high, peak_bytes, flops_inference, flops_training, done) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(place.device, place.threads, place.build, point.encoder, point.sharing, point.length,
                  point.sequences, point.tokens, point.dim, point.heads, point.layers, point.repeats,
                  point.inference.value, point.inference.low, point.inference.high, point.training.value,
                  point.training.low, point.training.high, point.peakBytes, point.flopsInference,
                  point.flopsTraining, point.done ? 1 : 0)
            .run();
        if (point.breakdown)
            saveBreakdown(m_connection, *point.breakdown);
    });
}

std::vector<TimingPoint> TimingRepository::list(const TimingPlace& place) const {
    return m_connection.read([&] {
        std::vector<TimingPoint> points;
        Query rows = m_connection.query(
            fmt::format("SELECT {} FROM timings WHERE device = ? AND threads = ? AND build = ? "
                        "AND dim > 0 ORDER BY encoder, sharing, length",
                        kPointColumns));
        for (rows.bind(place.device, place.threads, place.build); rows.next();) {
            points.push_back(pointOf(rows));
            points.back().breakdown = breakdownOf(m_connection, rows.integer(0));
        }
        return points;
    });
}

std::vector<TimingSet> TimingRepository::sets() const {
    return m_connection.read([&] {
        std::vector<TimingSet> sets;
        Query rows = m_connection.query(fmt::format("SELECT {}, device, threads, build, created FROM timings "
                                                    "WHERE dim > 0 ORDER BY created DESC, id DESC",
                                                    kPointColumns));
        while (rows.next()) {
            TimingPoint point = pointOf(rows);
            point.breakdown = breakdownOf(m_connection, rows.integer(0));
            const TimingPlace place{rows.text(kPointColumnCount),
                                    static_cast<int>(rows.integer(kPointColumnCount + 1)),
                                    rows.text(kPointColumnCount + 2)};
            const std::string created = rows.text(kPointColumnCount + 3);
            auto set = std::find_if(sets.begin(), sets.end(), [&](const TimingSet& known) {
                return known.place == place && known.dim == point.dim && known.heads == point.heads &&
                       known.layers == point.layers && known.tokens == point.tokens;
            });
            if (set == sets.end())
                set = sets.insert(
                    sets.end(),
                    {place, point.dim, point.heads, point.layers, point.tokens, created, created, {}});
            set->created = created; // from the newest to the oldest
            set->points.push_back(std::move(point));
        }
        for (TimingSet& set : sets)
            std::sort(set.points.begin(), set.points.end(), [](const TimingPoint& a, const TimingPoint& b) {
                return std::tie(a.encoder, a.sharing, a.length) < std::tie(b.encoder, b.sharing, b.length);
            });
        return sets;
    });
}

} // namespace lab
