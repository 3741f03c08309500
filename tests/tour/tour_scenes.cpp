#include "tests/tour/tour_scenes.h"

#include "tests/tour/tour_lab.h"
#include "ui/plots/cost_chart.h"
#include "ui/studio/data_library.h"
#include "ui/views/attention/attention_strip.h"
#include "ui/views/attention/duel_strip.h"
#include "ui/views/comparing/study_table.h"

#include <QAbstractItemView>
#include <QAction>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>

namespace lab::tour {
namespace {

using Stage = TourStage;

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        throw MissedCue("the file " + path.toStdString() + " cannot be written");
}

void untilComplaint(Stage& stage) {
    stage.until("the sentence about the error", [&] { return stage.complains(); });
}

// Data
void importing(Stage& stage) {
    constexpr int kRows = 150'000; // some seconds
    QByteArray rows("text,label\n");
    for (int i = 0; i < kRows; ++i)
        rows += "a phone of the make " + QByteArray::number(i) + " that I would buy again," +
                (i % 3 == 0 ? "good\n" : "bad\n");
    write(stage.file("phones.csv"), rows);
    stage.window().openPaths({stage.file("phones.csv")});
    auto& import = stage.find<QPushButton>("importData");
    stage.until("the counted source", [&] { return import.isVisible() && import.isEnabled(); });
    import.click();
    const DataLibrary& library = stage.studio().library();
    stage.until("the storing", [&] { return library.candidate() && library.candidate()->storing; });
}

void badFile(Stage& stage) {
    write(stage.file("phones.csv"), "text,label\na good phone,good\nanother,\"bad\nthe last,good\n");
    stage.window().openPaths({stage.file("phones.csv")});
    untilComplaint(stage);
}

void records(Stage& stage) {
    stage.showRun(kFinished);
    auto& table = stage.find<QAbstractItemView>("recordTable");
    stage.until("the texts", [&] { return table.isVisible() && table.model()->rowCount() > 0; });
}

// Build
void badHeads(Stage& stage) {
    RunConfig config = stage.studio().draft();
    config.model.heads = 7;
    stage.studio().setDraft(config);
}

// Inspect
void reading(Stage& stage) {
    auto& strip = stage.find<AttentionStrip>("inspectStrip");
    stage.until("the attention", [&] { return strip.count() > 0; });
}

void inspecting(Stage& stage) {
    stage.showRun(kFinished);
    reading(stage);
}

void inspectingDamaged(Stage& stage) {
    stage.showRun(kDamaged);
    untilComplaint(stage);
}

void inspectingLive(Stage& stage) {
    stage.haveRunning();
    reading(stage);
}

// Compare
void comparing(Stage& stage) {
    Comparison& comparison = stage.studio().comparison();
    comparison.add({1, 2, 3, 4, 5, 6});
    auto& duel = stage.find<DuelStrip>("duelStrip");
    stage.until("the comparison", [&] { return comparison.entries().size() >= 3 && !duel.isEmpty(); });
}

void comparingDamaged(Stage& stage) {
    stage.studio().comparison().add({kFinished, kDamaged});
    untilComplaint(stage);
}

void searching(Stage& stage) {
    if (!stage.find<QAction>("cancelDisagreements").isEnabled()) // else it goes on still
        stage.trigger("findDisagreements");
}

// Cost
void timings(Stage& stage) {
    auto& chart = stage.find<CostChart>("costChart");
    stage.until("the timings", [&] { return !chart.lines().empty(); });
}

void measuring(Stage& stage) {
    timings(stage);
    stage.trigger("measureCost");
    stage.until("the measuring", [&] { return stage.studio().cost().progress().has_value(); });
}

void nothingTicked(Stage& stage) {
    timings(stage);
    for (QAbstractButton* box : stage.window().findChildren<QAbstractButton*>())
        if (box->objectName().startsWith(QStringLiteral("costLength_")) && box->isChecked())
            box->click();
}

// Quality
void quality(Stage& stage) {
    stage.trigger("costQuality");
}

void studies(Stage& stage) {
    quality(stage);
    auto& table = stage.find<StudyTable>("studyTable");
    stage.until("the study", [&] { return !table.source().rows().empty(); });
}

void studying(Stage& stage) {
    quality(stage);
    stage.studio().studyChoice().name = "all seven";
    stage.find<QDoubleSpinBox>("studyEpochs").setValue(1);
    stage.trigger("runStudy");
    const auto& study = stage.find<StudyTable>("studyTable").source().study();
    stage.until("the first run of the study",
                [&] { return study.name == "all seven" && !study.rows.front().runs.empty(); });
}

/// Its data went away after they had been opened.
void studyOfNothing(Stage& stage) {
    const QString path = stage.file("phones.csv");
    write(path, QByteArray("text,label\na good phone,good\na bad phone,bad\n")
                    .append(QByteArray("good,good\nbad,bad\n").repeated(20)));
    DataConfig config;
    config.spec = path.toStdString();
    stage.studio().addData(config, QStringLiteral("phones.csv"));
    stage.until("the counted source", [&] { return stage.studio().vocabulary() > 0; });
    QFile::remove(path);
    quality(stage);
    stage.trigger("runStudy");
    untilComplaint(stage);
}

} // namespace

const char* toString(State state) {
    constexpr const char* kNames[] = {"empty", "working", "error", "filled"};
    return kNames[static_cast<std::size_t>(state)];
}

const std::vector<Scene>& scenes() {
    static const std::vector<Scene> all = {
        {"data", "data", State::Empty},
        {"data", "data", State::Working, importing},
        {"data", "data", State::Error, badFile},
        {"data", "data", State::Filled, records},
        {"build", "build", State::Empty},
        {"build", "build", State::Working, [](Stage& s) { s.haveRunning(); }},
        {"build", "build", State::Error, badHeads},
        {"build", "build", State::Filled, [](Stage& s) { s.showRun(kFinished); }},
        {"train", "train", State::Empty},
        {"train", "train", State::Working, [](Stage& s) { s.haveRunning(); }},
        {"train", "train", State::Error, [](Stage& s) { s.showRun(kFailed); }},
        {"train", "train", State::Filled, [](Stage& s) { s.showRun(kFinished); }},
        {"inspect", "inspect", State::Empty},
        {"inspect", "inspect", State::Working, inspectingLive},
        {"inspect", "inspect", State::Error, inspectingDamaged},
        {"inspect", "inspect", State::Filled, inspecting},
        {"compare", "compare", State::Empty},
        {"compare", "compare", State::Working, comparing, searching},
        {"compare", "compare", State::Error, comparingDamaged},
        {"compare", "compare", State::Filled, comparing},
        {"cost", "cost", State::Empty},
        {"cost", "cost", State::Working, measuring},
        {"cost", "cost", State::Error, nothingTicked},
        {"cost", "cost", State::Filled, timings},
        {"cost-quality", "cost", State::Empty, quality},
        {"cost-quality", "cost", State::Working, studying},
        {"cost-quality", "cost", State::Error, studyOfNothing},
        {"cost-quality", "cost", State::Filled, studies},
    };
    return all;
}

std::string pictureName(const Scene& scene, bool dark) {
    return scene.view + "-" + toString(scene.state) + (dark ? "-dark" : "-light") + ".png";
}

} // namespace lab::tour
