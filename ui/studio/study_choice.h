#pragma once

#include "core/encoders/encoder.h"

#include <optional>
#include <set>
#include <string>

namespace lab {

/// What the next quality study is made of, in the workspace Cost. An empty value follows the settings of the
/// next run.
struct StudyChoice {
    bool shown = false; ///< the tab Quality is on show, not Cost
    std::set<std::string> encoders;
    std::set<Sharing> sharings = {Sharing::QueryValue};
    std::optional<DataConfig> data;
    std::string preset; ///< empty = the settings of the next run
    int seeds = 3;
    std::optional<double> epochs; ///< else the preset's or the next run's
    std::string name;             ///< empty = made from the data set
    std::string current;          ///< name of the study on show; empty = the newest

    StudyChoice() {
        for (const EncoderSpec& spec : builtinEncoders().all())
            encoders.insert(spec.id);
    }
};

} // namespace lab
