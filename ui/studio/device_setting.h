#pragma once

#include "core/backend/devices.h"
#include "ui/bridge/worker.h"
#include "workbench/run_job.h"

#include <QObject>
#include <QString>

#include <map>
#include <vector>

namespace lab {

/// What the next training, study and timing compute on: threads of the processor, or the GPU in one of its
/// precisions. Until the person chooses, the GPU is taken where one can be used, as `--device auto` does;
/// what is chosen is always what is shown. GUI thread.
class DeviceSetting : public QObject {
    Q_OBJECT
public:
    explicit DeviceSetting(QObject* parent = nullptr);

    /// Its device is "cpu" or "cuda".
    [[nodiscard]] const DeviceChoice& choice() const { return m_choice; }
    /// Of the processor: those chosen, or all cores.
    [[nodiscard]] int threads() const { return m_choice.threads > 0 ? m_choice.threads : cores(); }
    /// Of the processor, at least 1.
    [[nodiscard]] static int cores();
    /// The GPU that the GPU module computes on, or the reason why there is none; null until it has been
    /// asked.
    [[nodiscard]] const DeviceInfo* gpu() const { return m_gpus.empty() ? nullptr : &m_gpus.front(); }

    /// What a run of this session measured of \p precision last; null before that, and for float32.
    [[nodiscard]] const PrecisionEvent* measured(Precision precision) const;
    void keepMeasured(const PrecisionEvent& event);

    /// Looks for GPUs, on a thread of its own: their driver takes its time. The answer is changed().
    void look();
    /// Takes what listDevices() tells.
    void take(const std::vector<DeviceInfo>& devices);

public slots:
    /// The person's choice.
    void choose(const lab::DeviceChoice& choice);

signals:
    void changed();
    void measuredAnew();

private:
    DeviceChoice m_choice;
    std::vector<DeviceInfo> m_gpus;
    std::map<Precision, PrecisionEvent> m_measured;
    bool m_chosen = false;
    Worker m_worker;
};

} // namespace lab
