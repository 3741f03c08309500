#pragma once

#include "app/cli/watched_run.h"
#include "core/inspect/attention_map.h"
#include "core/train/events.h"
#include "workbench/predictor.h"
#include "workbench/run_job.h"

#include <nlohmann/json_fwd.hpp>

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace lab::cli {

/// Fields keep the order of the contract in docs/command-line.md.
using Json = nlohmann::ordered_json;

/// Writes \p document and a line end; bytes that are not UTF-8 become U+FFFD, numbers that are not finite
/// null.
void print(std::ostream& out, const Json& document);

/// null for an empty text.
Json nullable(const std::string& text);

/// `{"loss","accuracy","macro_f1","examples","confusion"}`; null for a split without examples.
Json toJson(const Evaluation& evaluation);

/// `{"precision","step","texts","logits","gradients","loss"}`; null where none was measured.
Json toJson(const std::optional<PrecisionEvent>& precision);

/// `{"found","words","passed_over"}`; null for a run that read no file of word vectors.
Json toJson(const std::optional<WordsFound>& embeddings);

/// What one run came to; null for what was not measured.
Json toJson(const RunResult& result);

/// The document of `train --json` and `runs continue --json` for one run of the lab file \p lab;
/// \p exportFile is the model file that was written, empty for none.
Json documentOf(const WatchedRun& run, const std::string& lab, const std::string& exportFile = {});

/// Adds "repeats" (a document for each seed), "mean" and "deviation" of the validation and test quality.
void addRepeats(Json& document, const std::vector<WatchedRun>& runs, const std::string& lab);

/// One entry of `predict --json`. \p labels are the class names of the model.
Json toJson(const std::string& text, const AttentionMap& map, const std::vector<std::string>& labels,
            bool withAttention);

/// Method, class, one value a token, and how far other orders of the tokens agree.
Json toJson(const Explanation& explanation, const std::vector<std::string>& labels);

} // namespace lab::cli
