#pragma once

#include "core/backend/devices.h"

#include <QComboBox>

#include <vector>

namespace lab {

class DeviceSetting;

/// What is to compute: the processor with all or fewer of its cores, and the GPU by its name and memory with
/// each precision. Where there is no GPU its line says so and, in its tooltip, why.
class DeviceCombo : public QComboBox {
    Q_OBJECT
public:
    /// \p setting must outlive it.
    explicit DeviceCombo(DeviceSetting& setting, QWidget* parent = nullptr);
    /// For what can be chosen; the GPU's whole name is for the list alone.
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    void showPopup() override;

private:
    void fill();
    void add(const QString& text, const DeviceChoice& choice, const QString& tip);
    /// A line that cannot be chosen.
    void addOnGpu(const DeviceChoice& choice, const QString& tip);
    void addHeading(const QString& text, const QString& tip);
    void showChoice();

    DeviceSetting& m_setting;
    std::vector<DeviceChoice> m_choices; ///< an entry's data is its place in here
};

} // namespace lab
