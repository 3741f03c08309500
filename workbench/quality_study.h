#pragma once

#include "core/base/statistics.h"
#include "workbench/paper_figures.h"
#include "workbench/run_job.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace lab {

/// The paper's table on one's own data: encoders × sharing modes × seeds, trained one after the other on one
/// split.
struct StudyRequest {
    RunConfig
        config; ///< data, words, training and what all models have in common; seeds count from train.seed on
    std::string preset; ///< each encoder takes its own numbers from it (core/encoders/presets.h); empty = its
                        ///< defaults
    std::string labPath;
    std::string name; ///< the study's, kept as a tag of its runs; empty = "study of DATA"
    std::vector<std::string> encoders = {"all"};
    std::vector<std::string>
        sharings;             ///< as chosenSharings reads them; empty = the preset's, else query_value
    bool offeredOnly = false; ///< an encoder that refuses a mode does without it; else that is an error
    int seeds = 3;
    int threads = 0;
    bool fresh = false; ///< train again what is there
};

/// One finished run of a study. Qualities are shares, 0 … 1.
struct StudyRun {
    std::int64_t run = 0;
    std::uint64_t seed = 0;
    double accuracy = 0, macroF1 = 0, secondsPerEpoch = 0;
};

/// One line of the table.
struct StudyRow {
    ModelConfig model;
    std::int64_t attentionParameters = 0, totalParameters = 0; ///< 0 before its first run has finished
    std::vector<StudyRun> runs;                                ///< finished ones, by seed
    Spread accuracy, macroF1, secondsPerEpoch;
    std::optional<PaperFigure> paper; ///< where the paper trained this model on this data; percent
};

struct StudyResult {
    std::string name, data;
    std::string split; ///< "test", or "validation" where there are no test texts; empty before the first run
    std::vector<StudyRow> rows;
    bool stopped = false; ///< before every run had finished
    /// What was asked for last, but for labPath, threads and fresh; none where the lab file does not tell.
    std::optional<StudyRequest> request;
};

/// Sent when a run begins, while it trains and when it has ended.
struct StudyProgress {
    const StudyResult& soFar;
    std::size_t done = 0, total = 0; ///< runs
    ModelConfig model;               ///< of the run that is being trained
    std::uint64_t seed = 0;
    double share = 0;       ///< of that run, 0 … 1
    double secondsLeft = 0; ///< of the study, from the FLOPs done and to do; 0 = not known yet
};

/// The study's runs in the order in which they are trained: all models with the first seed, then with the
/// next, so that the table fills evenly. \throws ConfigError that names the flag for what cannot be trained.
std::vector<RunConfig> studyRuns(const StudyRequest& request);

/// "study of DATA" where the request gives no name.
std::string studyName(const StudyRequest& request);

/// Trains what is missing. Every run is a normal one of the lab with the study's name as its tag; a model's
/// seeds form a group. Runs of the study that have finished with the same configuration are not repeated, one
/// that was stopped goes on; neither counts when its settings were changed while it trained. Stored data may
/// be named in any way; the result and the lab file keep storedSpec(). Stopping \p control ends the study
/// after the current step; the same request goes on with it, and the lab file keeps it. \p sink hears the
/// events of every run. Throws as runTraining.
StudyResult runStudy(const StudyRequest& request, RunControl& control,
                     const std::function<void(const StudyProgress&)>& tell, const RunEventSink& sink = {});

/// The studies of a lab file, made from their finished runs, the one with the newest run first; empty without
/// such a file. Of runs with the same tag those count that were trained with the settings asked for last from
/// their first step to their last, and of two with the same model and seed the newer one; what an earlier
/// request asked for besides is there too.
std::vector<StudyResult> loadStudies(const std::string& labPath);

/// One line a row of the table, with a header.
std::string studyCsv(const StudyResult& study);

} // namespace lab
