#pragma once

#include "core/store/lab_file.h"
#include "core/store/metric_repository.h"
#include "core/store/run_repository.h"
#include "tests/ui/fake_training.h"
#include "tests/ui/window_fixture.h"
#include "ui/models/comparison.h"
#include "ui/plots/overlay_chart.h"
#include "ui/views/comparing/compare_table.h"

namespace lab {

/// A window over a lab with runs, on its workspace Compare.
class Compare : public test::WindowTest {
protected:
    [[nodiscard]] std::string path() const { return folder.filePath(QStringLiteral("lab.db")).toStdString(); }
    /// A finished run with a curve that rises to \p accuracy.
    void addRun(Sharing sharing, std::uint64_t seed, double accuracy, std::int64_t dataset = 0) {
        LabFile lab(path());
        RunRepository runs(lab);
        NewRun run;
        run.config.model.sharing = sharing;
        run.config.train.seed = seed;
        run.labels = {"1", "2", "3", "4", "5"};
        run.attentionParameters = sharing == Sharing::None ? 1000 : 500;
        run.totalSteps = 40;
        if (dataset != 0)
            run.dataset = dataset;
        const std::int64_t id = runs.create(run);
        std::vector<MetricRow> rows;
        for (int step = 10; step <= 40; step += 10) {
            rows.push_back({"validation", "accuracy", step, accuracy - 0.4 / step});
            rows.push_back({"validation", "loss", step, 1.0 / step});
            rows.push_back({"train", "seconds", step, 0.5});
        }
        MetricRepository(lab).append(id, rows);
        runs.setSteps(id, 40);
        RunSummary summary;
        summary.epochs = 2;
        summary.seconds = 20;
        summary.best.validation.accuracy = accuracy;
        summary.peakBytes = sharing == Sharing::None ? 0 : 3'000'000;
        summary.last.test = {0.5, accuracy, accuracy - 0.1};
        runs.updateSummary(id, summary);
        runs.setStatus(id, RunStatus::Finished);
    }
    /// A small real training; how long it goes is the caller's.
    [[nodiscard]] RunJob tinyJob(Sharing sharing) const {
        RunJob job;
        job.labPath = path();
        job.config = teachingConfig();
        job.config.data.limit = 300;
        job.config.model.dim = 16;
        job.config.model.heads = 2;
        job.config.model.sharing = sharing;
        return job;
    }
    void show(std::size_t entries) {
        open(test::fakeTraining(10));
        window->showWorkspace(QStringLiteral("compare"));
        ASSERT_TRUE(until([&] { return studio->runs().rowCount() > 0; }));
        trigger("compareData");
        ASSERT_TRUE(until([&] { return studio->comparison().entries().size() == entries; }));
        find<OverlayChart>("overlayChart")->flush();
    }
    [[nodiscard]] QString cell(int row, const QString& title, int role = Qt::DisplayRole) {
        const QAbstractItemModel* model = find<CompareTable>("compareTable")->model();
        for (int column = 0; column < model->columnCount(); ++column)
            if (model->headerData(column, Qt::Horizontal).toString() == title)
                return model->index(row, column).data(role).toString();
        return QStringLiteral("no column ") + title;
    }
};

} // namespace lab
