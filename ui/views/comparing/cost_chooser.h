#pragma once

#include "ui/bridge/cost_session.h"
#include "ui/studio/cost_choice.h"

#include <QScrollArea>

#include <map>

class QCheckBox;
class QStandardItemModel;
class QTreeView;

namespace lab {

class Look;
class LookLabel;
class SectionHeader;

/// The left pane of the workspace Cost: stored timings, and which encoders, sharing modes and lengths are
/// shown and measured.
class CostChooser : public QScrollArea {
    Q_OBJECT
public:
    /// \p choice is changed by the person and must outlive this.
    CostChooser(const Look& look, CostChoice& choice, QWidget* parent = nullptr);

    void setSheets(const std::vector<CostSheet>& sheets, int current);
    /// Behind each encoder its time at the chosen length.
    void setTimes(const std::map<std::string, double>& seconds, std::int64_t length);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void sheetChosen(int row);
    void choiceChanged();

private:
    void createTimings();
    void createEncoders();
    void createSharings();
    void createLengths();
    void restyle();

    const Look& m_look;
    CostChoice& m_choice;
    QStandardItemModel* m_model;
    QTreeView* m_timings = nullptr;
    LookLabel* m_none = nullptr;
    std::map<std::string, QCheckBox*> m_encoders;
    std::map<std::string, LookLabel*> m_times;
    SectionHeader* m_encoderHeader = nullptr;
};

} // namespace lab
