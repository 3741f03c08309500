#pragma once

#include "core/config/run_config.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace lab {

/// How a tensor of the attention is kept: its own, borrowed from another one, or one head's slice for all
/// heads.
enum class TensorUse { Stored, Borrowed, Slice };

/// One tensor of an encoder's attention slot, in the first layer and in every later one.
struct AttentionTensor {
    QString name;    ///< "Q"
    QString meaning; ///< "query map"
    TensorUse first, later;
    int owner = -1;              ///< the tensor of the same layer that it is borrowed from in the first
    std::int64_t parameters = 0; ///< that the first layer stores
};
/// The tensors of \p config's encoder in the order in which the layer uses them; \p config is normalised.
std::vector<AttentionTensor> attentionTensors(const ModelConfig& config);

/// A box of the structure diagram.
struct PlanBox {
    enum class Kind { Rows, Tensor, Step, Frame };
    Kind kind = Kind::Step;
    QString text, note;
    int row = 0;
    double column = 0, columns = 1; ///< left edge and width, in columns of the plan
    int tensor = -1;                ///< of a Tensor: its number in attentionTensors
};

/// Rows flow along a line from one box to a lower one; a tie joins a borrowed tensor to its owner.
struct PlanLine {
    enum class Way { Flow, Tie, LeftLane, RightLane };
    int from = 0, to = 0;
    Way way = Way::Flow;
};

/// One layer of an encoder as boxes on a grid: what comes in on top, what goes out below.
struct LayerPlan {
    std::vector<AttentionTensor> tensors;
    std::vector<PlanBox> boxes;
    std::vector<PlanLine> lines;
    int rows = 0;
    double columns = 3;
    QString sentence; ///< the same in words
};
/// The first layer of \p config's model; \p config is normalised.
LayerPlan layerPlanOf(const ModelConfig& config);

} // namespace lab
