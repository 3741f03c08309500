#pragma once

#include "core/config/run_config.h"

#include <optional>
#include <string>
#include <vector>

namespace lab {

/// Text classification results of the Fastformer paper (arXiv 2108.09084, version 5), in percent.
struct PaperFigure {
    std::string data;    ///< "amazon", "imdb", "mind"
    std::string encoder; ///< id of the encoder
    Sharing sharing = Sharing::None;
    double accuracy = 0,
           accuracyDeviation = 0; ///< mean and standard deviation over 5 repeats; NaN = not given
    double macroF1 = 0, macroF1Deviation = 0;
    std::string source; ///< "table 4" or "figure 4"
};

/// Table 4 (seven encoders) and figure 4 (sharing modes of Fastformer). The captions of the figure's panels
/// are printed rotated; they are put right here by matching table 4.
const std::vector<PaperFigure>& paperFigures();

/// What the paper trained on, to be told apart from look-alikes.
struct PaperData {
    std::string id; ///< as in PaperFigure
    std::string title;
    int classes = 0;
};
const std::vector<PaperData>& paperData();

/// The paper's data set that a run's data is: the reader's format ("amazon", "imdb", "mind_news") and the
/// number of classes must both match; none for the IMDB set with two classes, which is another one.
std::optional<PaperData> paperDataOf(const std::string& format, int classes);

/// The figure for this model on this data. Sharing counts for Fastformer alone; a model that departs from the
/// paper's otherwise (another interaction of the vectors) has none.
std::optional<PaperFigure> paperFigureOf(const PaperData& data, const ModelConfig& model);

} // namespace lab
