#pragma once

#include "ui/bridge/cost_session.h"
#include "ui/studio/cost_choice.h"
#include "ui/views/comparing/chooser_pane.h"

#include <map>

namespace lab {

/// The left pane of the workspace Cost: stored timings, and which encoders, sharing modes and lengths are
/// shown and measured.
class CostChooser : public ChooserPane {
    Q_OBJECT
public:
    /// \p choice is changed by the person and must outlive this.
    CostChooser(const Look& look, CostChoice& choice, QWidget* parent = nullptr);

    void setSheets(const std::vector<CostSheet>& sheets, int current);
    /// Behind each encoder its time at the chosen length.
    void setTimes(const std::map<std::string, double>& seconds, std::int64_t length);
    [[nodiscard]] QSize sizeHint() const override;

private:
    void createEncoders();
    void createSharings();
    void createLengths();

    CostChoice& m_choice;
    std::map<std::string, LookLabel*> m_times;
    SectionHeader* m_encoderHeader = nullptr;
};

} // namespace lab
