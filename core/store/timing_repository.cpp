#include "core/store/timing_repository.h"

#include "core/store/connection.h"

namespace lab {

bool TimingPoint::sameSpot(const TimingPoint& other) const {
    return encoder == other.encoder && sharing == other.sharing && length == other.length &&
           sequences == other.sequences && dim == other.dim && heads == other.heads && layers == other.layers;
}

void TimingRepository::save(const TimingPlace& place, const TimingPoint& point) {
    m_connection.write([&] {
        m_connection
            .query(
                "INSERT OR REPLACE INTO timings (device, threads, build, encoder, sharing, length, "
                "sequences, "
                "dim, heads, layers, repeats, inference_seconds, inference_low, inference_high, training_seconds, "
                "training_low, training_high, peak_bytes, flops_inference, flops_training, done) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(place.device, place.threads, place.build, point.encoder, point.sharing, point.length,
                  point.sequences, point.dim, point.heads, point.layers, point.repeats, point.inference.value,
                  point.inference.low, point.inference.high, point.training.value, point.training.low,
                  point.training.high, point.peakBytes, point.flopsInference, point.flopsTraining,
                  point.done ? 1 : 0)
            .run();
    });
}

std::vector<TimingPoint> TimingRepository::list(const TimingPlace& place) const {
    return m_connection.read([&] {
        std::vector<TimingPoint> points;
        Query rows = m_connection.query(
            "SELECT encoder, sharing, length, sequences, dim, heads, layers, repeats, inference_seconds, "
            "inference_low, inference_high, training_seconds, training_low, training_high, peak_bytes, "
            "flops_inference, flops_training, done FROM timings WHERE device = ? AND threads = ? AND build = ? "
            "AND dim > 0 ORDER BY encoder, sharing, length");
        rows.bind(place.device, place.threads, place.build);
        while (rows.next()) {
            TimingPoint point;
            point.encoder = rows.text(0);
            point.sharing = rows.text(1);
            point.length = rows.integer(2);
            point.sequences = rows.integer(3);
            point.dim = static_cast<int>(rows.integer(4));
            point.heads = static_cast<int>(rows.integer(5));
            point.layers = static_cast<int>(rows.integer(6));
            point.repeats = static_cast<int>(rows.integer(7));
            point.inference = {rows.real(8), rows.real(9), rows.real(10)};
            point.training = {rows.real(11), rows.real(12), rows.real(13)};
            point.peakBytes = rows.integer(14);
            point.flopsInference = rows.real(15);
            point.flopsTraining = rows.real(16);
            point.done = rows.integer(17) != 0;
            points.push_back(point);
        }
        return points;
    });
}

} // namespace lab
