#include "workbench/paper_figures.h"

#include <algorithm>
#include <limits>

namespace lab {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr const char* kTable = "table 4";
constexpr const char* kFigure = "figure 4";

struct Line {
    const char* encoder;
    Sharing sharing;
    const char* source;
    double values[3][4]; ///< by data set: accuracy, its deviation, macro-F1, its deviation
};

// clang-format off
constexpr Line kLines[] = {
    {"transformer", Sharing::None, kTable,
     {{65.32, 0.35, 42.31, 0.33}, {52.04, 0.50, 42.69, 0.47}, {80.90, 0.20, 60.02, 0.21}}},
    {"longformer", Sharing::None, kTable,
     {{65.45, 0.39, 42.48, 0.44}, {52.21, 0.36, 43.36, 0.38}, {81.36, 0.21, 62.59, 0.23}}},
    {"bigbird", Sharing::None, kTable,
     {{66.14, 0.42, 42.96, 0.40}, {53.23, 0.46, 44.03, 0.44}, {81.93, 0.24, 63.58, 0.26}}},
    {"linformer", Sharing::None, kTable,
     {{66.20, 0.49, 43.13, 0.48}, {53.17, 0.59, 44.34, 0.57}, {82.16, 0.28, 63.77, 0.30}}},
    {"linear_transformer", Sharing::None, kTable,
     {{66.12, 0.42, 43.04, 0.44}, {53.09, 0.47, 44.30, 0.49}, {82.25, 0.23, 63.81, 0.22}}},
    {"poolingformer", Sharing::None, kTable,
     {{66.05, 0.44, 43.00, 0.45}, {53.78, 0.51, 44.52, 0.50}, {82.46, 0.24, 64.10, 0.26}}},
    {"fastformer", Sharing::QueryValueLayer, kTable,
     {{66.13, 0.29, 43.23, 0.30}, {54.10, 0.42, 44.65, 0.44}, {82.34, 0.19, 63.89, 0.20}}},
    {"fastformer", Sharing::None, kFigure,
     {{65.87, kNone, 42.76, kNone}, {53.56, kNone, 44.13, kNone}, {82.13, kNone, 63.52, kNone}}},
    {"fastformer", Sharing::QueryValue, kFigure,
     {{65.92, kNone, 42.98, kNone}, {53.77, kNone, 44.25, kNone}, {82.10, kNone, 63.57, kNone}}},
    {"fastformer", Sharing::QueryValueHead, kFigure,
     {{65.63, kNone, 42.43, kNone}, {53.42, kNone, 43.67, kNone}, {81.76, kNone, 62.32, kNone}}},
};
// clang-format on

} // namespace

const std::vector<PaperData>& paperData() {
    static const std::vector<PaperData> data = {{"amazon", "Amazon Electronics, 5 stars", 5},
                                                {"imdb", "IMDB (JMARS), 10 classes", 10},
                                                {"mind", "MIND topics from the news body, 18 classes", 18}};
    return data;
}

const std::vector<PaperFigure>& paperFigures() {
    static const std::vector<PaperFigure> figures = [] {
        std::vector<PaperFigure> made;
        for (const Line& line : kLines)
            for (std::size_t set = 0; set < paperData().size(); ++set) {
                const double(&v)[4] = line.values[set];
                made.push_back(
                    {paperData()[set].id, line.encoder, line.sharing, v[0], v[1], v[2], v[3], line.source});
            }
        return made;
    }();
    return figures;
}

std::optional<PaperData> paperDataOf(const std::string& format, int classes) {
    const std::string id = format == "mind_news" ? "mind" : format;
    for (const PaperData& data : paperData())
        if (data.id == id && data.classes == classes)
            return data;
    return std::nullopt;
}

std::optional<PaperFigure> paperFigureOf(const PaperData& data, const ModelConfig& model) {
    const bool fastformer = model.encoder == "fastformer";
    if (fastformer && model.interaction != Interaction::Product)
        return std::nullopt;
    for (const PaperFigure& figure : paperFigures())
        if (figure.data == data.id && figure.encoder == model.encoder &&
            (!fastformer || figure.sharing == model.sharing))
            return figure;
    return std::nullopt;
}

} // namespace lab
