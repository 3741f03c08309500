#include "core/store/metric_repository.h"

#include "core/store/connection.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace lab {

void MetricRepository::append(std::int64_t run, const std::vector<MetricRow>& rows) {
    m_connection.write([&] {
        Query insert = m_connection.query("INSERT OR REPLACE INTO metrics (run_id, split, name, step, value) "
                                          "VALUES (?, ?, ?, ?, ?)");
        for (const MetricRow& row : rows) {
            insert.bind(run, row.split, row.name, row.step, row.value).run();
            insert.again();
        }
    });
}

std::vector<MetricPoint> MetricRepository::series(std::int64_t run, const std::string& split,
                                                  const std::string& name, std::int64_t afterStep) const {
    return m_connection.read([&] {
        std::vector<MetricPoint> points;
        Query rows =
            m_connection.query("SELECT step, value FROM metrics WHERE run_id = ? AND split = ? AND name = ? "
                               "AND step > ? ORDER BY step");
        rows.bind(run, split, name, afterStep);
        while (rows.next())
            points.push_back({rows.integer(0), rows.real(1)});
        return points;
    });
}

std::vector<MetricRow> MetricRepository::all(std::int64_t run) const {
    return m_connection.read([&] {
        std::vector<MetricRow> metrics;
        Query rows = m_connection.query("SELECT split, name, step, value FROM metrics WHERE run_id = ? "
                                        "ORDER BY step, split, name");
        rows.bind(run);
        while (rows.next())
            metrics.push_back({rows.text(0), rows.text(1), rows.integer(2), rows.real(3)});
        return metrics;
    });
}

void MetricRepository::saveEvaluation(std::int64_t run, const EvaluationRow& row) {
    const Evaluation& quality = row.evaluation;
    m_connection.write([&] {
        m_connection
            .query(
                "INSERT OR REPLACE INTO evaluations (run_id, split, step, epoch, loss, accuracy, macro_f1, "
                "examples, seconds, confusion) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(run, row.split, row.step, row.epoch, quality.loss, quality.accuracy, quality.macroF1,
                  quality.examples, quality.seconds, nlohmann::json(quality.confusion).dump())
            .run();
    });
}

std::vector<EvaluationRow> MetricRepository::evaluations(std::int64_t run) const {
    return m_connection.read([&] {
        std::vector<EvaluationRow> evaluations;
        Query rows =
            m_connection.query("SELECT split, step, epoch, loss, accuracy, macro_f1, examples, seconds, "
                               "confusion FROM evaluations WHERE run_id = ? ORDER BY step, split");
        rows.bind(run);
        while (rows.next()) {
            EvaluationRow row{rows.text(0), rows.integer(1), static_cast<int>(rows.integer(2)), {}};
            row.evaluation = {rows.real(3), rows.real(4), rows.real(5), {}, rows.integer(6), rows.real(7)};
            const auto confusion = nlohmann::json::parse(rows.text(8), nullptr, false);
            for (const auto& count : confusion) {
                if (!count.is_number_integer())
                    throw StoreError(
                        fmt::format("{}: an evaluation of run {} is damaged", m_connection.path(), run));
                row.evaluation.confusion.push_back(count.get<std::int64_t>());
            }
            evaluations.push_back(std::move(row));
        }
        return evaluations;
    });
}

std::string metricsAsCsv(const std::vector<MetricRow>& rows) {
    std::string text = "step,split,name,value\n";
    for (const MetricRow& row : rows)
        text += fmt::format("{},{},{},{}\n", row.step, row.split, row.name,
                            std::isfinite(row.value) ? fmt::format("{}", row.value) : "");
    return text;
}

std::string metricsAsJson(const std::vector<MetricRow>& rows) {
    auto list = nlohmann::ordered_json::array();
    for (const MetricRow& row : rows)
        list.push_back({{"step", row.step}, {"split", row.split}, {"name", row.name}, {"value", row.value}});
    return list.dump(); // JSON has no NaN: the library writes null
}

} // namespace lab
