#pragma once

#include "core/store/lab_file.h"
#include "core/train/events.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lab {

/// One number over time.
struct MetricRow {
    std::string split; ///< "train", "validation", "test"
    std::string name;  ///< "loss", "accuracy", "learning_rate", …
    std::int64_t step = 0;
    double value = 0; ///< NaN is kept
};

struct MetricPoint {
    std::int64_t step = 0;
    double value = 0;
};

/// Quality on a whole split after a step.
struct EvaluationRow {
    std::string split; ///< "train", "validation" or "test"
    std::int64_t step = 0;
    int epoch = 0; ///< finished epochs
    Evaluation evaluation;
};

/// Time series and evaluations of runs. Errors and threads: see LabFile.
class MetricRepository {
public:
    explicit MetricRepository(LabFile& lab) : m_connection(lab.connection()) {}

    /// Stores all rows in one transaction; a row of the same split, name and step is replaced.
    void append(std::int64_t run, const std::vector<MetricRow>& rows);
    /// One series, ascending by step; only steps after \p afterStep (to read what is new).
    [[nodiscard]] std::vector<MetricPoint> series(std::int64_t run, const std::string& split,
                                                  const std::string& name, std::int64_t afterStep = -1) const;
    /// Everything of a run, by step, split and name.
    [[nodiscard]] std::vector<MetricRow> all(std::int64_t run) const;

    void saveEvaluation(std::int64_t run, const EvaluationRow& row);
    /// By step, then split.
    [[nodiscard]] std::vector<EvaluationRow> evaluations(std::int64_t run) const;

private:
    Connection& m_connection;
};

/// `step,split,name,value` with a header line; a number that is not finite is an empty field.
std::string metricsAsCsv(const std::vector<MetricRow>& rows);
/// A JSON list of {"step","split","name","value"}; a number that is not finite is null.
std::string metricsAsJson(const std::vector<MetricRow>& rows);

} // namespace lab
