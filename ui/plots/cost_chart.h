#pragma once

#include "ui/bridge/cost_session.h"
#include "ui/plots/chart.h"
#include "ui/studio/cost_choice.h"

#include <memory>

namespace lab {

/// Cost of encoders over the length of a text, both axes logarithmic: medians with their intervals, the
/// definition's curve dashed, names and slopes at the right end, rings where the Transformer becomes the
/// dearer one.
class CostChart : public Chart {
    Q_OBJECT
public:
    explicit CostChart(const Look& look, QWidget* parent = nullptr);
    ~CostChart() override;

    void setLines(std::vector<CostLine> lines);
    /// What was measured, beside the title.
    void setAbout(const QString& about);
    void setPass(CostPass pass);
    void setQuantity(CostQuantity quantity);
    /// Those that are drawn.
    [[nodiscard]] const std::vector<CostLine>& lines() const;
    /// The words at the right end of line \p index: "Transformer", or with its sharing where there are
    /// several.
    [[nodiscard]] QString nameOf(std::size_t index) const;

    [[nodiscard]] bool exportable() const override;
    [[nodiscard]] NumberTable exportNumbers() const override;

protected:
    void draw() override;
    void restyle() override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace lab
